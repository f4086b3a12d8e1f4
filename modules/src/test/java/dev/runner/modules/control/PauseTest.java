package dev.runner.modules.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.runner.module.Plan;
import dev.runner.module.Value;
import dev.runner.module.testing.FakeHost;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PauseTest {
  private static Pause pause(Optional<Double> seconds, Optional<String> prompt) {
    return new Pause(Optional.empty(), seconds.map(Value::new), prompt, false);
  }

  @Test
  void asksWhereNoTimeIsGiven() {
    assertEquals(Optional.of("Ready?"), pause(Optional.empty(), Optional.of("Ready?")).question());
    assertEquals(
        Optional.of("Press enter to continue, Ctrl+C to interrupt"),
        pause(Optional.empty(), Optional.empty()).question());
    assertEquals(Optional.empty(), pause(Optional.of(1.0), Optional.of("Ready?")).question());
  }

  @Test
  void tellsWhatWasTyped() {
    Pause pause = pause(Optional.empty(), Optional.empty());
    Plan.Learned learned =
        assertInstanceOf(Plan.Learned.class, pause.answered("yes").plan(FakeHost.named("web1")));
    assertEquals("yes", learned.values().get("user_input"));
    assertEquals(false, learned.values().get("echo"));
  }
}
