package dev.runner.modules.databases;

import static dev.runner.modules.Tasks.task;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.runner.module.BadParameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Words that a task with `trust_input: false` doesn't take.
class SuspicionTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ann\"; SELECT * FROM pg_shadow; --",
        "'; drop table x",
        "ann' --",
        "x UNION ALL SELECT 1",
        "union select"
      })
  void refusesWhatLooksLikeSmuggledSql(String word) {
    BadParameter refused =
        assertThrows(BadParameter.class, () -> new Suspicion(false).of("owner", word));
    assertEquals("Passed input '" + word + "' is potentially dangerous", refused.getMessage());
    assertEquals(new Suspicion(true), new Suspicion(true).of("owner", word));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ann", "o'brien", "a \"quoted\" name", "a;b", "x--y", "the union", "or 1"})
  void takesNamesThatAreOnlyUnusual(String word) {
    assertEquals(new Suspicion(false), new Suspicion(false).of("owner", word));
  }

  @Test
  void theRoleOfTheSessionIsLookedAtByEachModule() {
    String word = "a\"; SELECT 1; --";
    assertThrows(
        BadParameter.class,
        () ->
            task(
                PostgresqlSchema.class, "schema", "s", "session_role", word, "trust_input", false));
    task(PostgresqlSchema.class, "schema", "s", "session_role", word);
  }
}
