package dev.runner.cli.chance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What a play prints, so that two of them can be compared: the hosts of a task in the order of
/// their names, and without what differs from run to run.
final class Printed {
  private static final Pattern TASKS = Pattern.compile("\n(?=PLAY |TASK |RUNNING HANDLER )");
  private static final Pattern RESULT =
      Pattern.compile(
          "^(ok|changed|skipping|fatal|failed|included|FAILED - RETRYING|\\[ERROR|\\[WARN).*",
          Pattern.DOTALL);
  private static final Pattern FOR = Pattern.compile("^(included: .* for )([^=]*?)( => .*)?$");

  /// The rest of a text in JSON.
  private static final String REST = "(\\\\.|[^\"\\\\])*";

  private Printed() {}

  static String normal(String text) {
    String plain =
        text.replaceAll("\"(start|end|delta)\": \"[^\"]*\"", "\"$1\": \"T\"")
            .replaceAll("0x[0-9a-f]{6,}", "0xX")
            .replaceAll("(?m) *\\**$", "")
            .replaceAll("(?m) +unknown=\\d+$", "");
    return together(TASKS.split("\n" + plain)).stream()
        .map(Printed::block)
        .collect(Collectors.joining("\n"));
  }

  /// At the level 2.14 Ansible lets hosts that have no handlers to run go on meanwhile, under the
  /// title of the handler that the others run: what they do belongs to the next task.
  private static List<String> together(String[] blocks) {
    List<String> all = new ArrayList<>();
    String handler = "";
    String ahead = "";
    for (String block : blocks) {
      String[] parts = block.split("\n", 2);
      boolean task = parts[0].startsWith("TASK ");
      if (task && parts[0].equals(handler.replace("RUNNING HANDLER", "TASK"))) {
        ahead += "\n" + parts[1];
      } else {
        all.add(task ? block + ahead : block);
        ahead = task ? "" : ahead;
      }
      handler = task ? "" : parts[0];
    }
    return all;
  }

  /// At the level 2.14: without the place of a mistake that messages have there, what they say
  /// twice, and which condition did not hold, which 2.15 tells first.
  static String old(String text) {
    return normal(
        text.replaceAll("(\\\\n){2}The error appears to be in " + REST, "")
            .replaceAll("(?<=[: \"])([^:\"]+)[.] \\1(?=[\"\\\\])", "$1")
            .replaceAll("\"false_condition\": (\"" + REST + "\"|[a-z]+)(, )?", "")
            .replaceAll("(skipping: .*)\"ansible_loop_var\": \"\\w+\", ", "$1")
            .replaceAll(
                "\\(item=[^)]*\\)(?= => \\{\\s*\"msg\": \"Failed to template loop)",
                "(item=None)"));
  }

  private static String block(String block) {
    List<String> lines = block.strip().lines().toList();
    if (lines.isEmpty()) {
      return "";
    }
    List<String> results = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      if (line.isBlank() || line.equals("...ignoring") || line.startsWith("NO MORE HOSTS")) {
        continue;
      }
      if (results.isEmpty() || RESULT.matcher(line).matches()) {
        results.add(included(line));
      } else {
        results.add(results.removeLast() + "\n" + line.stripTrailing());
      }
    }
    if (lines.getFirst().startsWith("TASK") || lines.getFirst().startsWith("RUNNING")) {
      results.sort(null);
    }
    return lines.getFirst() + "\n" + String.join("\n", results);
  }

  private static String included(String line) {
    return FOR.matcher(line)
        .replaceFirst(
            match ->
                Matcher.quoteReplacement(
                    match.group(1)
                        + Arrays.stream(match.group(2).split(", "))
                            .sorted()
                            .collect(Collectors.joining(", "))
                        + (match.group(3) == null ? "" : match.group(3))));
  }
}
