package dev.runner.modules.databases;

import dev.runner.module.BadParameter;
import dev.runner.module.Content;
import dev.runner.module.Describe;
import dev.runner.module.Finished;
import dev.runner.module.Needs;
import dev.runner.module.Output;
import dev.runner.module.Param;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Spread;
import dev.runner.module.Step;
import dev.runner.module.TaskModule;
import dev.runner.module.Value;
import dev.runner.values.Json;
import dev.runner.values.None;
import dev.runner.values.Secret;
import dev.runner.values.Secrets;
import dev.runner.values.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Sees to a role of a PostgreSQL server.
@Describe(
    summary = "Make, change or remove a role of PostgreSQL.",
    description =
        """
        A password is compared with the hash that the server keeps, if the login may read it; else it
        is set each time. It reaches the server through psql's standard input.
        """,
    since = "0.1",
    collection = "community.postgresql",
    aliases = "community.general.postgresql_user",
    example =
        """
        - name: make the role of the site
          postgresql_user:
            user: site
            password: "{{ db_password }}"
            role_attr_flags: CREATEDB,NOSUPERUSER
          become: true
          become_user: postgres
        """,
    returns = {
      @Describe.Returned(name = "queries", value = "The statements that ran, without passwords."),
      @Describe.Returned(name = "user_removed", value = "Whether the role was removed."),
      @Describe.Returned(name = "user", value = "The role's name.")
    })
