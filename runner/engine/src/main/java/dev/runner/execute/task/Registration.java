package dev.runner.execute.task;

import dev.runner.execute.compile.Written;
import dev.runner.template.Scope;
import dev.runner.values.Text;
import dev.runner.values.Undefined;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What `register` makes of a result: one variable that holds it, or a mapping of names to
/// expressions, which see it as `_task.result`, or `_task.loop_result` in a loop.
public final class Registration {
  private static final String TASK = "_task";

  /// The result of the item while the loop is on, that of the loop when it is through.
  private static final String EITHER = "polymorphic_result";

  private Registration() {}

  /// The variables that conditions of the task see: expressions are evaluated when they are used.
  ///
  /// @param register the keyword, as written
  /// @param about `result`, `loop_result` in a loop, and `polymorphic_result`
  static Map<String, Object> visible(@Nullable Object register, Map<String, Object> about) {
    Map<String, Object> variables = new LinkedHashMap<>();
    variables.put(TASK, about);
    if (register instanceof Map<?, ?> projections) {
      projections.forEach((name, each) -> variables.put(Written.plain(name), template(each)));
    } else if (register != null) {
      Object result = about.get("result");
      if (result != null) {
        variables.put(Written.plain(register), result);
      }
    }
    return variables;
  }

  /// The variables that show a result to the task's own conditions.
  ///
  /// @param earlier results of the loop, if there is one
  /// @param scope the variables besides
  static Map<String, Object> visible(
      @Nullable Object register,
      Map<String, Object> result,
      Optional<List<Map<String, Object>>> earlier,
      Scope scope) {
    Map<String, Object> about = new LinkedHashMap<>();
    Map<String, Object> seen = scope.isBefore219() ? result : new ResultSeen(result);
    about.put("result", seen);
    about.put(EITHER, seen);
    if (earlier.isPresent()) {
      List<Object> all = new ArrayList<>(earlier.get());
      all.add(result);
      about.put("loop_result", Map.of("results", all));
    }
    return visible(register, about);
  }

  /// The variables that are there after the task.
  ///
  /// @param loop whether the result is that of a loop
  public static Map<String, Object> after(
      Object register, boolean loop, Map<String, Object> registered, Scope scope) {
    if (!(register instanceof Map<?, ?> projections)) {
      return Map.of(Written.plain(register), registered);
    }
    Scope with =
        scope
            .under(loop ? lastItem(registered) : Map.of())
            .under(
                visible(
                    register,
                    Map.of(loop ? "loop_result" : "result", registered, EITHER, registered)));
    Map<String, Object> variables = new LinkedHashMap<>();
    projections.forEach(
        (name, each) -> {
          Object value = with.valueOrUndefined(template(each));
          if (!(value instanceof Undefined)) {
            variables.put(Written.plain(name), value);
          }
        });
    return variables;
  }

  /// The variables of the loop's last item, which are still there when the loop is through.
  private static Map<String, Object> lastItem(Map<String, Object> registered) {
    return registered.get("results") instanceof List<?> items
            && !items.isEmpty()
            && items.getLast() instanceof Map<?, ?> last
        ? item(last)
        : Map.of();
  }

  /// The variables of a loop's item, as its result tells them.
  public static Map<String, Object> item(Map<?, ?> result) {
    Map<String, Object> variables = new LinkedHashMap<>();
    for (String about : List.of("ansible_loop_var", "ansible_index_var")) {
      Object name = result.get(about);
      Object value = name == null ? null : result.get(name);
      if (name != null && value != null) {
        variables.put(Written.plain(name), value);
      }
    }
    return variables;
  }

  private static Object template(Object expression) {
    return expression instanceof Text text
        ? Text.of("{{ " + text.value() + " }}", text.marks())
        : expression;
  }
}
