package dev.runner.modules.databases;

import dev.runner.module.BadParameter;
import dev.runner.module.Constraint;
import dev.runner.module.Describe;
import dev.runner.module.Needs;
import dev.runner.module.Output;
import dev.runner.module.Param;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Spread;
import dev.runner.module.TaskModule;
import dev.runner.values.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Sees to who owns something of a PostgreSQL server.
@Describe(
    summary = "Hand an object of PostgreSQL to another role, or all that roles own.",
    description =
        """
        Names are quoted, with their schema before a dot; those of functions, aggregates and
        languages stand as they are, so that types of arguments can follow them.
        """,
    since = "0.1",
    collection = "community.postgresql",
    aliases = "community.general.postgresql_owner",
    example =
        """
        - name: hand the orders to the shop
          postgresql_owner:
            obj_name: orders
            obj_type: table
            new_owner: shop
            login_db: shop
          become: true
          become_user: postgres
        """,
    returns = @Describe.Returned(name = "queries", value = "Statements that ran."))
@Needs("psql")
@Constraint(
    value = Constraint.Kind.EXCLUSIVE,
    names = {"obj_name", "reassign_owned_by"})
@Constraint(
    value = Constraint.Kind.EXCLUSIVE,
    names = {"obj_type", "reassign_owned_by"})
@Constraint(
    value = Constraint.Kind.EXCLUSIVE,
    names = {"obj_name", "fail_on_role"})
@Constraint(
    value = Constraint.Kind.EXCLUSIVE,
    names = {"obj_type", "fail_on_role"})
public record PostgresqlOwner(
    @Param("Role that is to own it.") String newOwner,
    @Param("Name of the object.") Optional<String> objName,
    @Param(value = "Kind of the object.", aliases = "type") Optional<OwnedKind> objType,
    @Param("Roles of which all that they own in the database is handed over.")
        List<String> reassignOwnedBy,
    @Param(
            value = "Whether one of those that isn't there is a failure; else it is left out.",
            byDefault = "true")
        boolean failOnRole,
    @Param(value = "Database that has it.", byDefault = "postgres", aliases = "db") String loginDb,
    @Param(
            value = "Whether names that look like smuggled SQL are taken; most are quoted.",
            byDefault = "true")
        boolean trustInput,
    @Spread PostgresqlLogin login)
    implements TaskModule {

  public PostgresqlOwner {
    reassignOwnedBy = List.copyOf(reassignOwnedBy);
    new Suspicion(trustInput)
        .of("new_owner", newOwner)
        .of("obj_name", objName)
        .of("reassign_owned_by", reassignOwnedBy)
        .of(login);
    if (objName.isPresent() && objType.isEmpty()) {
      throw new BadParameter("obj_name", "obj_name needs the parameter obj_type");
    }
  }

  @Override
  public Plan plan(Probe host) {
    Output output = login.ask(host, loginDb, question());
    if (!output.ok()) {
      return PostgresqlLogin.unanswered(output);
    }
    Map<String, Boolean> owning = new LinkedHashMap<>();
    Optional<String> owner = Optional.empty();
    for (String line : output.lines()) {
      Map<?, ?> row = (Map<?, ?>) Json.parse(line);
      if (row.containsKey("owner")) {
        owner = Optional.of(Sql.word(row, "owner"));
      } else {
        owning.put(Sql.word(row, "role"), Boolean.TRUE.equals(row.get("owns")));
      }
    }
    if (!owning.containsKey(newOwner)) {
      return stranger(newOwner);
    }
    return objName.isPresent() ? handed(host, owner) : reassigned(host, owning);
  }

  private static Plan.Refused stranger(String role) {
    return Plan.refuse(
        "Role '%s' does not exist".formatted(role),
        "Check the name, capitals too, or make it before.");
  }

  /// One line on each role that is there, and one on the object. What the server itself needs is
  /// owned by the role that it was made with, and isn't written down.
  private String question() {
    String roles =
        Stream.concat(Stream.of(newOwner), reassignOwnedBy.stream())
            .map(Sql::standardText)
            .collect(Collectors.joining(", "));
    return """
    SELECT json_build_object('role', r.rolname, 'owns', r.oid = 10 OR EXISTS (SELECT FROM pg_shdepend d
      WHERE d.refclassid = 'pg_authid'::regclass AND d.refobjid = r.oid AND d.deptype = 'o'
      AND d.dbid IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))))
    FROM pg_roles r WHERE r.rolname IN (%s);
    """
            .formatted(roles)
        + objName.map(name -> objType.orElseThrow().question(name)).orElse("");
  }

  private Plan handed(Probe host, Optional<String> owner) {
    OwnedKind kind = objType.orElseThrow();
    String name = objName.orElseThrow();
    String statement =
        "ALTER %s %s OWNER TO %s"
            .formatted(kind.keyword(), kind.said(name), Sql.standardName(newOwner));
    if (owner.isEmpty()) {
      return Plan.refuse(
          "Cannot execute SQL '%s': %s".formatted(statement, kind.missing(name)),
          "Check its name and schema, capitals and types of arguments too.");
    }
    return owner.get().equals(newOwner)
        ? unchanged("the owner is so")
        : changes(host, "hand %s over to %s".formatted(name, newOwner), statement);
  }

  private Plan reassigned(Probe host, Map<String, Boolean> owning) {
    List<String> strangers =
        reassignOwnedBy.stream().filter(role -> !owning.containsKey(role)).distinct().toList();
    if (failOnRole && !strangers.isEmpty()) {
      return stranger(strangers.getFirst());
    }
    List<String> known = reassignOwnedBy.stream().filter(owning::containsKey).distinct().toList();
    boolean owns =
        known.stream().anyMatch(role -> !role.equals(newOwner) && owning.getOrDefault(role, false));
    String statement =
        "REASSIGN OWNED BY %s TO %s"
            .formatted(
                known.stream().map(Sql::standardName).collect(Collectors.joining(",")),
                Sql.standardName(newOwner));
    List<String> warnings =
        strangers.stream().map("Role '%s' does not exist, pass"::formatted).toList();
    return owns
        ? changes(host, "hand over what others own to " + newOwner, statement).warnings(warnings)
        : unchanged("there is nothing to hand over").warnings(warnings);
  }

  private static Plan.Unchanged unchanged(String because) {
    return Plan.unchanged(because).with("queries", List.of());
  }

  private Plan.Changes changes(Probe host, String title, String statement) {
    return new PostgresqlChange(login, loginDb, title, List.of(statement), true, "")
        .plan(host, lines -> Map.of())
        .predicting("queries", List.of(statement));
  }
}
