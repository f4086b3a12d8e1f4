package dev.runner.modules.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.runner.module.Asking;
import dev.runner.module.Plan;
import dev.runner.module.Value;
import dev.runner.module.testing.FakeHost;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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

  @Test
  void saysThatItLetsTimePass() {
    Asking.Rest rest = pause(Optional.of(2.5), Optional.of("Look")).rest().orElseThrow();
    assertEquals(
        List.of("Pausing for 2 seconds (output is hidden)"), rest.announcement("wait", false));
    assertEquals(
        List.of(
            "Pausing for 2 seconds (output is hidden)",
            "(ctrl+C then 'C' = continue early, ctrl+C then 'A' = abort)",
            "[wait]",
            "Look (output is hidden):"),
        rest.announcement("wait", true));
    assertEquals(Duration.ofMillis(2500), rest.length());
  }

  @Test
  void endsThePlayWhereThePersonWantsThat() {
    Asking.Rest rest = pause(Optional.of(60.0), Optional.empty()).rest().orElseThrow();
    Plan.Refused refused =
        assertInstanceOf(
            Plan.Refused.class,
            rest.over(Instant.EPOCH, Instant.EPOCH, true).plan(FakeHost.named("web1")));
    assertEquals("user requested abort!", refused.because());
    Plan.Unchanged over =
        assertInstanceOf(
            Plan.Unchanged.class,
            rest.over(Instant.EPOCH, Instant.EPOCH.plusSeconds(3), false)
                .plan(FakeHost.named("web1")));
    assertEquals("Paused for 3.0 seconds", over.values().get("stdout"));
  }
}
