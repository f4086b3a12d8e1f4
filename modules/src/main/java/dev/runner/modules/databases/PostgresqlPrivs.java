package dev.runner.modules.databases;

import dev.runner.module.BadParameter;
import dev.runner.module.Describe;
import dev.runner.module.Needs;
import dev.runner.module.Output;
import dev.runner.module.Param;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Spread;
import dev.runner.module.TaskModule;
import dev.runner.values.Json;
import dev.runner.values.None;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Sees to who may do what with the objects of a PostgreSQL server.
@Describe(
    summary = "Grant or revoke privileges on the objects of a PostgreSQL server, and memberships.",
    description =
        """
        What is granted already is read from the server first, and only what differs is granted or
        revoked, all of it or nothing. Privileges that another role has given, and ones that come
        by a membership or by PUBLIC, are neither counted nor taken. All names are quoted as they
        are, so that capitals count.
        """,
    since = "0.1",
    collection = "community.postgresql",
    aliases = "community.general.postgresql_privs",
    example =
        """
        - name: let reports read all tables
          postgresql_privs:
            login_db: site
            roles: reports
            objs: ALL_IN_SCHEMA
            privs: SELECT
          become: true
          become_user: postgres
        """,
    returns = @Describe.Returned(name = "queries", value = "Statements that ran."))
