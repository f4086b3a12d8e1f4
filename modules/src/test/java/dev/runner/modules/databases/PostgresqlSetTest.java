package dev.runner.modules.databases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.module.BadParameter;
import dev.runner.module.Output;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Step;
import dev.runner.module.testing.FakeHost;
import dev.runner.modules.Tasks;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is done about a setting, by what the server says of it.
class PostgresqlSetTest {
  private static final String MEMORY =
      "{\"setting\":\"4096\",\"unit\":\"kB\",\"type\":\"integer\",\"context\":\"user\","
          + "\"boot\":\"4096\",\"pretty\":\"4MB\",\"written\":null}\n";

  private static Probe saying(String answer) {
    return FakeHost.named("db1")
        .answering("the catalog", command -> true, Output.of(0, answer, ""));
  }

  private static Plan set(String answer, Object... parameters) {
    return Tasks.task(PostgresqlSet.class, parameters).plan(saying(answer));
  }

  private static String statements(Plan plan) {
    Step.Run run =
        assertInstanceOf(
            Step.Run.class, assertInstanceOf(Plan.Changes.class, plan).steps().getFirst());
    return run.command().stdin().orElseThrow().lenientText();
  }

  @Test
  void aValueIsWrittenAndTheServerReadsIt() {
    Plan plan = set(MEMORY, "name", "work_mem", "value", "32mb");
    assertEquals(
        "ALTER SYSTEM SET \"work_mem\" = '32MB';\nSELECT pg_reload_conf();\n", statements(plan));
  }

  @ParameterizedTest
  @CsvSource({"4MB", "4096", "4096kB", "4mb", "0.00390625GB"})
  void aValueIsComparedAsTheServerUnderstandsIt(String value) {
    assertInstanceOf(Plan.Unchanged.class, set(MEMORY, "name", "work_mem", "value", value));
  }

  @ParameterizedTest
  @CsvSource({"on,1", "on,TRUE", "off,no", "off,f"})
  void truthHasManySpellings(String now, String value) {
    String answer =
        "{\"setting\":\"%s\",\"unit\":\"\",\"type\":\"bool\",\"context\":\"sighup\",\"boot\":\"on\",\"pretty\":\"%s\",\"written\":null}"
            .formatted(now, now);
    assertInstanceOf(Plan.Unchanged.class, set(answer, "name", "autovacuum", "value", value));
  }

  @ParameterizedTest
  @CsvSource({"banana", "o", "2"})
  void whatIsNoTruthIsLeftToTheServer(String value) {
    String answer =
        "{\"setting\":\"off\",\"unit\":\"\",\"type\":\"bool\",\"context\":\"sighup\",\"boot\":\"on\",\"pretty\":\"off\",\"written\":null}";
    String statements = statements(set(answer, "name", "autovacuum", "value", value));
    assertTrue(statements.contains("= '%s'".formatted(value)), statements);
  }

  @Test
  void whatWaitsForARestartCountsAsSet() {
    String answer =
        "{\"setting\":\"16384\",\"unit\":\"8kB\",\"type\":\"integer\",\"context\":\"postmaster\","
            + "\"boot\":\"1024\",\"pretty\":\"128MB\",\"written\":\"1GB\"}";
    Plan.Unchanged plan =
        assertInstanceOf(
            Plan.Unchanged.class, set(answer, "name", "shared_buffers", "value", "1024MB"));
    assertEquals(true, plan.values().get("restart_required"));
    assertEquals(Map.of("value", 134_217_728L, "unit", "b"), plan.values().get("value"));
    assertTrue(
        statements(set(answer, "name", "shared_buffers", "value", "128MB")).contains("'128MB'"));
  }

  @Test
  void theNamesOfAListAreQuotedEachForItself() {
    String answer =
        "{\"setting\":\"\",\"unit\":\"\",\"type\":\"string\",\"context\":\"postmaster\","
            + "\"boot\":\"\",\"pretty\":\"\",\"written\":null}";
    assertTrue(
        statements(set(answer, "name", "shared_preload_libraries", "value", "a, b"))
            .contains("= 'a', 'b';"));
  }

  @Test
  void defaultTakesOutWhatWasWritten() {
    assertInstanceOf(Plan.Unchanged.class, set(MEMORY, "name", "work_mem", "value", "default"));
    assertEquals(
        "ALTER SYSTEM RESET \"work_mem\";\nSELECT pg_reload_conf();\n",
        statements(set(MEMORY.replace("null", "\"8MB\""), "name", "work_mem", "value", "default")));
  }

  /// The server says what is wrong with it.
  @Test
  void aValueThatIsNoneIsLeftToTheServer() {
    assertTrue(
        statements(set(MEMORY, "name", "work_mem", "value", "12 parsecs"))
            .contains("= '12 parsecs'"));
  }

  @Test
  void theValueOfTheBeginningIsSet() {
    assertInstanceOf(Plan.Unchanged.class, set(MEMORY, "name", "work_mem", "reset", true));
    assertTrue(
        statements(
                set(
                    MEMORY.replace("\"setting\":\"4096\"", "\"setting\":\"8192\""),
                    "name",
                    "work_mem",
                    "reset",
                    true))
            .contains("= '4096'"));
  }

  @Test
  void whatNobodyCanChangeAndWhatIsntThereAreRefused() {
    assertInstanceOf(
        Plan.Refused.class,
        set(MEMORY.replace("user", "internal"), "name", "block_size", "value", "1"));
    assertInstanceOf(Plan.Refused.class, set("", "name", "wrok_mem", "value", "1"));
    assertThrows(BadParameter.class, () -> Tasks.task(PostgresqlSet.class, "name", "work_mem"));
  }
}
