package dev.runner.modules.databases;

import static dev.runner.modules.Tasks.task;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.module.BadParameter;
import dev.runner.module.Finished;
import dev.runner.module.Output;
import dev.runner.module.Plan;
import dev.runner.module.testing.FakeHost;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What a server says of itself, by answers of real ones.
class MysqlServerTest {
  private static FakeHost host(String... answers) {
    Output[] outputs =
        List.of(answers).stream()
            .map(text -> Output.of(text.startsWith("ERROR") ? 1 : 0, text, text))
            .toArray(Output[]::new);
    return FakeHost.named("db1")
        .answering("the client", command -> command.toString().contains("mysql"), outputs);
  }

  private static String table(String row) {
    return "<resultset>%s</resultset><resultset><row>%s%s</row></resultset>"
        .formatted(
            row.isEmpty() ? "" : "<row>" + row + "</row>",
            field("runner_row_count", "-1"),
            field("runner_warnings", "0"));
  }

  private static String field(String name, String value) {
    return "<field name=\"%s\">%s</field>".formatted(name, value);
  }

  private static MysqlVariables variable(Object... parameters) {
    return task(MysqlVariables.class, parameters);
  }

  @Test
  void aVariableIsToldOrSetIfItIsAnother() {
    String now = "version\t10.11.6-MariaDB\nmax_connections\t151\nmax_connections\t151\n";
    Plan.Unchanged told =
        assertInstanceOf(
            Plan.Unchanged.class, variable("variable", "max_connections").plan(host(now)));
    assertEquals("151", told.values().get("msg"));
    assertInstanceOf(
        Plan.Unchanged.class,
        variable("variable", "max_connections", "value", "151").plan(host(now)));
    FakeHost host = host(now, "");
    Plan.Changes plan =
        assertInstanceOf(
            Plan.Changes.class, variable("variable", "max_connections", "value", "300").plan(host));
    assertEquals(List.of("SET GLOBAL `max_connections` = 300"), plan.predicted().get("queries"));
    assertTrue(assertInstanceOf(Finished.class, host.apply(plan)).changed());
  }

  @Test
  void onIsOne() {
    String now = "version\t8.0.30\ngeneral_log\tON\n";
    assertInstanceOf(
        Plan.Unchanged.class, variable("variable", "general_log", "value", "1").plan(host(now)));
  }

  @Test
  void whatTheServerRefusesIsToldInItsWords() {
    FakeHost host =
        host(
            "version\t8.0.30\nport\t3306\n",
            "ERROR 1238 (HY000) at line 2: Variable 'port' is a read only variable");
    Plan.Changes plan =
        assertInstanceOf(Plan.Changes.class, variable("variable", "port", "value", "1").plan(host));
    Finished done = assertInstanceOf(Finished.class, host.apply(plan));
    assertTrue(done.failed());
    assertEquals("(1238, \"Variable 'port' is a read only variable\")", done.values().get("msg"));
  }

  @Test
  void onlyMysqlKeepsVariables() {
    MysqlVariables keeps = variable("variable", "port", "value", "3306", "mode", "persist");
    assertInstanceOf(
        Plan.Refused.class, keeps.plan(host("version\t10.11.6-MariaDB\nport\t3306\n")));
    String now = "version\t8.0.30\nport\t3306\n";
    assertInstanceOf(Plan.Changes.class, keeps.plan(host(now, "")));
    assertInstanceOf(Plan.Unchanged.class, keeps.plan(host(now, "3306\n")));
  }

  @Test
  void namesOfVariablesAreWords() {
    assertThrows(BadParameter.class, () -> variable("variable", "a; DROP TABLE b"));
  }

  @Test
  void partsOfAServerAreTold() {
    MysqlInfo info = task(MysqlInfo.class, "filter", List.of("version,databases", "settings"));
    String answer =
        table(field("version", "10.11.6-MariaDB-1"))
            + table(field("name", "shop") + field("size", "16384") + field("tables", "2"))
            + table(field("Variable_name", "limit") + field("Value", "18446744073709551615"));
    Plan.Unchanged told = assertInstanceOf(Plan.Unchanged.class, info.plan(host(answer)));
    assertEquals(
        Map.of("shop", Map.of("size", 16384L, "tables", 2L)), told.values().get("databases"));
    assertEquals(
        Map.of("limit", new BigInteger("18446744073709551615")), told.values().get("settings"));
    Map<?, ?> version = assertInstanceOf(Map.class, told.values().get("version"));
    assertEquals(11L, version.get("minor"));
    assertEquals("MariaDB-1", version.get("suffix"));
    assertEquals("MariaDB", told.values().get("server_engine"));
  }

  @Test
  void usersAreToldAsTheirModuleTakesThem() {
    MysqlInfo info = task(MysqlInfo.class, "filter", List.of("users_info"));
    String users =
        table(field("version", "8.0.30"))
            + table(
                field("Host", "%")
                    + field("User", "ann")
                    + field("plugin", "mysql_native_password")
                    + field("max_updates", "7")
                    + field("authentication_string", "*B8"));
    String grants =
        table("")
            + table(field("Grants", "GRANT SELECT, INSERT ON `shop`.* TO `ann`@`%`"))
            + table(field("Create", "CREATE USER 'ann'@'%' REQUIRE X509 ACCOUNT LOCK"));
    Plan.Unchanged told = assertInstanceOf(Plan.Unchanged.class, info.plan(host(users, grants)));
    Map<String, Object> ann =
        Map.of(
            "name", "ann",
            "host", "%",
            "plugin", "mysql_native_password",
            "plugin_hash_string", "*B8",
            "locked", true,
            "priv", "shop.*:SELECT,INSERT",
            "resource_limits", Map.of("MAX_UPDATES_PER_HOUR", 7L),
            "tls_requires", Map.of("X509", ""));
    assertEquals(List.of(ann), told.values().get("users_info"));
  }

  @Test
  void aPartThatNobodyKnowsIsWarnedOf() {
    MysqlInfo info = task(MysqlInfo.class, "filter", List.of("version", "weather"));
    Plan.Unchanged told =
        assertInstanceOf(Plan.Unchanged.class, info.plan(host(table(field("version", "8.0.30")))));
    assertEquals(List.of("filter element: weather is not allowable, ignored"), told.warnings());
  }
}
