package dev.runner.modules.databases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.module.BadParameter;
import dev.runner.module.Finished;
import dev.runner.module.Output;
import dev.runner.module.Plan;
import dev.runner.module.Step;
import dev.runner.module.testing.FakeHost;
import dev.runner.modules.Tasks;
import dev.runner.values.None;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What binds an account besides its privileges; what servers say is taken from real ones.
class MysqlUserTest {
  private static final String MODE =
      "SET SESSION sql_mode=REPLACE(@@SESSION.sql_mode,'NO_BACKSLASH_ESCAPES','');\n";
  private static final String MARIA = "10.11.6-MariaDB\n";
  private static final String HASH = "*2470C0C06DEE42FD1618BB99005ADCA2EC9D1E19";

  /// A server with accounts of the name, each as `HOST made by`.
  private static FakeHost server(String version, String... accounts) {
    List<String> hosts = new ArrayList<>();
    StringBuilder made = new StringBuilder();
    for (String account : accounts) {
      String from = account.substring(0, account.indexOf(' '));
      hosts.add(from + "\n");
      made.append(from).append("\nCREATE USER `ann`@`").append(from).append('`');
      made.append(account.substring(from.length())).append("\n#runner\n");
      made.append("GRANT USAGE ON *.* TO `ann`@`").append(from).append("`\n#runner\n");
    }
    return FakeHost.named("db1")
        .answering(
            "the accounts",
            command -> command.toString().contains("SHOW CREATE USER"),
            Output.of(0, version + String.join("", hosts) + "#runner\n" + made, ""));
  }

  private static Plan plan(FakeHost host, Object... given) {
    List<Object> all = new ArrayList<>(List.of("name", "ann"));
    Collections.addAll(all, given);
    return Tasks.task(MysqlUser.class, all.toArray()).plan(host);
  }

  private static String statements(Plan plan) {
    Step step = assertInstanceOf(Plan.Changes.class, plan).steps().getFirst();
    String text =
        assertInstanceOf(Step.Run.class, step).command().stdin().orElseThrow().lenientText();
    assertTrue(text.startsWith(MODE), text);
    return text.substring(MODE.length());
  }

  @Test
  void aNewAccountIsBoundAtOnce() {
    assertEquals(
        "CREATE USER 'ann'@'localhost' IDENTIFIED BY 'x' REQUIRE SSL WITH MAX_QUERIES_PER_HOUR 4"
            + " ACCOUNT LOCK PASSWORD EXPIRE INTERVAL 9 DAY;\n",
        statements(
            plan(
                server(MARIA),
                "password",
                "x",
                "locked",
                true,
                "password_expire",
                "interval",
                "password_expire_interval",
                9,
                "resource_limits",
                Map.of("MAX_QUERIES_PER_HOUR", 4),
                "tls_requires",
                Map.of("SSL", None.NONE))));
  }

  @Test
  void whatIsSoIsNoChange() {
    FakeHost host =
        server(
            MARIA,
            "localhost REQUIRE ISSUER '/CN=b' SUBJECT '/CN=a' WITH MAX_STATEMENT_TIME 3.000000"
                + " ACCOUNT LOCK PASSWORD EXPIRE INTERVAL 9 DAY");
    Plan plan =
        plan(
            host,
            "password",
            "",
            "locked",
            true,
            "password_expire",
            "interval",
            "password_expire_interval",
            9,
            "resource_limits",
            Map.of("max_statement_time", 3),
            "tls_requires",
            Map.of("SUBJECT", "/CN=a", "ISSUER", "/CN=b"));
    assertEquals(
        Map.of(),
        assertInstanceOf(Plan.Unchanged.class, plan).values().get("attributes"),
        plan.toString());
  }

  @Test
  void locksAndDatesAreTakenBack() {
    FakeHost host = server(MARIA, "localhost ACCOUNT LOCK PASSWORD EXPIRE NEVER");
    assertEquals(
        "ALTER USER 'ann'@'localhost' PASSWORD EXPIRE DEFAULT;\n"
            + "ALTER USER 'ann'@'localhost' ACCOUNT UNLOCK;\n",
        statements(plan(host, "locked", false, "password_expire", "default")));
    assertInstanceOf(Plan.Unchanged.class, plan(host));
  }

