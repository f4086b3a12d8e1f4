package dev.runner.modules.databases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.module.BadParameter;
import dev.runner.module.Output;
import dev.runner.module.Plan;
import dev.runner.module.Step;
import dev.runner.module.testing.FakeHost;
import dev.runner.modules.Tasks;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What is granted and revoked, by what the server says is held.
class PostgresqlPrivsTest {
  private static final String BOTH = "{\"roles\":[11,12],\"schema\":true}\n";
  private static final String ONE = "{\"roles\":[11],\"schema\":true}\n";

  private static String table(String name, String held) {
    return """
    {"asked":"%1$s","name":"%1$s","space":"public","args":null,"all":["INSERT","SELECT"],"held":%2$s}
    """
        .formatted(name, held);
  }

  private static Plan plan(String answer, Object... parameters) {
    List<Object> all = new ArrayList<>(List.of("login_db", "site"));
    all.addAll(List.of(parameters));
    FakeHost host =
        FakeHost.named("db1").answering("the catalog", command -> true, Output.of(0, answer, ""));
    return Tasks.task(PostgresqlPrivs.class, all.toArray()).plan(host);
  }

  private static Plan onTables(String answer, String roles, String privs, Object... parameters) {
    List<Object> all = new ArrayList<>(List.of("roles", roles, "privs", privs, "objs", "a,b"));
    all.addAll(List.of(parameters));
    return plan(answer, all.toArray());
  }

  private static String statements(Plan plan) {
    Step.Run run =
        assertInstanceOf(
            Step.Run.class, assertInstanceOf(Plan.Changes.class, plan).steps().getFirst());
    return run.command().stdin().orElseThrow().lenientText();
  }

  @Test
  void onlyWhatIsMissingIsGranted() {
    String answer =
        BOTH + table("a", "[[11,\"SELECT\",false]]") + table("b", "[[12,\"SELECT\",true]]");
    assertEquals(
        """
        BEGIN;
        GRANT SELECT ON TABLE "public"."a" TO "o\"\"dd";
        GRANT SELECT ON TABLE "public"."b" TO "ann";
        COMMIT;
        """,
        statements(onTables(answer, "ann,o\"dd", "select")));
    assertEquals(
        "GRANT ALL ON TABLE \"public\".\"a\", \"public\".\"b\" TO \"ann\", \"bob\";\n",
        statements(onTables(answer, "ann,bob", "ALL PRIVILEGES")));
  }

  @Test
  void whoHoldsAllOfItGetsNothing() {
    String held = "[[11,\"SELECT\",true],[11,\"INSERT\",true]]";
    String answer = ONE + table("a", held) + table("b", held);
    assertInstanceOf(Plan.Unchanged.class, onTables(answer, "ann", "ALL"));
    assertInstanceOf(Plan.Unchanged.class, onTables(answer, "ann", "SELECT", "grant_option", true));
    assertEquals(
        "REVOKE GRANT OPTION FOR SELECT ON TABLE \"public\".\"a\", \"public\".\"b\" FROM"
            + " \"ann\";\n",
        statements(onTables(answer, "ann", "SELECT", "grant_option", false)));
  }

  @Test
  void onlyWhatIsHeldIsRevoked() {
    String answer = ONE + table("a", "[[11,\"SELECT\",false]]") + table("b", "null");
    PostgresqlPrivs.State absent = PostgresqlPrivs.State.ABSENT;
    assertEquals(
        "REVOKE ALL ON TABLE \"public\".\"a\" FROM PUBLIC;\n",
        statements(onTables(answer, "public", "ALL", "state", absent)));
    assertInstanceOf(Plan.Unchanged.class, onTables(answer, "ann", "INSERT", "state", absent));
  }

  @Test
  void defaultPrivilegesAreOfOneKindAndRoleEach() {
    String row =
        "{\"asked\":\"%1$s\",\"name\":\"%1$s\",\"space\":\"ann\",\"all\":[\"USAGE\"],\"held\":null}\n";
    assertEquals(
        """
        BEGIN;
        ALTER DEFAULT PRIVILEGES FOR ROLE "ann" GRANT USAGE ON SCHEMAS TO "bob" WITH GRANT OPTION;
        ALTER DEFAULT PRIVILEGES FOR ROLE "ann" IN SCHEMA "public" GRANT USAGE ON TYPES TO "bob" WITH GRANT OPTION;
        COMMIT;
        """,
        statements(
            plan(
                ONE + row.formatted("SCHEMAS") + row.formatted("TYPES"),
                "type",
                ObjectKind.DEFAULT_PRIVS,
                "roles",
                "bob",
                "privs",
                "USAGE",
                "objs",
                "schemas,types",
                "target_roles",
                "ann",
                "grant_option",
                true)));
  }

  @Test
  void rolesJoinRoles() {
    String row =
        "{\"asked\":\"g\",\"name\":\"g\",\"space\":\"\",\"all\":[\"MEMBER\"],\"held\":[[11,\"MEMBER\",false]]}\n";
    Object[] task = {"type", ObjectKind.GROUP, "roles", "ann,bob", "objs", "g"};
    assertEquals("GRANT \"g\" TO \"bob\";\n", statements(plan(BOTH + row, task)));
  }

  @Test
  void whatIsNotThereIsRefusedOrLeftOut() {
    String stranger = "{\"roles\":[11,null],\"schema\":true}\n";
    String held = "[[11,\"SELECT\",false]]";
    String tables = table("a", held) + table("b", held);
    Plan refused = onTables(stranger + tables, "ann,bob", "SELECT");
    assertEquals(
        "Role 'bob' does not exist", assertInstanceOf(Plan.Refused.class, refused).because());
    Plan left = onTables(stranger + tables, "ann,bob", "SELECT", "fail_on_role", false);
    assertEquals(1, assertInstanceOf(Plan.Unchanged.class, left).warnings().size());
    Plan missing = onTables(ONE + table("a", held), "ann", "SELECT");
    assertEquals(
        "the database site has no table b in the schema public",
        assertInstanceOf(Plan.Refused.class, missing).because());
    assertInstanceOf(Plan.Refused.class, onTables("", "ann", "SELECT"));
    Plan wrong = onTables(ONE + tables, "ann", "USAGE");
    assertTrue(
        assertInstanceOf(Plan.Refused.class, wrong).because().startsWith("USAGE is no privilege"));
  }

  @Test
  void parametersThatDoNotGoTogetherAreMistakes() {
    assertThrows(
        BadParameter.class, () -> plan("", "roles", "a", "type", ObjectKind.GROUP, "privs", "b"));
    assertThrows(BadParameter.class, () -> plan("", "roles", "a", "objs", "b"));
    assertThrows(BadParameter.class, () -> onTables(ONE, "PUBLIC", "SELECT", "grant_option", true));
  }
}
