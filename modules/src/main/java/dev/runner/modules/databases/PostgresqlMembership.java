package dev.runner.modules.databases;

import dev.runner.module.Describe;
import dev.runner.module.Needs;
import dev.runner.module.Output;
import dev.runner.module.Param;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Spread;
import dev.runner.module.TaskModule;
import dev.runner.values.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/// Sees to which roles of a PostgreSQL server are members of which others.
@Describe(
    summary = "Make roles of PostgreSQL members of other roles, or take that away.",
    description =
        """
        With `state: exact` all memberships of the roles that aren't named are taken away. All that
        is wanted takes effect, or nothing.
        """,
    since = "0.1",
    collection = "community.postgresql",
    aliases = "community.general.postgresql_membership",
    example =
        """
        - name: let the site read what reports may read
          postgresql_membership:
            groups: reports
            target_roles: site
          become: true
          become_user: postgres
        """,
    returns = {
      @Describe.Returned(name = "queries", value = "Statements that ran."),
      @Describe.Returned(name = "granted", value = "Of each group the roles that joined it."),
      @Describe.Returned(name = "revoked", value = "Of each group the roles that left it."),
      @Describe.Returned(name = "groups", value = "The groups that are there."),
      @Describe.Returned(name = "target_roles", value = "The roles that are there."),
      @Describe.Returned(name = "state", value = "What was asked for.")
    })
@Needs("psql")
public record PostgresqlMembership(
    @Param(
            value = "Roles that are joined or left.",
            aliases = {"group", "source_role", "source_roles"})
        List<String> groups,
    @Param(
            value = "Roles that join or leave them.",
            aliases = {"target_role", "users", "user"})
        List<String> targetRoles,
    @Param(
            value = "Whether a role that isn't there is a failure; else it is left out.",
            byDefault = "true")
        boolean failOnRole,
    @Param(value = "Whether they are members.", byDefault = "present") State state,
    @Param(value = "Database to log in to.", byDefault = "postgres", aliases = "db") String loginDb,
    @Param(
            value = "Whether names that look like smuggled SQL are taken; all are quoted.",
            byDefault = "true")
        boolean trustInput,
    @Spread PostgresqlLogin login)
    implements TaskModule {

  /// Whether the roles are members.
  public enum State {
    ABSENT,
    @Param("They are, and are members of no other role.")
    EXACT,
    PRESENT
  }

  public PostgresqlMembership {
    groups = List.copyOf(groups);
    targetRoles = List.copyOf(targetRoles);
    new Suspicion(trustInput).of("groups", groups).of("target_roles", targetRoles).of(login);
  }

  @Override
  public Plan plan(Probe host) {
    Output output = login.ask(host, loginDb, question());
    if (!output.ok()) {
      return PostgresqlLogin.unanswered(output);
    }
    Map<String, List<String>> joined = new LinkedHashMap<>();
    for (String line : output.lines()) {
      Map<?, ?> row = (Map<?, ?>) Json.parse(line);
      joined.put(Sql.word(row, "role"), Sql.words(row, "joined"));
    }
    List<String> strangers =
        Stream.concat(groups.stream(), targetRoles.stream())
            .filter(role -> !joined.containsKey(role))
            .distinct()
            .toList();
    if (failOnRole && !strangers.isEmpty()) {
      return Plan.refuse(
          "Role %s does not exist".formatted(strangers.getFirst()),
          "Check the name, capitals too, or make it before.");
    }
    return planned(host, joined, strangers);
  }

  /// One line for each role that is there. Since version 16 the same membership can be given by
  /// several roles.
  private String question() {
    List<String> names =
        Stream.concat(groups.stream(), targetRoles.stream()).map(Sql::standardText).toList();
    return """
    SELECT json_build_object('role', r.rolname, 'joined', coalesce((SELECT json_agg(g.rolname ORDER BY g.oid)
      FROM pg_roles g WHERE g.oid IN (SELECT m.roleid FROM pg_auth_members m WHERE m.member = r.oid)), '[]'))
    FROM pg_roles r WHERE r.rolname IN (%s);
    """
        .formatted(names.isEmpty() ? "NULL" : String.join(", ", names));
  }

  private Plan planned(Probe host, Map<String, List<String>> joined, List<String> strangers) {
    List<String> known = groups.stream().filter(joined::containsKey).toList();
    List<String> members = targetRoles.stream().filter(joined::containsKey).toList();
    Changing granted = new Changing("GRANT %s TO %s");
    Changing revoked = new Changing("REVOKE %s FROM %s");
    if (state != State.EXACT) {
      Changing each = state == State.PRESENT ? granted : revoked;
      for (String group : known) {
        each.roles().put(group, new ArrayList<>());
        members.stream()
            .distinct()
            .filter(
                role ->
                    joined.getOrDefault(role, List.of()).contains(group)
                        != (state == State.PRESENT))
            .forEach(role -> each.add(group, role));
      }
    } else {
      for (String role : members.stream().distinct().toList()) {
        List<String> now = joined.getOrDefault(role, List.of());
        now.stream()
            .filter(group -> !known.contains(group))
            .forEach(group -> revoked.add(group, role));
        known.stream()
            .distinct()
            .filter(group -> !now.contains(group))
            .forEach(group -> granted.add(group, role));
      }
    }
    List<String> statements =
        Stream.concat(revoked.statements().stream(), granted.statements().stream()).toList();
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("queries", statements);
    if (state != State.ABSENT) {
      values.put("granted", granted.roles());
    }
    if (state != State.PRESENT) {
      values.put("revoked", revoked.roles());
    }
    values.put("groups", known);
    values.put("target_roles", members);
    values.put("state", state.name().toLowerCase(Locale.ROOT));
    return told(host, statements, values, strangers);
  }

  private Plan told(
      Probe host, List<String> statements, Map<String, Object> values, List<String> strangers) {
    List<String> warnings =
        strangers.stream().map("Role %s does not exist, pass"::formatted).toList();
    if (statements.isEmpty()) {
      return Plan.unchanged("the memberships are so").withAll(values).warnings(warnings);
    }
    return new PostgresqlChange(login, loginDb, "change memberships", statements, true, "")
        .plan(host, lines -> Map.of())
        .predictingAll(values)
        .warnings(warnings);
  }

  /// Roles that join groups, or leave them.
  ///
  /// @param roles of each group
  private record Changing(String form, Map<String, List<String>> roles, List<String> statements) {
    Changing(String form) {
      this(form, new LinkedHashMap<>(), new ArrayList<>());
    }

    void add(String group, String role) {
      roles.computeIfAbsent(group, each -> new ArrayList<>()).add(role);
      statements.add(form.formatted(Sql.standardName(group), Sql.standardName(role)));
    }
  }
}
