package dev.runner.modules.databases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.module.BadParameter;
import dev.runner.module.Finished;
import dev.runner.module.Output;
import dev.runner.module.Outputs;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Step;
import dev.runner.module.TaskModule;
import dev.runner.module.testing.FakeHost;
import dev.runner.modules.Tasks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is done about tables, sequences, indexes, tablespaces, owners and memberships, by what the
/// server says of them. Statements and messages are those that Ansible's modules have.
class PostgresqlChangesTest {
  private static final String TABLE =
      "{\"owner\":\"ann\",\"space\":\"\",\"home\":\"pg_default\",\"stored\":[\"fillfactor=50\"]}\n";
  private static final String ASKING = "{\"asking\":\"postgres\"}\n";
  private static final String SEQUENCE =
      ASKING
          + "{\"owner\":\"ann\",\"data_type\":\"bigint\",\"increment\":\"1\",\"minvalue\":\"1\","
          + "\"maxvalue\":\"9\",\"start\":\"1\",\"cycle\":\"NO\",\"needed\":true}\n";
  private static final String INDEXABLE =
      "{\"table\":true,\"methods\":[\"heap\",\"btree\",\"hash\"]}\n";
  private static final String INDEX =
      "{\"table\":\"t\",\"space\":\"\",\"stored\":[],\"valid\":true}\n";
  private static final String SPACE =
      "{\"owner\":\"ann\",\"location\":\"/ssd\",\"comment\":\"old\",\"options\":[\"seq_page_cost=4\"]}\n";

  private static Probe saying(String answer) {
    return FakeHost.named("db1")
        .answering("the catalog", command -> true, Output.of(0, answer, ""));
  }

  private static Plan plan(Class<? extends TaskModule> module, String answer, Object... given) {
    return Tasks.task(module, given).plan(saying(answer));
  }

  private static Plan table(String answer, Object... given) {
    return plan(PostgresqlTable.class, answer, with(given, "table", "shop.t"));
  }

  private static Plan sequence(String answer, Object... given) {
    return plan(PostgresqlSequence.class, answer, with(given, "sequence", "s"));
  }

  private static Plan index(String answer, Object... given) {
    return plan(PostgresqlIdx.class, answer, with(given, "idxname", "I"));
  }

  private static Plan space(String answer, Object... given) {
    return plan(PostgresqlTablespace.class, answer, with(given, "tablespace", "fast"));
  }

  private static Plan owner(String answer, Object... given) {
    return plan(PostgresqlOwner.class, answer, with(given, "new_owner", "bob"));
  }

  private static Object[] with(Object[] given, Object... more) {
    List<Object> all = new ArrayList<>(List.of(more));
    all.addAll(List.of(given));
    return all.toArray();
  }

  private static List<?> queries(Plan plan) {
    return (List<?>) assertInstanceOf(Plan.Changes.class, plan).predicted().get("queries");
  }

  private static String script(Plan plan) {
    Step.Run run =
        assertInstanceOf(
            Step.Run.class, assertInstanceOf(Plan.Changes.class, plan).steps().getFirst());
    return run.command().stdin().orElseThrow().lenientText();
  }

  private static Finished finished(Plan plan, Output output) {
    Plan.Changes changes = assertInstanceOf(Plan.Changes.class, plan);
    return assertInstanceOf(
        Finished.class, changes.after().look(new Outputs(List.of(output), Map.of()), saying("")));
  }

  private static String refused(Plan plan) {
    return assertInstanceOf(Plan.Refused.class, plan).because();
  }

  private static Map<String, Object> unchanged(Plan plan) {
    return assertInstanceOf(Plan.Unchanged.class, plan).values();
  }

