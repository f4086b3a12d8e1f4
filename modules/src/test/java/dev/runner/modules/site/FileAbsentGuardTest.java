package dev.runner.modules.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.runner.module.Plan;
import dev.runner.module.RemotePath;
import dev.runner.module.Until;
import dev.runner.module.testing.FakeHost;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FileAbsentGuardTest {
  private static FileAbsentGuard guard(Optional<Duration> wait) {
    return new FileAbsentGuard(
        RemotePath.of("/srv/flag"), wait, Duration.ofSeconds(5), Optional.of("counting"));
  }

  private static FakeHost flagged() {
    return FakeHost.named("web1")
        .file("/srv/flag", "")
        .clock(Instant.parse("2030-01-01T15:12:00Z"));
  }

  @Test
  void absentIsFine() {
    assertInstanceOf(
        Plan.Unchanged.class,
        guard(Optional.empty()).plan(FakeHost.named("web1").absent("/srv/flag")));
  }

  @Test
  void presentIsRefusedWithItsAge() {
    Plan.Refused plan =
        assertInstanceOf(Plan.Refused.class, guard(Optional.empty()).plan(flagged()));
    assertEquals("/srv/flag is there, 3 h 12 min old (counting)", plan.because());
    assertEquals(3 * 3600L + 12 * 60, plan.values().get("age"));
  }

  @Test
  void waitsWhenTold() {
    Plan.Await plan =
        assertInstanceOf(
            Plan.Await.class, guard(Optional.of(Duration.ofMinutes(10))).plan(flagged()));
    assertEquals(new Until.Absent(RemotePath.of("/srv/flag")), plan.until());
    assertEquals(Duration.ofMinutes(10), plan.deadline());
  }
}
