package dev.runner.modules.databases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.runner.module.Output;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Step;
import dev.runner.module.testing.FakeHost;
import dev.runner.modules.Tasks;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What is done about extensions and schemas, by what the server says of them.
class PostgresqlObjectsTest {

  private static final String LOOSE =
      "{\"version\":\"\",\"latest\":\"1.6\",\"comment\":\"\",\"reachable\":false,"
          + "\"offered\":true,\"lacking\":[]}\n";

  private static Probe saying(String answer) {
    return FakeHost.named("db1")
        .answering("the catalog", command -> true, Output.of(0, answer, ""));
  }

  private static Plan extension(String answer, Object... parameters) {
    return Tasks.task(PostgresqlExt.class, with("ext", "pg_trgm", parameters)).plan(saying(answer));
  }

  private static Plan schema(String answer, Object... parameters) {
    return Tasks.task(PostgresqlSchema.class, with("schema", "re\"ports", parameters))
        .plan(saying(answer));
  }

  private static Object[] with(String kind, String name, Object... parameters) {
    List<Object> all = new java.util.ArrayList<>(List.of(kind, name, "login_db", "site"));
    all.addAll(List.of(parameters));
    return all.toArray();
  }

  private static String statements(Plan plan) {
    Step.Run run =
        assertInstanceOf(
            Step.Run.class, assertInstanceOf(Plan.Changes.class, plan).steps().getFirst());
    return run.command().stdin().orElseThrow().lenientText();
  }

  private static String refused(Plan plan) {
    return assertInstanceOf(Plan.Refused.class, plan).because();
  }

  @Test
  void aMissingExtensionIsAddedWithItsCommentOrNotAtAll() {
    Plan plan = extension(LOOSE, "schema", "a\"b", "version", "1.5", "comment", "it's");
    assertEquals(
        """
        BEGIN;
        CREATE EXTENSION "pg_trgm" WITH SCHEMA "a""b" VERSION '1.5';
        COMMENT ON EXTENSION "pg_trgm" IS 'it''s';
        COMMIT;
        """,
        statements(plan));
    assertEquals("1.5", ((Plan.Changes) plan).predicted().get("version"));
    assertEquals(
        "1.6", ((Plan.Changes) extension(LOOSE, "version", "latest")).predicted().get("version"));
  }

  @Test
  void anExtensionKeepsItsVersionUnlessAnotherIsAskedFor() {
    String there = LOOSE.replace("\"version\":\"\"", "\"version\":\"1.5\"");
    assertInstanceOf(Plan.Unchanged.class, extension(there));
    assertInstanceOf(Plan.Unchanged.class, extension(there, "version", "1.5"));
    assertEquals(
        "the server knows no way from version 1.5 of pg_trgm to 1.4",
        refused(extension(there, "version", "1.4")));
    String reachable = there.replace("\"reachable\":false", "\"reachable\":true");
    assertEquals(
        "ALTER EXTENSION \"pg_trgm\" UPDATE TO '1.6';\n",
        statements(extension(reachable, "version", "latest")));
    assertEquals(
        "DROP EXTENSION \"pg_trgm\" CASCADE;\n",
        statements(extension(there, "state", PostgresqlExt.State.ABSENT, "cascade", true)));
  }

  @Test
  void whatTheServerCannotAddIsRefused() {
    assertEquals(
        "the server doesn't offer the extension pg_trgm",
        refused(extension(LOOSE.replace("1.6", "").replace("true", "false"))));
    assertEquals(
        "the server has no version 9 of pg_trgm",
        refused(extension(LOOSE.replace("true", "false"), "version", "9")));
    String needy = LOOSE.replace("[]", "[\"cube\"]");
    assertEquals("the extension pg_trgm needs cube", refused(extension(needy)));
    assertEquals(
        "CREATE EXTENSION \"pg_trgm\" CASCADE;\n", statements(extension(needy, "cascade", true)));
  }

  @Test
  void aSchemaIsMadeChangedAndRemoved() {
    String there = "{\"owner\":\"ann\",\"comment\":\"old\",\"holds\":true}\n";
    assertEquals(
        "CREATE SCHEMA \"re\"\"ports\" AUTHORIZATION \"ann\";\n",
        statements(schema("", "owner", "ann")));
    assertInstanceOf(Plan.Unchanged.class, schema(there, "owner", "ann", "comment", "old"));
    assertEquals(
        """
        BEGIN;
        ALTER SCHEMA "re""ports" OWNER TO "bob";
        COMMENT ON SCHEMA "re""ports" IS '';
        COMMIT;
        """,
        statements(schema(there, "owner", "bob", "comment", "")));
    PostgresqlSchema.State absent = PostgresqlSchema.State.ABSENT;
    assertEquals(
        "cannot drop schema re\"ports because other objects depend on it",
        refused(schema(there, "state", absent)));
    assertEquals(
        "DROP SCHEMA \"re\"\"ports\" CASCADE;\n",
        statements(schema(there, "state", absent, "cascade_drop", true)));
    assertInstanceOf(Plan.Unchanged.class, schema("", "state", absent));
  }

  @Test
  void aStatementThatTheServerDoesNotTakeIsNoTroubleWithTheConnection() {
    FakeHost host =
        FakeHost.named("db1")
            .answering(
                "the catalog",
                command -> true,
                Output.of(3, "", "psql:<stdin>:1: ERROR:  role \"x\" does not exist\nHINT: no"));
    var task = Tasks.task(PostgresqlSchema.class, "schema", "a", "login_db", "site");
    assertEquals("psql:<stdin>:1: ERROR:  role \"x\" does not exist", refused(task.plan(host)));
  }
}