  @Test
  void aMissingTableIsMadeWithItsOwnerOrNotAtAll() {
    Plan plan = table("", "columns", List.of("id int", "n text"), "owner", "ann");
    assertEquals(
        List.of(
            "CREATE TABLE \"shop\".\"t\" (id int,n text)",
            "ALTER TABLE \"shop\".\"t\" OWNER TO \"ann\""),
        queries(plan));
    assertEquals("absent", ((Plan.Changes) plan).predicted().get("state"));
    assertTrue(script(plan).startsWith("BEGIN;\nCREATE TABLE"), script(plan));
    Finished finished = finished(plan, Output.of(0, "#runner-statement\n" + TABLE, ""));
    assertEquals("present", finished.values().get("state"));
    assertEquals("ann", finished.values().get("owner"));
    assertEquals(
        List.of(
            "CREATE UNLOGGED TABLE \"shop\".\"t\" (LIKE \"u\" INCLUDING all)"
                + " WITH (fillfactor=9) TABLESPACE \"fast\""),
        queries(
            table(
                "",
                "unlogged",
                true,
                "like",
                "u",
                "including",
                "all",
                "storage_params",
                List.of("fillfactor=9"),
                "tablespace",
                "fast")));
  }

  @Test
  void aTableIsChangedWhereItDiffers() {
    assertEquals(
        "ann",
        unchanged(
                table(
                    TABLE,
                    "owner",
                    "ann",
                    "tablespace",
                    "pg_default",
                    "storage_params",
                    List.of("fillfactor=50")))
            .get("owner"));
    assertEquals(
        List.of(
            "ALTER TABLE \"shop\".\"t\" SET TABLESPACE \"fast\"",
            "ALTER TABLE \"shop\".\"t\" OWNER TO \"bob\"",
            "ALTER TABLE \"shop\".\"t\" SET (fillfactor=60)"),
        queries(
            table(
                TABLE,
                "owner",
                "bob",
                "tablespace",
                "fast",
                "storage_params",
                List.of("fillfactor=60"))));
    assertEquals(List.of("TRUNCATE TABLE \"shop\".\"t\""), queries(table(TABLE, "truncate", true)));
    assertEquals(
        List.of("ALTER TABLE \"shop\".\"t\" RENAME TO \"u\""),
        queries(table(TABLE, "rename", "u")));
    assertEquals(
        List.of("DROP TABLE \"shop\".\"t\" CASCADE"),
        queries(table(TABLE, "state", PostgresqlTable.State.ABSENT, "cascade", true)));
    assertEquals("", unchanged(table("", "state", PostgresqlTable.State.ABSENT)).get("state"));
  }

  @Test
  void whatStatementsReferToHasToBeThere() {
    String lack = "{\"lacks\":\"role \\\"x\\\" does not exist\",\"said\":\"\\\"x\\\"\"}\n";
    assertEquals(
        "Cannot execute SQL 'ALTER TABLE \"shop\".\"t\" OWNER TO \"x\"': role \"x\" does not exist",
        refused(table(lack, "owner", "x")));
    assertEquals(
        "Cannot execute SQL 'ALTER SEQUENCE \"public\".\"s\" OWNER TO \"x\"': role \"x\" does not"
            + " exist",
        refused(sequence(SEQUENCE + lack, "owner", "x")));
    assertEquals(
        "Cannot execute SQL 'TRUNCATE TABLE \"shop\".\"t\"': relation \"shop.t\" does not exist",
        refused(table("", "truncate", true)));
    assertInstanceOf(Plan.Unchanged.class, table(lack, "state", PostgresqlTable.State.ABSENT));
  }

