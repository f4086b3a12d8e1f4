package dev.runner.modules.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.module.BadParameter;
import dev.runner.module.Effect;
import dev.runner.module.Plan;
import dev.runner.module.Showing;
import dev.runner.module.Until;
import dev.runner.module.Value;
import dev.runner.module.testing.FakeHost;
import dev.runner.values.Marks;
import dev.runner.values.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Golden plans of the modules that only say, check or remember.
class ControlTest {
  private final FakeHost host = FakeHost.named("web1").clock(Instant.parse("2030-01-01T12:00:00Z"));

  @Test
  void failFails() {
    Plan plan = new Fail(Text.of("no server", Marks.NONE)).plan(host);
    assertEquals(List.of("refused: no server"), Showing.lines(plan));
    assertEquals(0, host.roundTrips());
  }

  @Test
  void setFactRemembers() {
    Plan.Learned plan =
        assertInstanceOf(
            Plan.Learned.class, new SetFact(true, Map.of("a", new Value(1L))).plan(host));
    assertEquals(List.of(new Effect.Variables(Map.of("a", 1L), true)), plan.effects());
    assertThrows(BadParameter.class, () -> new SetFact(false, Map.of("a-b", new Value(1L))));
    assertThrows(BadParameter.class, () -> new SetFact(false, Map.of()));
  }

  @Test
  void setStatsCounts() {
    Plan.Learned plan =
        assertInstanceOf(
            Plan.Learned.class,
            new SetStats(new Value(Map.of("n", 2L)), "true", "false").plan(host));
    assertEquals(List.of(new Effect.Stats(Map.of("n", 2L), true, false)), plan.effects());
  }

  @Test
  void pingAnswersOrCrashes() {
    Plan.Learned plan = assertInstanceOf(Plan.Learned.class, new Ping("pong").plan(host));
    assertEquals("pong", plan.values().get("ping"));
    Plan.Refused crash = assertInstanceOf(Plan.Refused.class, new Ping("crash").plan(host));
    assertEquals("Task failed: Module failed: boom", crash.values().get("msg"));
  }

  @Test
  void waitUntilAnInstant() {
    WaitUntil module =
        new WaitUntil(
            Optional.of("2030-01-01 02:00:30"),
            "Pacific/Honolulu",
            List.of(),
            Optional.empty(),
            Duration.ofSeconds(1),
            Duration.ofSeconds(300));
    Plan.Await plan = assertInstanceOf(Plan.Await.class, module.plan(host));
    assertEquals(new Until.Reached(Instant.parse("2030-01-01T12:00:30Z")), plan.until());
    host.clock(Instant.parse("2030-01-01T12:01:00Z"));
    assertTrue(
        assertInstanceOf(Plan.Unchanged.class, module.plan(host)).because().contains("has passed"));
  }
}
