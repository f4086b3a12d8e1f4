package dev.runner.modules.databases;

import static dev.runner.modules.Tasks.task;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.runner.module.Finished;
import dev.runner.module.Output;
import dev.runner.module.Plan;
import dev.runner.module.TaskModule;
import dev.runner.module.testing.FakeHost;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What is said of PostgreSQL's programs: of dumps, and of questions that the server turns down.
class PostgresqlResultsTest {
  private static final String THERE =
      "{\"name\": \"site\", \"owner\": \"ann\", \"encoding\": \"UTF8\", \"collate\": \"C\","
          + " \"ctype\": \"C\", \"limit\": -1, \"space\": \"pg_default\", \"comment\": \"\"}\n";

  private static FakeHost host(Output psql) {
    return FakeHost.named("db1")
        .file("/srv/site.pgc", "")
        .answering("psql", command -> command.toString().contains(" psql "), psql)
        .answering(
            "pg_dump",
            command -> command.toString().contains(" pg_dump "),
            Output.of(0, "", "slow"))
        .answering(
            "pg_restore",
            command -> command.toString().contains(" pg_restore "),
            Output.of(0, "done", ""));
  }

  private static Finished applied(FakeHost host, TaskModule module) {
    return assertInstanceOf(Finished.class, host.apply(module.plan(host)));
  }

  @Test
  void tellsWhatDumpedAndRestoredAndWhatItSaid() {
    FakeHost host = host(Output.of(0, THERE, "")).file("/srv/site.pgc.runner-part", "");
    Finished dumped =
        applied(
            host,
            task(PostgresqlDb.class, "db", "site", "state", "dump", "target", "/srv/site.pgc"));
    assertEquals("pg_dump site --format=c -f /srv/site.pgc", dumped.values().get("cmd"));
    assertEquals(
        List.of("pg_dump site --format=c -f /srv/site.pgc"),
        dumped.values().get("executed_commands"));
    assertEquals(0L, dumped.values().get("rc"));
    assertEquals("slow", dumped.values().get("stderr"));
    Finished restored =
        applied(
            host(Output.of(0, THERE, "")),
            task(PostgresqlDb.class, "db", "site", "state", "restore", "target", "/srv/site.pgc"));
    assertEquals("pg_restore site /srv/site.pgc", restored.values().get("cmd"));
    assertEquals("done", restored.values().get("msg"));
  }

  @Test
  void aQuestionThatIsTurnedDownIsNoTroubleOfTheConnection() {
    Output wrong =
        Output.of(3, "", "psql:<stdin>:1: ERROR:  permission denied for x\nHINT:  Ask somebody.\n");
    for (TaskModule module :
        List.of(
            task(PostgresqlDb.class, "db", "site"), task(PostgresqlUser.class, "user", "ann"))) {
      assertEquals(
          "psql:<stdin>:1: ERROR:  permission denied for x",
          assertInstanceOf(Plan.Refused.class, module.plan(host(wrong))).because());
    }
    Output away =
        Output.of(
            2,
            "",
            "psql: error: could not connect\n\tIs it running?\npassword retrieved from file \"/tmp/x\"\n");
    for (TaskModule module :
        List.of(
            task(PostgresqlDb.class, "db", "site"),
            task(PostgresqlQuery.class, "query", "SELECT 1"))) {
      assertEquals(
          "unable to connect to database: could not connect\n\tIs it running?",
          assertInstanceOf(Plan.Refused.class, module.plan(host(away))).because());
    }
  }

  @Test
  void aFileOfTheHostsIsOneStatementOrAnyNumber() {
    FakeHost host =
        FakeHost.named("db1")
            .file("/srv/a.sql", "DELETE FROM a;\nDELETE FROM b;\n")
            .answering("psql", command -> true, Output.of(0, "DELETE 3\n", ""));
    Finished one = applied(host, task(PostgresqlQuery.class, "path_to_script", "/srv/a.sql"));
    assertEquals(List.of("DELETE FROM a;\nDELETE FROM b;\n"), one.values().get("query_list"));
    Finished two =
        applied(
            host,
            task(PostgresqlQuery.class, "path_to_script", "/srv/a.sql", "as_single_query", false));
    assertEquals(List.of("DELETE FROM a", "\nDELETE FROM b"), two.values().get("query_list"));
    assertEquals(
        "Cannot read file '/srv/b.sql'",
        assertInstanceOf(
                Plan.Refused.class,
                task(PostgresqlQuery.class, "path_to_script", "/srv/b.sql")
                    .plan(host.absent("/srv/b.sql")))
            .because());
  }

  @Test
  void eachStatementTellsHowLongItTook() {
    FakeHost host =
        FakeHost.named("db1")
            .answering(
                "psql",
                command -> true,
                Output.of(
                    0,
                    """
                    ANALYZE
                    Time: 1.250 ms
                    #runner-statement
                    UPDATE 2
                    Time: 61234.500 ms (01:01.235)
                    #runner-statement
                    """,
                    ""));
    Finished done =
        applied(
            host, task(PostgresqlQuery.class, "query", List.of("ANALYZE t", "UPDATE t SET a = 1")));
    assertEquals(List.of(1.25, 61234.5), done.values().get("execution_time_ms"));
    assertEquals("UPDATE 2", done.values().get("statusmessage"));
    assertEquals(2L, done.values().get("rowcount"));
  }

  @Test
  void whatWouldBeAskedIsKnownBefore() {
    Plan.Changes plan =
        assertInstanceOf(
            Plan.Changes.class,
            task(
                    PostgresqlQuery.class,
                    "query",
                    "DELETE FROM t WHERE a = %s",
                    "positional_args",
                    List.of(7))
                .plan(FakeHost.named("db1")));
    assertEquals("DELETE FROM t WHERE a = 7", plan.predicted().get("query"));
  }

  @Test
  void theLocaleOfADatabaseStaysAsItIs() {
    FakeHost host =
        host(
            Output.of(
                0,
                THERE.replace("\"space\"", "\"icu\": \"en-US\", \"provider\": \"i\", \"space\""),
                ""));
    assertInstanceOf(
        Plan.Unchanged.class,
        task(PostgresqlDb.class, "db", "site", "locale_provider", "icu", "icu_locale", "en-US")
            .plan(host));
    assertEquals(
        "Changing LOCALE_PROVIDER is not supported. Current LOCALE_PROVIDER: icu",
        assertInstanceOf(
                Plan.Refused.class,
                task(PostgresqlDb.class, "db", "site", "locale_provider", "libc").plan(host))
            .because());
    assertEquals(
        "Changing ICU_LOCALE is not supported. Current ICU_LOCALE: none",
        assertInstanceOf(
                Plan.Refused.class,
                task(PostgresqlDb.class, "db", "site", "icu_locale", "de")
                    .plan(host(Output.of(0, THERE, ""))))
            .because());
  }

  @Test
  void theProviderOfALocaleIsQuotedAsText() {
    Plan.Changes plan =
        assertInstanceOf(
            Plan.Changes.class,
            task(PostgresqlDb.class, "db", "site", "locale_provider", "icu", "icu_locale", "de")
                .plan(host(Output.of(0, "", ""))));
    assertEquals(
        List.of("CREATE DATABASE \"site\" ICU_LOCALE 'de' LOCALE_PROVIDER 'icu'"),
        plan.predicted().get("executed_commands"));
  }
}
