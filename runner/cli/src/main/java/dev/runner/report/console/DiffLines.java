package dev.runner.report.console;

import dev.runner.event.Outcome;
import java.util.ArrayList;
import java.util.List;

/// The differences that a task makes, under headers in the words of Ansible.
final class DiffLines {
  private DiffLines() {}

  /// The lines, a blank one after each file; none of a task that changes nothing.
  static List<String> of(Outcome outcome) {
    List<String> lines = new ArrayList<>();
    if (outcome.kind() == Outcome.Kind.CHANGED) {
      for (Outcome.ShownStep step : outcome.steps()) {
        if (!step.diff().isEmpty()) {
          step.diff().lines().map(DiffLines::header).forEach(lines::add);
          lines.add("");
        }
      }
    }
    return lines;
  }

  private static String header(String line) {
    String text = Printable.of(line);
    if (text.equals("--- /dev/null") || text.equals("+++ /dev/null")) {
      return text.startsWith("-") ? "--- before" : "+++ after";
    }
    return text.startsWith("--- ")
        ? "--- before: " + text.substring(4)
        : text.startsWith("+++ ") ? "+++ after: " + text.substring(4) : text;
  }
}