  @Test
  void anExpiredPasswordHasARuleForTheNextOne() {
    String expired =
        "localhost PASSWORD EXPIRE\nALTER USER `ann`@`localhost` PASSWORD EXPIRE NEVER";
    assertInstanceOf(
        Plan.Unchanged.class, plan(server(MARIA, expired), "password_expire", "never"));
    assertInstanceOf(Plan.Unchanged.class, plan(server(MARIA, expired), "password_expire", "now"));
    assertInstanceOf(
        Plan.Changes.class, plan(server(MARIA, expired), "password_expire", "default"));
  }

  @Test
  void aNewAccountTakesOverThePasswordOfTheOthers() {
    String same = "one IDENTIFIED BY PASSWORD '%s'".formatted(HASH);
    Plan plan =
        plan(
            server(MARIA, same, same.replace("one", "two")),
            "host",
            "three",
            "password",
            "x",
            "update_password",
            "on_new_username");
    assertEquals(
        "CREATE USER 'ann'@'three' IDENTIFIED BY PASSWORD '%s';\n".formatted(HASH),
        statements(plan));
    assertEquals(
        false, assertInstanceOf(Plan.Changes.class, plan).predicted().get("password_changed"));
    assertEquals(
        "CREATE USER 'ann'@'three' IDENTIFIED BY 'x';\n",
        statements(
            plan(
                server(MARIA, same, "two IDENTIFIED VIA unix_socket"),
                "host",
                "three",
                "password",
                "x",
                "update_password",
                "on_new_username")));
  }

  @Test
  void whatAPluginKeepsIsCompared() {
    FakeHost host = server(MARIA, "localhost IDENTIFIED BY PASSWORD '%s'".formatted(HASH));
    List<Object> native_ = List.of("plugin", "mysql_native_password");
    assertInstanceOf(Plan.Unchanged.class, plan(host, with(native_, "plugin_hash_string", HASH)));
    assertInstanceOf(
        Plan.Unchanged.class, plan(host, with(native_, "plugin_auth_string", "password")));
    assertEquals(
        "ALTER USER 'ann'@'localhost' IDENTIFIED VIA mysql_native_password USING"
            + " PASSWORD('other');\n",
        statements(plan(host, with(native_, "plugin_auth_string", "other"))));
    assertInstanceOf(
        Plan.Unchanged.class,
        plan(
            server(
                MARIA,
                "localhost IDENTIFIED VIA unix_socket OR mysql_native_password USING 'invalid'"),
            "plugin",
            "mysql_native_password"));
  }

  private static Object[] with(List<Object> first, Object... more) {
    List<Object> all = new ArrayList<>(first);
    all.addAll(Arrays.asList(more));
    return all.toArray();
  }

  /// Ten characters of the hash are those that the real module sent to a server.
  @Test
  void withASaltThePasswordsHashIsKnown() {
    String salt = "12345678901234567890";
    String hash = MysqlIdentity.salted("caching_sha2_password", "x", salt);
    assertTrue(hash.startsWith("$A$005$" + salt + "glnLS6n4GB"), hash);
    assertEquals("$A$005$".length() + 20 + 43, hash.length());
    Object[] task = {"plugin", "caching_sha2_password", "plugin_auth_string", "x", "salt", salt};
    assertInstanceOf(
        Plan.Unchanged.class,
        plan(
            server(
                "8.0.36\n",
                "localhost IDENTIFIED WITH 'caching_sha2_password' AS '%s'".formatted(hash)),
            task));
    assertEquals(
        "CREATE USER 'ann'@'localhost' IDENTIFIED WITH caching_sha2_password AS '%s';\n"
            .formatted(hash),
        statements(plan(server("8.0.36\n"), task)));
  }

