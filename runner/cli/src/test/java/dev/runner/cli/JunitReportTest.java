package dev.runner.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.event.Outcome;
import dev.runner.event.RunEvent;
import dev.runner.report.junit.JunitReport;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JunitReportTest {
  private final StringBuilder document = new StringBuilder();
  private final JunitReport report = new JunitReport(document::append);

  private void ended(String host, Outcome.Kind kind) {
    report.accept(new RunEvent.TaskFinished(host, task(), Outcome.of(kind, "")));
  }

  private static RunEvent.Task task() {
    return new RunEvent.Task("t1", "try", "command", "", "play.yml:4:7", false);
  }

  @Test
  void whatIsCarriedOutAgainCountsOnceAndLeavesOtherHostsAlone() {
    ended("a", Outcome.Kind.FAILED);
    ended("b", Outcome.Kind.OK);
    report.accept(new RunEvent.CarriedOutAgain("a", task()));
    ended("a", Outcome.Kind.OK);
    report.accept(new RunEvent.RunFinished(Instant.EPOCH, Duration.ZERO, Map.of(), Map.of(), 0));
    String text = document.toString();
    assertTrue(text.contains("tests=\"2\" failures=\"0\""), text);
    assertTrue(text.contains("[b]"), text);
    assertFalse(text.contains("<failure"), text);
  }
}
