package dev.runner.report.console;

import dev.runner.event.Outcome;
import java.util.ArrayList;
import java.util.List;

/// The differences that a task makes, under headers in the words of Ansible.
final class DiffLines {
  private DiffLines() {}

  /// The lines, a blank one after each file or value; none of a task that changes nothing. Where no
  /// file's content changes, the module's own words for it are taken.
  ///
  /// @param told whether differences are asked for
  static List<String> of(Outcome outcome, boolean told) {
    List<String> lines = new ArrayList<>(ofFiles(outcome));
    if (lines.isEmpty() && told && outcome.kind() == Outcome.Kind.CHANGED) {
      outcome.differences().forEach(line -> lines.add(Printable.of(line)));
    }
    return lines;
  }

  private static List<String> ofFiles(Outcome outcome) {
    List<String> lines = new ArrayList<>();
    if (outcome.kind() == Outcome.Kind.CHANGED) {
      for (Outcome.ShownStep step : outcome.steps()) {
        if (!step.diff().isEmpty()) {
          lines.addAll(entitled(step.diff().lines().map(Printable::of).toList()));
          if (!step.diff().startsWith("diff skipped: ")) {
            lines.add("");
          }
        }
      }
    }
    return lines;
  }

  /// A file's name stands in the first two lines; later ones may begin like these.
  private static List<String> entitled(List<String> diff) {
    List<String> lines = new ArrayList<>(diff);
    if (lines.size() > 1 && lines.getFirst().startsWith("--- ")) {
      lines.set(0, header("--- before", lines.get(0)));
      lines.set(1, header("+++ after", lines.get(1)));
    }
    return lines;
  }

  private static String header(String word, String line) {
    String file = line.substring(4);
    return file.equals("/dev/null") ? word : word + ": " + file;
  }
}
