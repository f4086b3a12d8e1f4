package dev.runner.report.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.runner.event.Outcome;
import dev.runner.event.RunEvent;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The lines of the command `ansible`.
class MinimalReportTest {
  private static String lines(Map<String, Object> result) {
    StringWriter written = new StringWriter();
    PrintWriter out = new PrintWriter(written);
    RunEvent.Task task = new RunEvent.Task("t", "command", "command", "", "line:1:1", false);
    new MinimalReport(new PlainScreen(out, out, 80), 0, false, true)
        .accept(
            new RunEvent.TaskFinished(
                "web1", task, Outcome.of(Outcome.Kind.CHANGED, "").showing(result)));
    return written.toString();
  }

  @Test
  void outputOfCommandIsShownAsItIs() {
    assertEquals("web1 | CHANGED | rc=0 | (stdout) hi\n", lines(Map.of("rc", 0L, "stdout", "hi")));
  }

  @Test
  void aDifferenceThatAModuleTellsIsShown() {
    Map<String, Object> zones =
        Map.of("before", Map.of("name", "UTC"), "after", Map.of("name", "Europe/Berlin"));
    Outcome outcome =
        Outcome.of(Outcome.Kind.CHANGED, "")
            .showing(Map.of("diff", List.of(zones, Map.of("prepared", "two packages"))));
    assertEquals(
        """
        --- before
        +++ after
        @@ -1,3 +1,3 @@
         {
        -    "name": "UTC"
        +    "name": "Europe/Berlin"
         }

        two packages
        """,
        String.join("\n", DiffLines.of(outcome, true)) + "\n");
    assertEquals(List.of(), DiffLines.of(outcome, false));
  }

  @Test
  void commandInTheBackgroundTellsItsJob() {
    assertEquals(
        "web1 | CHANGED => {\"ansible_job_id\": \"j1\",\"rc\": 0,\"stdout\": \"hi\"}\n",
        lines(Map.of("rc", 0L, "stdout", "hi", "ansible_job_id", "j1")));
  }
}