  @Test
  void aFailureIsToldWithItsStatement() {
    Plan plan = table("", "owner", "ann");
    Output output =
        Output.of(3, "#runner-statement\n", "psql:<stdin>:4: ERROR:  must be able to SET ROLE");
    Finished finished = finished(plan, output);
    assertTrue(finished.failed());
    assertFalse(finished.changed(), "all of it or nothing");
    assertEquals(
        "Cannot execute SQL 'ALTER TABLE \"shop\".\"t\" OWNER TO \"ann\"': must be able to SET ROLE",
        finished.message());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "truncate|true|t: truncate is mutually exclusive with: rename, columns, like, unlogged, including, storage_params, owner, tablespace",
        "rename|u|t: rename is mutually exclusive with: columns, like, unlogged, including, storage_params, owner, tablespace",
      })
  void whatExcludesEachOtherIsRefused(String name, String value, String message) {
    Object given = value.equals("true") ? true : value;
    BadParameter wrong =
        assertThrows(
            BadParameter.class,
            () -> Tasks.task(PostgresqlTable.class, "table", "t", name, given, "owner", "ann"));
    assertEquals(message, wrong.getMessage());
  }

  @Test
  void aSequenceIsMadeAndToldOfBeforehand() {
    Plan plan =
        sequence(
            ASKING,
            "increment",
            -1L,
            "data_type",
            PostgresqlSequence.NumberKind.SMALLINT,
            "cycle",
            true,
            "owner",
            "ann");
    assertEquals(
        List.of(
            "CREATE SEQUENCE \"public\".\"s\" AS smallint INCREMENT BY -1 CYCLE",
            "ALTER SEQUENCE \"public\".\"s\" OWNER TO \"ann\""),
        queries(plan));
    Map<String, Object> told = ((Plan.Changes) plan).predicted();
    assertEquals("-32768", told.get("minvalue"));
    assertEquals("-1", told.get("start"));
    assertEquals("YES", told.get("cycle"));
    assertEquals("postgres", told.get("owner"));
  }

  @Test
  void aSequenceIsRenamedMovedAndRemoved() {
    assertEquals("9", unchanged(sequence(SEQUENCE, "start", 5L)).get("maxvalue"));
    Plan renamed = sequence(SEQUENCE, "rename_to", "z");
    assertEquals(List.of("ALTER SEQUENCE \"public\".\"s\" RENAME TO \"z\""), queries(renamed));
    assertEquals("z", ((Plan.Changes) renamed).predicted().get("newname"));
    assertEquals(
        List.of("ALTER SEQUENCE \"public\".\"s\" SET SCHEMA \"shop\""),
        queries(sequence(SEQUENCE, "newschema", "shop")));
    assertEquals(
        "Sequence 's' does not exist, nothing to rename",
        refused(sequence(ASKING, "rename_to", "z")));
    PostgresqlSequence.State absent = PostgresqlSequence.State.ABSENT;
    assertTrue(refused(sequence(SEQUENCE, "state", absent)).contains("other objects depend on it"));
    assertEquals(
        List.of("DROP SEQUENCE \"public\".\"s\" CASCADE"),
        queries(sequence(SEQUENCE, "state", absent, "cascade", true)));
    assertEquals("", unchanged(sequence(ASKING, "state", absent)).get("owner"));
    BadParameter wrong =
        assertThrows(
            BadParameter.class,
            () ->
                Tasks.task(
                    PostgresqlSequence.class,
                    "sequence",
                    "s",
                    "rename_to",
                    "z",
                    "owner",
                    "a",
                    "newschema",
                    "b"));
    assertEquals(
        "parameters are mutually exclusive: rename_to|owner, rename_to|newschema",
        wrong.getMessage());
  }

  @Test
  void anIndexIsMadeOnceOutsideATransaction() {
    Plan plan = index(INDEXABLE, "table", "t", "columns", List.of("a", " b"), "cond", "a > 1");
    assertEquals(
        "CREATE INDEX CONCURRENTLY \"I\" ON \"public\".\"t\" USING BTREE (a, b) WHERE a > 1;",
        script(plan).lines().findFirst().orElse(""));
    assertEquals("", ((Plan.Changes) plan).predicted().get("query"));
    assertEquals(
        "t",
        unchanged(index(INDEXABLE + INDEX, "table", "u", "columns", List.of("x"))).get("tblname"));
    Finished removed =
        finished(
            index(INDEXABLE + INDEX, "state", PostgresqlIdx.State.ABSENT, "schema", "shop"),
            Output.of(0, "#runner-statement\n", ""));
    assertEquals("DROP INDEX CONCURRENTLY \"shop\".\"I\"", removed.values().get("query"));
    assertEquals("absent", removed.values().get("state"));
    assertEquals("t", removed.values().get("tblname"));
  }

  @Test
  void anIndexThatCannotBeMadeIsRefused() {
    assertEquals(
        "Index type 'foo' of I is not in valid types",
        refused(index(INDEXABLE, "table", "t", "columns", List.of("a"), "idxtype", "foo")));
    assertEquals(
        "Cannot execute SQL 'CREATE INDEX CONCURRENTLY \"I\" ON \"public\".\"t\" USING BTREE (a)':"
            + " relation \"public.t\" does not exist",
        refused(index(INDEXABLE.replace("true", "false"), "table", "t", "columns", List.of("a"))));
    Plan.Unchanged invalid =
        (Plan.Unchanged)
            index(
                INDEXABLE + INDEX.replace("true", "false"), "table", "t", "columns", List.of("a"));
    assertEquals(List.of("Index I is invalid: remove it, and make it anew"), invalid.warnings());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "table|t|At least one column must be specified",
        "cascade|true|Concurrent mode and cascade parameters are mutually exclusive",
        "unique|true|Only btree currently supports unique indexes",
      })
  void anIndexNeedsWhatItIsOn(String name, String value, String message) {
    Object given = value.equals("true") ? true : value;
    BadParameter wrong =
        assertThrows(
            BadParameter.class,
            () -> Tasks.task(PostgresqlIdx.class, "idxname", "i", "idxtype", "hash", name, given));
    assertEquals(message, wrong.getMessage());
  }

  @Test
  void aTablespaceIsMadeAndChanged() {
    Plan made = space("", "location", "/ssd", "owner", "bob", "set", Map.of("seq_page_cost", 4L));
    assertEquals(
        List.of(
            "CREATE TABLESPACE \"fast\" LOCATION '/ssd'",
            "ALTER TABLESPACE \"fast\" OWNER TO \"bob\"",
            "ALTER TABLESPACE \"fast\" SET (seq_page_cost = '4')"),
        queries(made));
    assertFalse(script(made).contains("BEGIN"), "CREATE TABLESPACE stands no transaction");
    assertEquals(
        Map.of("seq_page_cost", "4"),
        unchanged(space(SPACE, "set", Map.of("seq_page_cost", 4L), "comment", "old"))
            .get("options"));
    assertEquals(
        List.of(
            "ALTER TABLESPACE \"fast\" RESET (seq_page_cost)",
            "COMMENT ON TABLESPACE \"fast\" IS ''"),
        queries(space(SPACE, "set", Map.of("seq_page_cost", "reset"), "comment", "")));
    assertEquals(
        List.of("ALTER TABLESPACE \"fast\" RENAME TO \"x\""),
        queries(space(SPACE, "rename_to", "x", "owner", "bob")));
    assertEquals(
        "Tablespace 'fast' exists with different location '/ssd'",
        refused(space(SPACE, "location", "/hdd")));
    assertTrue(refused(space("")).startsWith("'location' parameter must be passed"));
    assertEquals(
        List.of("DROP TABLESPACE \"fast\""),
        queries(space(SPACE, "state", PostgresqlTablespace.State.ABSENT)));
  }

  @ParameterizedTest
  @CsvSource({
    "TABLE,a.b,'ALTER TABLE \"a\".\"b\" OWNER TO \"bob\"'",
    "MATVIEW,v,'ALTER MATERIALIZED VIEW \"v\" OWNER TO \"bob\"'",
    "FUNCTION,f(int),'ALTER FUNCTION f(int) OWNER TO \"bob\"'",
    "PROCEDURE,p(int),'ALTER PROCEDURE \"p\"(int) OWNER TO \"bob\"'",
    "LANGUAGE,plpgsql,'ALTER LANGUAGE plpgsql OWNER TO \"bob\"'",
    "SCHEMA,a.b,'ALTER SCHEMA \"a.b\" OWNER TO \"bob\"'",
    "TEXT_SEARCH_DICTIONARY,s,'ALTER TEXT SEARCH DICTIONARY \"s\" OWNER TO \"bob\"'",
  })
  void anObjectIsHandedOver(OwnedKind kind, String name, String statement) {
    String roles = "{\"role\":\"bob\",\"owns\":false}\n";
    Object[] given = {"obj_type", kind, "obj_name", name};
    assertEquals(List.of(statement), queries(owner(roles + "{\"owner\":\"ann\"}\n", given)));
    assertEquals(
        List.of(), unchanged(owner(roles + "{\"owner\":\"bob\"}\n", given)).get("queries"));
    assertTrue(refused(owner(roles, given)).startsWith("Cannot execute SQL '" + statement));
    assertEquals("Role 'bob' does not exist", refused(owner("", given)));
  }

  @Test
  void whatRolesOwnIsHandedOverOnce() {
    String roles =
        "{\"role\":\"bob\",\"owns\":true}\n{\"role\":\"ann\",\"owns\":true}\n"
            + "{\"role\":\"cat\",\"owns\":false}\n";
    assertEquals(
        List.of("REASSIGN OWNED BY \"ann\",\"cat\" TO \"bob\""),
        queries(owner(roles, "reassign_owned_by", List.of("ann", "cat"))));
    assertEquals(
        List.of(), unchanged(owner(roles, "reassign_owned_by", List.of("cat"))).get("queries"));
    assertEquals(
        "Role 'dan' does not exist", refused(owner(roles, "reassign_owned_by", List.of("dan"))));
    Plan.Unchanged tolerant =
        (Plan.Unchanged) owner(roles, "reassign_owned_by", List.of("dan"), "fail_on_role", false);
    assertEquals(List.of("Role 'dan' does not exist, pass"), tolerant.warnings());
  }

  @Test
  void rolesJoinAndLeave() {
    String roles =
        "{\"role\":\"g\",\"joined\":[]}\n{\"role\":\"h\",\"joined\":[]}\n"
            + "{\"role\":\"ann\",\"joined\":[\"g\"]}\n{\"role\":\"bob\",\"joined\":[\"h\"]}\n";
    Object[] both = {"groups", List.of("g"), "target_roles", List.of("ann", "bob")};
    Plan joined = plan(PostgresqlMembership.class, roles, both);
    assertEquals(List.of("GRANT \"g\" TO \"bob\""), queries(joined));
    assertEquals(Map.of("g", List.of("bob")), ((Plan.Changes) joined).predicted().get("granted"));
    assertEquals(
        List.of("REVOKE \"g\" FROM \"ann\""),
        queries(
            plan(
                PostgresqlMembership.class,
                roles,
                with(both, "state", PostgresqlMembership.State.ABSENT))));
    assertEquals(
        List.of("REVOKE \"h\" FROM \"bob\"", "GRANT \"g\" TO \"bob\""),
        queries(
            plan(
                PostgresqlMembership.class,
                roles,
                with(both, "state", PostgresqlMembership.State.EXACT))));
    Object[] stranger = {"groups", List.of("x"), "target_roles", List.of("ann")};
    assertEquals(
        "Role x does not exist", refused(plan(PostgresqlMembership.class, roles, stranger)));
    assertEquals(
        List.of(),
        unchanged(plan(PostgresqlMembership.class, roles, with(stranger, "fail_on_role", false)))
            .get("groups"));
  }

  @Test
  void aServerThatDoesNotAnswerIsToldOf() {
    FakeHost host =
        FakeHost.named("db1")
            .answering(
                "the server",
                command -> true,
                Output.of(2, "", "psql: error: connection to server failed: FATAL:  no such role"));
    Plan.Unchanged silent =
        assertInstanceOf(Plan.Unchanged.class, Tasks.task(PostgresqlPing.class).plan(host));
    assertEquals(false, silent.values().get("is_available"));
    assertEquals(
        "connection to server failed: FATAL:  no such role", silent.values().get("conn_err_msg"));
    Map<?, ?> version =
        (Map<?, ?>)
            unchanged(plan(PostgresqlPing.class, "{\"raw\":\"PostgreSQL 9.6\",\"number\":90624}\n"))
                .get("server_version");
    assertEquals("9.6.24", version.get("full"));
    assertEquals(24L, version.get("patch"));
  }

  @ParameterizedTest
  @CsvSource({
    "a.b,'\"a\".\"b\"'",
    "'\"T9\"','\"T9\"'",
    "'public.\"T.10\"','\"public\".\"T.10\"'",
    "'T8\"x','\"T8\"\"x\"'",
  })
  void namesMayStandInQuotesAlready(String given, String said) {
    assertEquals(said, QualifiedName.of("table", "table", given).said());
  }
}
