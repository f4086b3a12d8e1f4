package dev.runner.modules.packages.rpm;

import dev.runner.module.Output;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What dnf said, of what it did or would do.
record DnfRun(Output output) {
  private static final int MOST_NAMED = 5;

  /// Whether it would do something; it says no to itself then.
  boolean wouldAct() {
    return !output.ok() && (output.err() + output.out()).contains("Operation aborted");
  }

  /// Whether there is nothing to do.
  boolean idle() {
    return output.ok();
  }

  /// What it would do, a sentence for each package: `Installed: foo-1.0-1.noarch`.
  List<String> results() {
    List<String> results = new ArrayList<>();
    String verb = "";
    String held = "";
    for (String line : output.lines()) {
      if (line.isBlank() || line.equals("Transaction Summary")) {
        verb = "";
      } else if (line.matches("[A-Z][a-z ]+:")) {
        verb = verb(line);
      } else if (!verb.isEmpty() && line.startsWith(" ")) {
        String[] fields = (held + line).strip().split("\\s+");
        held = fields.length < 4 ? held + line : "";
        if (fields.length >= 4) {
          results.add("%s: %s-%s.%s".formatted(verb, fields[0], fields[2], fields[1]));
        }
      }
    }
    return results;
  }

  private static String verb(String heading) {
    return heading.startsWith("Remov")
        ? "Removed"
        : heading.matches("(?:Install|Upgrad|Downgrad|Reinstall).*") ? "Installed" : "";
  }

  String summary() {
    List<String> results = results();
    int more = results.size() - MOST_NAMED;
    String first = String.join(", ", results.subList(0, Math.min(MOST_NAMED, results.size())));
    return more > 0 ? "%s and %d more".formatted(first, more) : first;
  }

  /// Why it failed, in the words that Ansible has for it.
  String message() {
    return output.err().contains("Unable to find a match")
        ? "Failed to install some of the specified packages"
        : output.lastWords().replaceFirst("^Error: ", "");
  }

  Map<String, Object> failure() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put(
        "failures",
        output.lines().stream()
            .filter(line -> line.startsWith("No match for argument: "))
            .map(line -> "No package %s available.".formatted(line.substring(23)))
            .toList());
    values.put("results", List.of());
    values.put("rc", (long) output.exit());
    values.put("stdout", output.out());
    values.put("stderr", output.err());
    return values;
  }
}
