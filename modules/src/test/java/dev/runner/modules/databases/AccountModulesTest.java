package dev.runner.modules.databases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.module.Command;
import dev.runner.module.Output;
import dev.runner.module.Plan;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import dev.runner.module.Value;
import dev.runner.module.testing.FakeHost;
import dev.runner.modules.Tasks;
import dev.runner.values.Secret;
import dev.runner.values.Text;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AccountModulesTest {
  private static final String PASSWORD = "s3cret:pass";
  private final FakeHost host = FakeHost.named("db1");

  private static MysqlLogin mysql() {
    return new MysqlLogin(
        Optional.of("root"),
        Optional.of(Secret.of(PASSWORD)),
        "localhost",
        3306,
        Optional.empty(),
        30,
        RemotePath.of("~/.my.cnf"),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static MysqlUser user(String priv, boolean append) {
    return user(priv, append, true);
  }

  private static MysqlUser user(String priv, boolean append, boolean columnCaseSensitive) {
    return new MysqlUser(
        "site",
        Optional.of(Secret.of("password")),
        false,
        "localhost",
        false,
        Optional.of(new Value(priv)),
        append,
        false,
        columnCaseSensitive,
        MysqlUser.State.PRESENT,
        MysqlUser.Update.ALWAYS,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        Map.of(),
        false,
        false,
        true,
        mysql());
  }

  private static final String MODE =
      "SET SESSION sql_mode=REPLACE(@@SESSION.sql_mode,'NO_BACKSLASH_ESCAPES','');\n";

  private static boolean reads(Command command, String text) {
    return command.stdin().filter(sql -> sql.lenientText().contains(text)).isPresent();
  }

  private void answering(String rows) {
    host.answering(
        "the accounts",
        command -> command.toString().contains("SHOW CREATE USER"),
        Output.of(0, rows, ""));
  }

  private void serverWithAccount() {
    answering(
        "10.11.6-MariaDB\nlocalhost\n#runner\nlocalhost\nCREATE USER `site`@`localhost` IDENTIFIED"
            + " BY PASSWORD '*2470C0C06DEE42FD1618BB99005ADCA2EC9D1E19'\n#runner\n"
            + "GRANT USAGE ON *.* TO `site`@`localhost`\n"
            + "GRANT SELECT ON `site`.* TO `site`@`localhost`\n#runner\n");
  }

  @Test
  void anAccountThatIsSoStaysSo() {
    serverWithAccount();
    Plan plan = user("site.*:SELECT", false).plan(host);
    assertEquals(
        "User unchanged", assertInstanceOf(Plan.Unchanged.class, plan).values().get("msg"));
    assertEquals(1, host.roundTrips());
  }

  @Test
  void aPasswordThatLetsInIsTheSame() {
    String made =
        "8.0.36\nlocalhost\n#runner\nlocalhost\nCREATE USER `site`@`localhost` IDENTIFIED WITH"
            + " 'caching_sha2_password' AS '$A$005$x'\n#runner\n"
            + "GRANT SELECT ON `site`.* TO `site`@`localhost`\n#runner\n";
    answering(made + "#entered\n");
    assertInstanceOf(Plan.Unchanged.class, user("site.*:SELECT", false).plan(host));
    FakeHost other =
        FakeHost.named("db2").answering("the accounts", command -> true, Output.of(0, made, ""));
    assertEquals(
        MODE + "ALTER USER 'site'@'localhost' IDENTIFIED BY 'password';\n",
        statements(user("site.*:SELECT", false).plan(other)));
  }

  @Test
  void namesOfColumnsDifferByCaseUnlessThatIsSaid() {
    String made =
        "8.0.36\nlocalhost\n#runner\nlocalhost\nCREATE USER `site`@`localhost` IDENTIFIED WITH"
            + " 'caching_sha2_password' AS '$A$005$x'\n#runner\n"
            + "GRANT SELECT (`Id`, `name`) ON `site`.`t` TO `site`@`localhost`\n#runner\n";
    answering(made + "#entered\n");
    String asked = "site.t:SELECT (id, NAME)";
    assertInstanceOf(Plan.Changes.class, user(asked, false, true).plan(host));
    assertInstanceOf(Plan.Unchanged.class, user(asked, false, false).plan(host));
  }

  @Test
  void privilegesAreReplacedOrAdded() {
    serverWithAccount();
    assertEquals(
        MODE
            + "REVOKE SELECT ON `site`.* FROM 'site'@'localhost';\n"
            + "GRANT INSERT ON `site`.* TO 'site'@'localhost';\n",
        statements(user("site.*:INSERT", false).plan(host)));
    assertEquals(
        MODE + "GRANT INSERT ON `site`.* TO 'site'@'localhost';\n",
        statements(user("site.*:INSERT", true).plan(host)));
  }

  private static String statements(Plan plan) {
    Step.Run run =
        assertInstanceOf(
            Step.Run.class, assertInstanceOf(Plan.Changes.class, plan).steps().getFirst());
    return run.command().stdin().orElseThrow().lenientText();
  }

  @Test
  void onlyWhatReadsIsForeseeable() {
    for (String reads :
        List.of("SELECT ';delete' AS a", "EXPLAIN SELECT 1", "WITH a AS (SELECT 1) SELECT 2;")) {
      assertTrue(Tasks.task(MysqlQuery.class, "query", reads).foreseeable(), reads);
      assertTrue(Tasks.task(PostgresqlQuery.class, "query", reads).foreseeable(), reads);
    }
    for (String acts :
        List.of(
            "EXPLAIN ANALYZE DELETE FROM a",
            "explain (analyze) delete from a",
            "SHOW a; DELETE FROM b",
            "WITH a AS (SELECT 1) DELETE FROM b")) {
      assertFalse(Tasks.task(MysqlQuery.class, "query", acts).foreseeable(), acts);
      assertFalse(Tasks.task(PostgresqlQuery.class, "query", acts).foreseeable(), acts);
    }
  }

  @Test
  void aNewAccountsPasswordIsReadByTheClientAndShownToNobody() {
    answering("8.0.36\n#runner\n");
    Plan.Changes plan = assertInstanceOf(Plan.Changes.class, user("site.*:ALL", false).plan(host));
    Step.Run run = assertInstanceOf(Step.Run.class, plan.steps().getFirst());
    assertTrue(run.command().stdin().orElseThrow().isSecret());
    assertTrue(run.command().environment().get("RN_CNF").isSecret());
    assertFalse(run.command().toString().contains(PASSWORD));
    assertEquals(
        MODE
            + "CREATE USER 'site'@'localhost' IDENTIFIED BY 'password';\n"
            + "GRANT ALL PRIVILEGES ON `site`.* TO 'site'@'localhost';\n",
        statements(plan));
  }

  @Test
  void aValuesBackslashIsWrittenAsTheSessionReadsIt() {
    host.answering(
            "the mode",
            command -> reads(command, "SELECT @@SESSION.sql_mode"),
            Output.of(0, "STRICT_TRANS_TABLES,NO_BACKSLASH_ESCAPES\n", ""))
        .answering(
            "the query",
            command -> reads(command, "SELECT 'a\\b''c'\n"),
            Output.of(0, "<resultset></resultset>", ""));
    var query =
        Tasks.task(MysqlQuery.class, "query", "SELECT %s", "positional_args", List.of("a\\b'c"));
    assertEquals(
        List.of("SELECT 'a\\b''c'"),
        assertInstanceOf(Plan.Unchanged.class, query.plan(host)).values().get("executed_queries"));
  }

  private PostgresqlUser role(String flags) {
    return role(flags, Map.of());
  }

  private PostgresqlUser role(String flags, Map<String, Value> configuration) {
    return new PostgresqlUser(
        "site",
        Optional.of(Secret.of("pencil")),
        PostgresqlUser.State.PRESENT,
        flags,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        configuration,
        false,
        true,
        true,
        false,
        true,
        "",
        true,
        new PostgresqlLogin(
            Optional.of("postgres"),
            Optional.of(Secret.of(PASSWORD)),
            "db.example",
            Optional.of(5432),
            "",
            PostgresqlLogin.SslMode.VERIFY_FULL,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            Optional.empty()));
  }

  @Test
  void whatARoleLacksIsSet() {
    host.program("psql", "/usr/bin/psql")
        .answering(
            "the role",
            command -> reads(command, "pg_roles"),
            Output.of(
                0,
                "{\"rolname\":\"site\",\"rolcreatedb\":true,\"comment\":null}\n"
                    + "{\"hash\":\"md56a0ab5eab2f6a0ff1a0ca3c2b0dd2a1b\"}\n",
                ""));
    Plan.Changes plan = assertInstanceOf(Plan.Changes.class, role("NOCREATEDB").plan(host));
    assertEquals("ALTER USER \"site\" WITH PASSWORD 'pencil' NOCREATEDB;\n", statements(plan));
    assertEquals(
        List.of("ALTER USER \"site\" WITH ENCRYPTED PASSWORD %(password)s NOCREATEDB"),
        plan.predicted().get("queries"));
    Step.Run run = assertInstanceOf(Step.Run.class, plan.steps().getFirst());
    assertFalse(run.command().toString().contains(PASSWORD));
    assertTrue(run.command().toString().contains("sslmode"), run.command().toString());
    assertTrue(run.command().toString().contains("verify-full"), run.command().toString());
  }

  @Test
  void secretSettingsOfARoleStaySecret() {
    host.program("psql", "/usr/bin/psql")
        .answering(
            "the role",
            command -> reads(command, "pg_roles"),
            Output.of(0, "{\"rolname\":\"site\"}\n{\"hash\":null}\n", ""));
    Map<String, Value> settings = Map.of("app.key", new Value(Text.secret("open sesame")));
    Plan.Changes plan = assertInstanceOf(Plan.Changes.class, role("", settings).plan(host));
    List<?> queries = assertInstanceOf(List.class, plan.predicted().get("queries"));
    assertFalse(queries.toString().contains("open sesame"));
    assertTrue(queries.contains("ALTER USER \"site\" SET app.key"), queries.toString());
    assertTrue(statements(plan).contains("open sesame"));
  }

  @Test
  void whoIsntLetInIsTold() {
    host.answering(
        "the databases",
        command -> reads(command, "SCHEMATA"),
        Output.of(1, "", "ERROR 1045 (28000): Access denied"));
    Plan plan = Tasks.task(MysqlDb.class, "name", List.of("site")).plan(host);
    assertTrue(assertInstanceOf(Plan.Refused.class, plan).because().contains("ERROR 1045"));
  }

  @Test
  void rootWithoutAPasswordIsTriedFirstWhereThatIsAskedFor() {
    MysqlDb site =
        Tasks.task(
            MysqlDb.class,
            "name",
            List.of("site"),
            "login_user",
            "ann",
            "check_implicit_admin",
            true);
    host.answering(
            "the databases, for ann",
            command -> reads(command, "SCHEMATA") && by(command, "ann"),
            Output.of(1, "", "ERROR 1045 (28000): Access denied"))
        .answering(
            "the databases, for root",
            command -> reads(command, "SCHEMATA") && by(command, "root"),
            Output.of(0, "mysql\n", ""));
    Plan.Changes plan = assertInstanceOf(Plan.Changes.class, site.plan(host));
    assertTrue(by(((Step.Run) plan.steps().getFirst()).command(), "root"));
  }

  @Test
  void aServerThatIsntThereIsToldAsMysqlTellsIt() {
    assertEquals(
        "unable to connect to database, check login_user and login_password are correct or the"
            + " config_file has the credentials: ERROR 2005 (HY000): Unknown MySQL server host 'x'"
            + " (-2)",
        MysqlLogin.silent(Output.of(1, "", "ERROR 2005 (HY000): Unknown server host 'x' (-2)\n"))
            .because());
  }

  @Test
  void theServerOfAnOptionFileGoesFirstWhereThatIsAskedFor() {
    MysqlDb site =
        Tasks.task(
            MysqlDb.class,
            "name",
            List.of("site"),
            "config_file",
            "/etc/app.cnf",
            "config_overrides_defaults",
            true);
    host.file(
            "/etc/app.cnf",
            "[mysqld]\nport = 1\n[client]\nhost = 'db.example'\nport=3307\n[other]\nport=2\n")
        .answering(
            "the databases",
            command ->
                reads(command, "SCHEMATA")
                    && String.valueOf(command.environment().get("RN_CNF"))
                        .contains("host=\"db.example\"\nport=\"3307\""),
            Output.of(0, "site\n", ""));
    assertInstanceOf(Plan.Unchanged.class, site.plan(host));
  }

  private static boolean by(Command command, String user) {
    String options = String.valueOf(command.environment().get("RN_CNF"));
    return options.contains("user=\"%s\"".formatted(user));
  }
}
