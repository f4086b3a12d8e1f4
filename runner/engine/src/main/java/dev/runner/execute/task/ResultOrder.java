package dev.runner.execute.task;

import dev.runner.template.Scope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The order of a result's keys, which whoever prints a whole result sees, and whoever loops over
/// results that are registered: what every task says, what a loop says, then what the module says.
final class ResultOrder {
  private static final List<String> COMMON =
      List.of(
          "changed",
          "failed",
          "unreachable",
          "skipped",
          "warnings",
          "deprecations",
          "ansible_facts",
          "exception",
          "finished",
          "msg",
          "rc",
          "attempts",
          "diff",
          "skip_reason",
          "skipped_reason",
          "false_condition",
          "changed_when_result",
          "failed_when_result",
          "break_when_result",
          "changed_when_suppressed_exception",
          "failed_when_suppressed_exception",
          "break_when_suppressed_exception");
  private static final List<String> NAMES = List.of("ansible_loop_var", "ansible_index_var");
  private static final List<String> RUN = List.of("stdout", "stderr", "cmd");
  private static final List<String> LAST = List.of("stdout_lines", "stderr_lines");

  private ResultOrder() {}

  /// The same result, in that order; before ansible-core 2.19 as it is.
  static Map<String, Object> of(Map<String, Object> result, Scope scope) {
    if (scope.isBefore219()) {
      return result;
    }
    Map<String, Object> rest = new LinkedHashMap<>(result);
    Map<String, Object> ordered = new LinkedHashMap<>();
    COMMON.forEach(name -> move(name, rest, ordered));
    List<String> loop = NAMES.stream().filter(rest::containsKey).toList();
    loop.forEach(name -> move(name, rest, ordered));
    loop.forEach(name -> move(String.valueOf(result.get(name)), rest, ordered));
    move("ansible_loop", rest, ordered);
    RUN.forEach(name -> move(name, rest, ordered));
    Map<String, Object> last = new LinkedHashMap<>();
    LAST.forEach(name -> move(name, rest, last));
    ordered.putAll(rest);
    ordered.putAll(last);
    return ordered;
  }

  private static void move(String name, Map<String, Object> from, Map<String, Object> to) {
    Object value = from.remove(name);
    if (value != null) {
      to.put(name, value);
    }
  }
}