@Needs("psql")
public record PostgresqlUser(
    @Param(value = "Name of the role.", name = "user", aliases = "name") String name,
    @Param("Its password, or a hash as the server keeps it; empty text removes it.")
        Optional<Secret> password,
    @Param(value = "Whether the role is to be there.", byDefault = "present") State state,
    @Param(
            value =
                "Attributes between commas: SUPERUSER, CREATEROLE, CREATEDB, INHERIT, LOGIN,"
                    + " REPLICATION, BYPASSRLS, each also with NO before it.",
            byDefault = "")
        String roleAttrFlags,
    @Param("When the password stops working, or infinity.") Optional<String> expires,
    @Param("How many connections the role may have; -1 for no limit.") Optional<Integer> connLimit,
    @Param("Comment on the role.") Optional<String> comment,
    @Param("Settings of the role's sessions.") Map<String, Value> configuration,
    @Param(value = "Whether settings that aren't named are taken away.", byDefault = "false")
        boolean resetUnspecifiedConfiguration,
    @Param(value = "Whether values of settings are quoted.", byDefault = "true")
        boolean quoteConfigurationValues,
    @Param(
            value = "Accepted for playbooks that have it; servers always hash passwords.",
            byDefault = "true")
        boolean encrypted,
    @Param(value = "Whether the password of a role that is there stays.", byDefault = "false")
        boolean noPasswordChanges,
    @Param(
            value = "Whether the task fails if a role can't be removed.",
            byDefault = "true",
            aliases = "fail_on_role")
        boolean failOnUser,
    @Param(value = "Database to connect to.", byDefault = "", aliases = "db") String loginDb,
    @Param(
            value = "Whether names that look like smuggled SQL are taken; all are quoted.",
            byDefault = "true")
        boolean trustInput,
    @Spread PostgresqlLogin login)
    implements TaskModule {
  /// Whether the role is to be there.
  public enum State {
    ABSENT,
    PRESENT
  }

  public PostgresqlUser {
    new Suspicion(trustInput)
        .of("user", name)
        .of("expires", expires)
        .of("role_attr_flags", roleAttrFlags)
        .of("comment", comment)
        .of(login);
    configuration = new LinkedHashMap<>(configuration);
    RoleAttributes.of(roleAttrFlags);
    configuration
        .keySet()
        .forEach(
            setting -> {
              if (!setting.matches("[A-Za-z_][A-Za-z0-9_.]*")) {
                throw new BadParameter("configuration", "'%s' is no setting".formatted(setting));
              }
            });
  }

  private String database() {
    return loginDb.isEmpty() ? "postgres" : loginDb;
  }

  private String role() {
    return Sql.standardName(name);
  }

  @Override
  public Plan plan(Probe host) {
    String text = Sql.standardText(name);
    // Whoever may not read the hashes gets the rest of the answers.
    String question =
        """
        SELECT row_to_json(r) FROM (SELECT r.*, shobj_description(r.oid, 'pg_authid') AS comment,
          (rolvaliduntil = %s::timestamptz) AS same_expiry, has_table_privilege('pg_authid', 'SELECT') AS knows
          FROM pg_roles r WHERE rolname = %s) r;
        SELECT has_table_privilege('pg_authid', 'SELECT') AS knows \\gset
        \\if :knows
        SELECT json_build_object('hash', rolpassword) FROM pg_authid WHERE rolname = %s;
        \\endif
        """
            .formatted(expires.map(Sql::standardText).orElse("NULL"), text, text);
    Output output = login.ask(host, database(), question);
    if (!output.ok()) {
      return PostgresqlLogin.unanswered(output);
    }
    List<String> lines = output.lines();
    if (state == State.ABSENT) {
      return lines.isEmpty()
          ? unchanged("there is no such role")
          : changes(host, List.of(plain("DROP USER " + role())), "remove the role " + name);
    }
    if (lines.isEmpty()) {
      return made(host);
    }
    Map<?, ?> now = (Map<?, ?>) Json.parse(lines.getFirst());
    Optional<Object> hash =
        lines.size() > 1
            ? Optional.ofNullable(((Map<?, ?>) Json.parse(lines.get(1))).get("hash"))
            : Optional.empty();
    List<Statement> statements = altered(now, hash);
    return statements.isEmpty()
        ? unchanged("the role is so")
        : changes(host, statements, "change the role " + name);
  }

  private Plan unchanged(String because) {
    return Plan.unchanged(because).with("user", name).with("queries", List.of());
  }

  /// What is run, and what of it is told: nothing that is secret.
  private record Statement(Text text, String told) {}

  private Plan changes(Probe host, List<Statement> statements, String title) {
    StringBuilder text = new StringBuilder();
    statements.forEach(each -> text.append(each.text().value()).append(";\n"));
    Content content = Content.of(text.toString());
    boolean secret = statements.stream().anyMatch(each -> each.text().isSecret());
    Step.Run run =
        Step.run(title, login.sql(host, database(), secret ? content.asSecret() : content));
    boolean tolerant = state == State.ABSENT && !failOnUser;
    return Plan.changes(tolerant ? run.anyStatus() : run)
        .predicting("user", name)
        .predicting("queries", statements.stream().map(Statement::told).toList())
        .after(
            (outputs, now) -> {
              boolean done = outputs.last().ok();
              Finished finished = Finished.changed("").changedWhen(done);
              return state == State.ABSENT ? finished.with("user_removed", done) : finished;
            });
  }

  private Plan made(Probe host) {
    List<String> words = new ArrayList<>(RoleAttributes.of(roleAttrFlags).flags());
    expires.ifPresent(until -> words.add("VALID UNTIL " + Sql.standardText(until)));
    connLimit.ifPresent(limit -> words.add("CONNECTION LIMIT " + limit));
    List<Statement> statements = new ArrayList<>();
    statements.add(worded("CREATE USER " + role(), password, words));
    comment.ifPresent(text -> statements.add(plain(commented(text))));
    statements.addAll(settings(Map.of()));
    return changes(host, statements, "make the role " + name);
  }

  private static Statement plain(String text) {
    return new Statement(Text.of(text, dev.runner.values.Marks.NONE), text);
  }

  private static Statement worded(String start, Optional<Secret> password, List<String> words) {
    String rest = words.isEmpty() ? "" : " " + String.join(" ", words);
    String with = password.isPresent() || !words.isEmpty() ? " WITH" : "";
    return password
        .map(
            secret ->
                secret.isEmpty()
                    ? plain(start + with + " PASSWORD NULL" + rest)
                    : new Statement(
                        secret.text(
                            word -> start + with + " PASSWORD " + Sql.standardText(word) + rest),
                        start + with + " ENCRYPTED PASSWORD %(password)s" + rest))
        .orElseGet(() -> plain(start + with + rest));
  }

  private String commented(String text) {
    return "COMMENT ON ROLE %s IS %s".formatted(role(), Sql.standardText(text));
  }

  private List<Statement> altered(Map<?, ?> now, Optional<Object> hash) {
    List<String> words = new ArrayList<>(RoleAttributes.of(roleAttrFlags).missing(now));
    if (expires.isPresent() && !Boolean.TRUE.equals(now.get("same_expiry"))) {
      words.add("VALID UNTIL " + Sql.standardText(expires.get()));
    }
    connLimit
        .filter(limit -> !String.valueOf(limit).equals(String.valueOf(now.get("rolconnlimit"))))
        .ifPresent(limit -> words.add("CONNECTION LIMIT " + limit));
    Optional<Secret> set =
        password.filter(
            secret ->
                !noPasswordChanges
                    && (hash.isEmpty() || !RolePassword.is(secret, hash.get(), name)));
    List<Statement> statements = new ArrayList<>();
    if (set.isPresent() || !words.isEmpty()) {
      statements.add(worded("ALTER USER " + role(), set, words));
    }
    Object said = now.get("comment");
    comment
        .filter(text -> !text.equals(said == None.NONE || said == null ? "" : Sql.plain(said)))
        .ifPresent(text -> statements.add(plain(commented(text))));
    statements.addAll(settings(now));
    return statements;
  }

  /// Statements that set what isn't set so yet.
  private List<Statement> settings(Map<?, ?> now) {
    Map<String, String> set = new LinkedHashMap<>();
    if (now.get("rolconfig") instanceof List<?> config) {
      config.forEach(
          each -> {
            String[] pair = Sql.plain(each).split("=", 2);
            set.put(pair[0].toLowerCase(Locale.ROOT), pair.length > 1 ? pair[1] : "");
          });
    }
    List<Statement> statements = new ArrayList<>();
    configuration.forEach(
        (setting, value) -> {
          String text = Sql.plain(value.value());
          if (!text.equals(set.remove(setting.toLowerCase(Locale.ROOT)))) {
            String statement =
                "ALTER USER %s SET %s TO %s"
                    .formatted(
                        role(), setting, quoteConfigurationValues ? Sql.standardText(text) : text);
            statements.add(
                Secrets.in(value.value())
                    ? new Statement(
                        Text.secret(statement), "ALTER USER %s SET %s".formatted(role(), setting))
                    : plain(statement));
          }
        });
    if (resetUnspecifiedConfiguration) {
      set.keySet()
          .forEach(
              setting ->
                  statements.add(plain("ALTER USER %s RESET %s".formatted(role(), setting))));
    }
    return statements;
  }
}
