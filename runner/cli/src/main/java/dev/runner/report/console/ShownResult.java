package dev.runner.report.console;

import dev.runner.event.Outcome;
import dev.runner.event.RunEvent;
import dev.runner.values.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The result of a task as Ansible's lines show it: without what the line says already, its keys in
/// order.
final class ShownResult {
  /// Modules whose result is long, and seldom looked at.
  private static final Set<String> LONG = Set.of("setup", "gather_facts");

  /// Keys that the word at the start of a line, or lines before it, say already.
  private static final Set<String> NOT_SHOWN =
      Set.of("failed", "skipped", "warnings", "deprecations", "exception");

  private static final Set<String> HIDDEN_BY_DEBUG =
      Set.of(
          "changed",
          "invocation",
          "skip_reason",
          "ansible_loop_var",
          "ansible_index_var",
          "ansible_loop");

  private final LinesStyle style;

  ShownResult(LinesStyle style) {
    this.style = style;
  }

  /// Whether the result is what the task is for: it is shown without any `-v`.
  static boolean isTold(Outcome outcome) {
    return outcome.kind() == Outcome.Kind.UNKNOWN || outcome.told();
  }

  boolean isShown(RunEvent.Task task, Outcome outcome) {
    return isTold(outcome)
        || (style.verbosity() > 0 && !LONG.contains(task.bareModule()))
        || (style.verbosity() > 1);
  }

  /// The text of it, on one line or on many.
  String text(RunEvent.Task task, Outcome outcome, boolean told) {
    Map<String, Object> result = new TreeMap<>();
    outcome.result().forEach((name, value) -> result.put(name, value));
    NOT_SHOWN.forEach(result::remove);
    boolean tells = outcome.kind().isTrouble() || outcome.kind() == Outcome.Kind.UNKNOWN;
    boolean judged = result.containsKey("failed_when_result"); // older releases say no more of it
    if (tells && !judged && !outcome.reason().isEmpty() && !outcome.loop()) {
      result.putIfAbsent("msg", outcome.reason());
    }
    if (outcome.kind() == Outcome.Kind.UNKNOWN && style.verbosity() == 0) {
      result.keySet().retainAll(Set.of("changed", "msg")); // why, and no more than of an "ok"
    }
    if (task.bareModule().equals("debug")) {
      debug(result);
    }
    if (style.verbosity() < 3) {
      result.remove("invocation");
      result.remove("diff");
    }
    return written(result, told);
  }

  private static void debug(Map<String, Object> result) {
    if (result.containsKey("msg")) {
      result.keySet().retainAll(Set.of("msg"));
    } else {
      result.keySet().removeAll(HIDDEN_BY_DEBUG);
    }
  }

  private String written(Map<String, Object> result, boolean told) {
    if (style.yaml().isPresent()) {
      if (style.pretty().orElse(true)) {
        shorten(result, "stdout");
        shorten(result, "stderr");
      }
      String yaml = style.yaml().get().apply(result).stripTrailing();
      String margin = " ".repeat(style.indentation());
      return yaml.lines()
          .map(line -> line.isBlank() ? "\n" : "\n" + margin + line)
          .collect(Collectors.joining());
    }
    boolean many = style.pretty().orElse(told || style.verbosity() > 2);
    Object sorted = sorted(result);
    return many ? Json.indented(sorted, style.indentation()) : Json.readable(sorted);
  }

  /// Lines of an output that is there as a whole.
  private static void shorten(Map<String, Object> result, String output) {
    if (result.containsKey(output)) {
      result.computeIfPresent(output + "_lines", (name, lines) -> "<omitted>");
    }
  }

  /// The keys of all mappings in order.
  private static Object sorted(Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        Map<String, Object> copy = new TreeMap<>();
        map.forEach((key, each) -> copy.put(key.toString(), sorted(each)));
        yield copy;
      }
      case List<?> list -> {
        List<Object> copy = new ArrayList<>();
        list.forEach(each -> copy.add(sorted(each)));
        yield copy;
      }
      default -> value;
    };
  }
}