@Needs("psql")
public record PostgresqlPrivs(
    @Param(
            value = "Database to connect to.",
            aliases = {"db", "database"})
        String loginDb,
    @Param(
            value =
                "Roles between commas; also PUBLIC, CURRENT_ROLE, CURRENT_USER and SESSION_USER.",
            aliases = "role")
        String roles,
    @Param(value = "Privileges between commas, or ALL; none for memberships.", aliases = "priv")
        Optional<String> privs,
    @Param(value = "Kind of the objects; group is for memberships.", byDefault = "table")
        ObjectKind type,
    @Param(
            value =
                "Objects between commas. Of tables, sequences, functions and procedures also"
                    + " ALL_IN_SCHEMA; types of arguments stand between colons. For default"
                    + " privileges TABLES, SEQUENCES, FUNCTIONS, TYPES, SCHEMAS or ALL_DEFAULT."
                    + " The database itself if left out for databases.",
            aliases = "obj")
        Optional<String> objs,
    @Param(
            "Schema of the objects, public if left out; not-specified for what the search path"
                + " finds, or for default privileges in all schemas.")
        Optional<String> schema,
    @Param(value = "Whether they are granted or revoked.", byDefault = "present") State state,
    @Param(
            value =
                "Whether the roles may hand on what they are granted; left as it is if left out.",
            aliases = "admin_option")
        Optional<Boolean> grantOption,
    @Param("For default privileges: roles whose new objects are meant, between commas.")
        Optional<String> targetRoles,
    @Param(
            value = "Whether a role that isn't there is a failure; else it is left out.",
            byDefault = "true")
        boolean failOnRole,
    @Param(
            value = "Whether names that look like smuggled SQL are taken; all are quoted.",
            byDefault = "true")
        boolean trustInput,
    @Spread PostgresqlLogin login)
    implements TaskModule {
  private static final String ROLE = "role";

  /// Every privilege that there is on an object.
  static final String ALL = "ALL";

  private static final String ALL_IN_SCHEMA = "ALL_IN_SCHEMA";
  private static final Set<String> IMPLICIT =
      Set.of("PUBLIC", "CURRENT_ROLE", "CURRENT_USER", "SESSION_USER");

  /// Whether privileges are granted.
  public enum State {
    PRESENT,
    ABSENT
  }

  public PostgresqlPrivs {
    new Suspicion(trustInput)
        .of("roles", roles)
        .of("target_roles", targetRoles)
        .of("schema", schema)
        .of(login);
    if (type == ObjectKind.GROUP && privs.isPresent()) {
      throw new BadParameter("privs", "memberships (type: group) have no privileges");
    } else if (type != ObjectKind.GROUP
        && privs.map(PostgresqlPrivs::split).orElse(List.of()).isEmpty()) {
      throw new BadParameter("privs", "this type needs the parameter privs");
    } else if (type != ObjectKind.DATABASE
        && objs.map(PostgresqlPrivs::split).orElse(List.of()).isEmpty()) {
      throw new BadParameter("objs", "this type needs the parameter objs");
    } else if (schema.isPresent() && !type.isInSchema()) {
      throw new BadParameter("schema", "a %s is in no schema".formatted(type.words()));
    } else if (targetRoles.isPresent() && type != ObjectKind.DEFAULT_PRIVS) {
      throw new BadParameter("target_roles", "these are for default privileges alone");
    }
    List<String> names = split(roles);
    boolean open = names.stream().anyMatch(name -> name.equalsIgnoreCase("PUBLIC"));
    if (open
        && (type == ObjectKind.GROUP || (grantOption.orElse(false) && state == State.PRESENT))) {
      throw new BadParameter("roles", "PUBLIC can neither join a role nor hand on privileges");
    }
    if (type == ObjectKind.DEFAULT_PRIVS) {
      for (String word : objects(objs)) {
        if (!PrivilegeCatalog.DEFAULTS.containsKey(word)) {
          throw new BadParameter(
              "objs",
              "'%s' is none of TABLES, SEQUENCES, FUNCTIONS, TYPES, SCHEMAS, ALL_DEFAULT"
                  .formatted(word));
        }
      }
    }
  }

  private static List<String> split(String text) {
    return Stream.of(text.split(",")).map(String::strip).filter(each -> !each.isEmpty()).toList();
  }

  /// The kinds of objects that default privileges are for.
  private static List<String> objects(Optional<String> objs) {
    return split(objs.orElse("").toUpperCase(Locale.ROOT)).stream()
        .flatMap(
            word ->
                word.equals("ALL_DEFAULT")
                    ? Stream.of("TABLES", "SEQUENCES", "TYPES", "FUNCTIONS")
                    : Stream.of(word))
        .distinct()
        .toList();
  }

  /// The word of a role that is in every server, in capitals.
  static Optional<String> implicit(String role) {
    return Optional.of(role.toUpperCase(Locale.ROOT)).filter(IMPLICIT::contains);
  }

  private Optional<String> space() {
    return type.isInSchema()
        ? Optional.of(schema.orElse("public")).filter(name -> !name.equals("not-specified"))
        : Optional.empty();
  }

  private List<String> names() {
    if (type == ObjectKind.DEFAULT_PRIVS) {
      return objects(objs);
    } else if (type.isListed() && objs.filter(ALL_IN_SCHEMA::equals).isPresent()) {
      return List.of();
    }
    return split(objs.orElse(loginDb)).stream().distinct().toList();
  }

  private List<String> privileges() {
    Set<String> all = new LinkedHashSet<>();
    for (String word : split(privs.orElse("MEMBER").toUpperCase(Locale.ROOT))) {
      all.add(
          switch (word) {
            case "ALL PRIVILEGES" -> ALL;
            case "TEMP" -> "TEMPORARY";
            case "ALTER_SYSTEM" -> "ALTER SYSTEM";
            default -> word;
          });
    }
    return all.contains(ALL) ? List.of(ALL) : List.copyOf(all);
  }

  @Override
  public Plan plan(Probe host) {
    List<String> asked = split(roles).stream().distinct().toList();
    List<String> owners = targetRoles.map(PostgresqlPrivs::split).orElse(List.of());
    if (space().isEmpty() && type.isListed() && names().isEmpty()) {
      return Plan.refuse("ALL_IN_SCHEMA needs a schema", "Name it.");
    }
    PrivilegeCatalog catalog = new PrivilegeCatalog(type, names(), space(), owners);
    Output output = login.ask(host, loginDb, catalog.question(asked));
    if (!output.ok() || output.lines().isEmpty()) {
      return PostgresqlLogin.unanswered(output);
    }
    List<String> lines = output.lines();
    Map<?, ?> first = (Map<?, ?>) Json.parse(lines.getFirst());
    if (!Boolean.TRUE.equals(first.get("schema"))) {
      return lacks("schema", space().orElse(""));
    }
    List<?> ids = first.get("roles") instanceof List<?> list ? list : List.of();
    Map<String, String> known = new LinkedHashMap<>();
    List<String> strangers = new ArrayList<>();
    for (int i = 0; i < asked.size(); i++) {
      String role = asked.get(i);
      if (ids.get(i) == None.NONE) {
        strangers.add(role);
      } else {
        known.put(implicit(role).orElse(Sql.standardName(role)), Sql.plain(ids.get(i)));
      }
    }
    if (!strangers.isEmpty() && failOnRole) {
      return lacks(ROLE, strangers.getFirst());
    }
    List<PrivilegeTarget> targets =
        lines.stream().skip(1).map(line -> PrivilegeTarget.read(line, type)).toList();
    return missing(targets, owners)
        .<Plan>map(refused -> refused)
        .orElseGet(() -> compared(host, targets, known, strangers));
  }

  private Plan.Refused lacks(String what, String name) {
    return Plan.refuse(
        what.equals(ROLE)
            ? "Role '%s' does not exist".formatted(name)
            : "the database %s has no %s %s".formatted(loginDb, what, name),
        "Check the name, capitals too, or make it before.");
  }

  /// The first object that was asked for and isn't there.
  private Optional<Plan.Refused> missing(List<PrivilegeTarget> targets, List<String> owners) {
    for (String owner : owners) {
      if (targets.stream().noneMatch(target -> target.owner().equals(owner))) {
        return Optional.of(lacks(ROLE, owner));
      }
    }
    for (String name : names()) {
      if (targets.stream().noneMatch(target -> target.asked().equals(name))) {
        String where = space().map(" in the schema %s"::formatted).orElse("");
        return Optional.of(lacks(type == ObjectKind.GROUP ? ROLE : type.words(), name + where));
      }
    }
    return Optional.empty();
  }

  private Plan compared(
      Probe host,
      List<PrivilegeTarget> targets,
      Map<String, String> known,
      List<String> strangers) {
    PrivilegeStatements wanted =
        new PrivilegeStatements(
            type,
            state == State.PRESENT,
            privileges(),
            grantOption,
            space().map(name -> " IN SCHEMA " + Sql.standardName(name)).orElse(""),
            targetRoles.isPresent());
    for (PrivilegeTarget target : targets) {
      for (String privilege : wanted.on(target)) {
        if (!target.all().contains(privilege)) {
          return Plan.refuse(
              "%s is no privilege on %s".formatted(privilege, target.said()),
              "There are %s.".formatted(String.join(", ", target.all())));
        }
      }
    }
    List<String> statements = wanted.of(targets, known);
    List<String> warnings =
        strangers.stream().map("Role '%s' does not exist, so it is left out."::formatted).toList();
    if (statements.isEmpty()) {
      return Plan.unchanged("the privileges are so").with("queries", statements).warnings(warnings);
    }
    String title = (state == State.PRESENT ? "grant" : "revoke") + " privileges";
    return login.together(host, loginDb, title, statements).warnings(warnings);
  }
}
