package dev.runner.modules.databases;

import dev.runner.module.Describe;
import dev.runner.module.Needs;
import dev.runner.module.Output;
import dev.runner.module.Param;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Spread;
import dev.runner.module.TaskModule;
import java.util.Map;

/// Asks whether a PostgreSQL server answers.
@Describe(
    summary = "Ask whether a PostgreSQL server answers, and of which version it is.",
    description =
        """
        A server that doesn't answer, or doesn't let the role in, is no failure: it is told of in
        `is_available` and `conn_err_msg`.
        """,
    since = "0.1",
    collection = "community.postgresql",
    aliases = "community.general.postgresql_ping",
    example =
        """
        - name: see whether the database of the site is there
          postgresql_ping:
            login_db: site
          become: true
          become_user: postgres
          register: server
        """,
    returns = {
      @Describe.Returned(name = "is_available", value = "Whether the server let us in."),
      @Describe.Returned(
          name = "server_version",
          value = "Its version: `raw`, `full`, `major`, `minor`, before 10 also `patch`."),
      @Describe.Returned(name = "conn_err_msg", value = "Why it didn't let us in; empty if it did.")
    })
@Needs("psql")
public record PostgresqlPing(
    @Param(value = "Database to log in to.", byDefault = "postgres", aliases = "db") String loginDb,
    @Param(
            value = "Whether names that look like smuggled SQL are taken; all are quoted.",
            byDefault = "true")
        boolean trustInput,
    @Spread PostgresqlLogin login)
    implements TaskModule {

  public PostgresqlPing {
    new Suspicion(trustInput).of(login);
  }

  @Override
  public Plan plan(Probe host) {
    Output output = login.ask(host, loginDb, ServerVersion.QUESTION);
    if (PostgresqlLogin.unconnected(output)) {
      String said = PostgresqlLogin.said(output);
      return answered(false, Map.of(), said)
          .warning("PostgreSQL server is unavailable: %s".formatted(said));
    } else if (!output.ok() || output.lines().isEmpty()) {
      return Plan.refuse(
          "Could not switch role: %s".formatted(Sql.error(output)),
          "Name a role in session_role that is there, and that the login is a member of.");
    }
    return answered(true, ServerVersion.read(output.lines().getFirst()), "");
  }

  private static Plan.Unchanged answered(boolean there, Map<String, Object> version, String said) {
    return Plan.unchanged(there ? "the server answers" : "the server doesn't let us in")
        .with("is_available", there)
        .with("server_version", version)
        .with("conn_err_msg", said);
  }
}
