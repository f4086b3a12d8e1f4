package dev.runner.execute.task;

import dev.runner.event.Outcome;
import dev.runner.jinja.Language;
import dev.runner.values.Deprecation;
import dev.runner.values.Text;
import dev.runner.values.Unknown;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What `register` gets, with the keys that Ansible's users know.
public final class Results {
  /// The key under which a module says that its result is what the task is for; it is in no result.
  static final String TOLD = "_ansible_verbose_always";

  /// The key under which a module says that its result is to be hidden; it is in no result.
  static final String HIDDEN = "_ansible_no_log";

  /// What stands for the trace of a failure, which nobody asked for.
  static final String NO_TRACE = "(traceback unavailable)";

  private Results() {}

  /// Of a task that ran.
  static Map<String, Object> of(Ending ending) {
    Map<String, Object> result = new LinkedHashMap<>();
    boolean failed = ending.kind().isTrouble();
    result.put("changed", ending.kind() == Outcome.Kind.CHANGED);
    result.put("failed", failed && ending.kind() != Outcome.Kind.UNREACHABLE);
    if (ending.kind() == Outcome.Kind.UNREACHABLE) {
      result.put("unreachable", true);
    }
    ending.values().forEach((name, value) -> result.put(name, value));
    boolean told = failed || ending.kind() == Outcome.Kind.UNKNOWN;
    if (told && !result.containsKey("msg") && !ending.reason().isEmpty()) {
      result.put("msg", ending.reason());
    }
    for (String stream : List.of("stdout", "stderr")) {
      Object text = result.get(stream);
      if (text != null && !result.containsKey(stream + "_lines")) {
        result.put(stream + "_lines", lines(text));
      }
    }
    if (!ending.warnings().isEmpty()) {
      result.put("warnings", ending.warnings());
    }
    deprecated(result, ending.deprecations());
    return result;
  }

  static void deprecated(Map<String, Object> result, List<Deprecation> uses) {
    if (!uses.isEmpty()) {
      result.put("deprecations", uses.stream().map(Deprecation::told).toList());
    }
  }

  private static Object lines(Object text) {
    if (text instanceof Unknown) {
      return text;
    }
    List<Object> lines = new ArrayList<>();
    if (text instanceof Text marked) {
      marked.value().lines().forEach(line -> lines.add(Text.of(line, marked.marks())));
    } else {
      text.toString().lines().forEach(lines::add);
    }
    return lines;
  }

  /// Of a task whose condition didn't hold. Before ansible-core 2.19 nothing said that it hadn't
  /// failed.
  public static Map<String, Object> skipped(Object condition, Language language) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("changed", false);
    if (!language.isBefore219()) {
      result.put("failed", false);
    }
    result.put("skipped", true);
    result.put("skip_reason", "Conditional result was False");
    result.put("false_condition", condition);
    return result;
  }

  /// Of a loop. Before ansible-core 2.19 it says that it failed only if it did, and otherwise that
  /// not all was left out.
  public static Map<String, Object> loop(List<Map<String, Object>> items, Language language) {
    Map<String, Object> result = new LinkedHashMap<>();
    boolean allSkipped = items.stream().allMatch(item -> Boolean.TRUE.equals(item.get("skipped")));
    boolean failed = items.stream().anyMatch(item -> Boolean.TRUE.equals(item.get("failed")));
    result.put("results", new ArrayList<Object>(items));
    result.put(
        "changed", items.stream().anyMatch(item -> Boolean.TRUE.equals(item.get("changed"))));
    if (items.stream().anyMatch(item -> Boolean.TRUE.equals(item.get("unreachable")))) {
      result.put("unreachable", true);
    }
    boolean current =
        !language.isBefore219() && items.stream().allMatch(item -> item.containsKey("failed"));
    if (current || failed) {
      result.put("failed", failed);
    }
    if (items.isEmpty()) {
      result.put("skipped", true);
      if (!language.isBefore219()) {
        result.put("skip_reason", "No items in the list");
      }
      result.put("skipped_reason", "No items in the list");
    } else if (allSkipped) {
      result.put("skipped", true);
      result.put("msg", "All items skipped");
    } else {
      result.put(language.isBefore219() ? "skipped" : "failed", !language.isBefore219() && failed);
      result.put("msg", failed ? "One or more items failed" : "All items completed");
    }
    for (String name : List.of("warnings", "deprecations")) {
      List<Object> all = new ArrayList<>();
      items.forEach(item -> all.addAll(item.get(name) instanceof List<?> own ? own : List.of()));
      if (!all.isEmpty()) {
        result.put(name, all);
      }
    }
    return result;
  }
}