  @Test
  void attributesAreMergedAndNullRemovesOne() {
    FakeHost host =
        server("8.0.36\n", "localhost ATTRIBUTE '{\"team\": \"O''Hara\", \"floor\": 2}'");
    Map<String, Object> wanted = new java.util.LinkedHashMap<>();
    wanted.put("floor", None.NONE);
    wanted.put("room", "b");
    Plan plan = plan(host, "attributes", wanted);
    assertEquals(
        "ALTER USER 'ann'@'localhost' ATTRIBUTE '{\"floor\":null,\"room\":\"b\"}';\n",
        statements(plan).replace("\": ", "\":").replace(", \"", ",\""));
    assertEquals(
        Map.of("team", "O'Hara", "room", "b"),
        assertInstanceOf(Plan.Changes.class, plan).predicted().get("attributes"));
    assertEquals(
        "user attributes were specified but the server does not support user attributes",
        assertInstanceOf(Plan.Refused.class, plan(server(MARIA), "attributes", Map.of("a", "b")))
            .because());
  }

  @Test
  void aSessionBeginsAsAsked() {
    assertEquals(
        "SET SESSION `binlog_format` = 'ROW';\nUSE mysql;\nCREATE USER 'ann'@'localhost';\n",
        statements(
            plan(
                server(MARIA),
                "session_vars",
                Map.of("binlog_format", "ROW"),
                "force_context",
                true)));
  }

  @Test
  void aPrivilegeOfTwoNamesIsOne() {
    FakeHost host =
        FakeHost.named("db1")
            .answering(
                "the accounts",
                command -> command.toString().contains("SHOW CREATE USER"),
                Output.of(
                    0,
                    MARIA
                        + "localhost\n#runner\nlocalhost\nCREATE USER `ann`@`localhost`\n#runner\n"
                        + "GRANT SUPER, REPLICATION SLAVE, BINLOG MONITOR ON *.* TO"
                        + " `ann`@`localhost`\n#runner\n",
                    ""));
    assertInstanceOf(
        Plan.Unchanged.class,
        plan(host, "priv", "*.*:SUPER,REPLICATION CLIENT,REPLICATION REPLICA"));
  }

  @Test
  void aPrivilegeThatIsNoneIsToldAsSuch() {
    FakeHost host =
        server(MARIA)
            .answering(
                "the statements",
                command ->
                    command.stdin().filter(sql -> sql.lenientText().contains("GRANT")).isPresent(),
                Output.of(
                    1,
                    "",
                    "--------------\nGRANT FLY ON *.* TO 'ann'@'localhost'\n--------------\n\n"
                        + "ERROR 1064 (42000) at line 2: You have an error in your SQL syntax"));
    Finished finished = assertInstanceOf(Finished.class, host.apply(plan(host, "priv", "*.*:FLY")));
    assertTrue(finished.failed());
    assertEquals(
        "Error granting privileges, invalid priv string: *.*:FLY, exception: ERROR 1064 (42000) at"
            + " line 2: You have an error in your SQL syntax",
        finished.message());
  }

  @Test
  void whatCantBeIsTold() {
    Map.of(
            "salt requires plugin_auth_string",
            List.of("salt", "12345678901234567890"),
            "salt must be 20 characters long",
            List.of("salt", "1", "plugin", "sha256_password", "plugin_auth_string", "x"),
            "priv parameter must be str or dict but <class 'list'> was passed",
            List.of("priv", List.of("a.*:ALL")),
            "resource_limits: key 'MAX_FOO' is unsupported.",
            List.of("resource_limits", Map.of("MAX_FOO", 1)),
            "password_expire: interval needs a password_expire_interval of 1 or more days",
            List.of("password_expire", "interval"))
        .forEach(
            (sentence, given) ->
                assertEquals(
                    sentence,
                    assertThrows(BadParameter.class, () -> plan(server(MARIA), given.toArray()))
                        .getMessage()));
    assertEquals(
        "host_all parameter cannot be used when adding a user",
        assertInstanceOf(Plan.Refused.class, plan(server(MARIA), "host_all", true)).because());
  }
}
