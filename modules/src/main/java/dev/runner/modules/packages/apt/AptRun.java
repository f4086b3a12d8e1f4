package dev.runner.modules.packages.apt;

import dev.runner.module.Output;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What apt-get or aptitude said, of what they did or would do.
record AptRun(Output output) {
  private static final Pattern ACTION = Pattern.compile("(Inst|Remv|Purg) (\\S+) (.*)");
  private static final Pattern NEW = Pattern.compile(".*\\((\\S+).*");
  private static final Pattern OLD = Pattern.compile("\\[(\\S+)\\].*");
  private static final Pattern SUMMARY = Pattern.compile("\\d+ (?:packages )?upgraded.*");
  private static final Pattern IDLE =
      Pattern.compile(
          "0 (?:packages )?upgraded, 0 newly installed,(?: 0 reinstalled,)? 0 to remove.*");
  private static final int MOST_NAMED = 5;

  boolean ok() {
    return output.ok();
  }

  /// Whether there was nothing to do.
  boolean idle() {
    return output.lines().stream().anyMatch(line -> IDLE.matcher(line).matches());
  }

  boolean says(String text) {
    return output.out().contains(text);
  }

  /// What is installed and removed, for people: "hello 2.10-3, without foo".
  String summary() {
    Map<String, String> all = new LinkedHashMap<>();
    for (String line : output.lines()) {
      Matcher action = ACTION.matcher(line);
      if (action.matches()) {
        all.put(action.group(2), phrase(action));
      }
    }
    List<String> phrases = new ArrayList<>(all.values());
    if (phrases.size() > MOST_NAMED) {
      int more = phrases.size() - MOST_NAMED;
      phrases.subList(MOST_NAMED, phrases.size()).clear();
      phrases.add("%d more".formatted(more));
    }
    return String.join(", ", phrases);
  }

  private static String phrase(Matcher action) {
    boolean comes = action.group(1).equals("Inst");
    Matcher version = (comes ? NEW : OLD).matcher(action.group(3));
    String name = action.group(2) + (version.matches() ? " " + version.group(1) : "");
    return comes ? name : "without " + name;
  }

  /// The part of the output that tells of packages.
  String prepared() {
    List<String> lines = output.lines();
    int from =
        Math.max(
                lines.indexOf("Resolving dependencies..."),
                lines.indexOf("Reading state information..."))
            + 1;
    int to = from;
    while (to < lines.size() && !SUMMARY.matcher(lines.get(to)).matches()) {
      to++;
    }
    return String.join("\n", lines.subList(from, Math.min(to + 1, lines.size())));
  }

  /// What `register` gets of it.
  Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("stdout", output.stdout().lenientText());
    values.put("stderr", output.stderr().lenientText());
    values.put("diff", Map.of("prepared", prepared()));
    return values;
  }

  /// What `register` gets if it failed.
  Map<String, Object> failure() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("stdout", output.stdout().lenientText());
    values.put("stderr", output.stderr().lenientText());
    values.put("rc", (long) output.exit());
    return values;
  }
}
