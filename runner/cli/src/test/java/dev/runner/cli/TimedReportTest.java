package dev.runner.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.runner.event.RunEvent;
import dev.runner.report.console.PlainScreen;
import dev.runner.report.console.TimedReport;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The lines are those of ansible.posix's callbacks for a run of the same length.
class TimedReportTest {
  private Instant now = Instant.parse("2026-11-26T23:30:15Z");
  private final StringWriter out = new StringWriter();

  @Test
  void tasksAreTimedAndTheLongestComesFirst() {
    run(EnumSet.of(TimedReport.Kind.TASKS));
    assertEquals(
        """
        Thursday 26 November 2026  23:30:15 +0000 (0:00:00.000)       0:00:00.000 *****\s
        Thursday 26 November 2026  23:30:15 +0000 (0:00:00.070)       0:00:00.070 *****\s

        TASKS RECAP ********************************************************************
        Thursday 26 November 2026  23:30:17 +0000 (0:00:02.799)       0:00:02.869 *****\s
        ===============================================================================\s
        hello ------------------------------------------------------------------- 2.80s
        web : say --------------------------------------------------------------- 0.07s
        """,
        out.toString());
  }

  @Test
  void rolesAreSummedUpBesideModules() {
    run(EnumSet.of(TimedReport.Kind.ROLES, TimedReport.Kind.RUN));
    assertEquals(
        """
        ROLES RECAP ********************************************************************
        Thursday 26 November 2026  23:30:17 +0000 (0:00:02.799)       0:00:02.869 *****\s
        ===============================================================================\s
        command ----------------------------------------------------------------- 2.80s
        web --------------------------------------------------------------------- 0.07s
        ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~\s
        total ------------------------------------------------------------------- 2.87s

        PLAYBOOK RECAP *****************************************************************
        Playbook run took 0 days, 0 hours, 0 minutes, 2 seconds
        """,
        out.toString().substring(out.toString().indexOf("ROLES")));
  }

  private void run(EnumSet<TimedReport.Kind> kinds) {
    PrintWriter to = new PrintWriter(out, true);
    TimedReport report =
        new TimedReport(event -> {}, new PlainScreen(to, to, 80), kinds, () -> now, ZoneOffset.UTC);
    report.accept(new RunEvent.RunStarted("r", now, "play.yml", false, false, List.of()));
    report.accept(new RunEvent.TaskStarted(task("1", "say", "debug", "web"), List.of("a"), false));
    now = now.plusMillis(70);
    report.accept(new RunEvent.TaskStarted(task("2", "hello", "command", ""), List.of("a"), false));
    report.accept(new RunEvent.TaskStarted(task("2", "hello", "command", ""), List.of("b"), false));
    now = now.plusMillis(2799);
    report.accept(new RunEvent.RunFinished(now, Duration.ZERO, Map.of(), Map.of(), 0));
  }

  private static RunEvent.Task task(String id, String name, String module, String role) {
    return new RunEvent.Task(id, name, module, role, "play.yml:1:1", false);
  }
}
