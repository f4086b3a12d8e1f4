package dev.runner.execute.compile;

import dev.runner.template.Scope;
import dev.runner.template.TemplateException;
import dev.runner.values.None;
import dev.runner.values.VariableName;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How a loop runs: `loop_control`.
///
/// @param variable holds the item
/// @param indexVariable holds its number, from 0
/// @param pause between two items
/// @param extended whether `ansible_loop` is there
/// @param written the keyword as written, for what is rendered for each item
public record LoopControl(
    String variable,
    Optional<String> indexVariable,
    Duration pause,
    boolean extended,
    boolean allItems,
    Map<?, ?> written) {

  /// What the keyword `loop_control` says; what holds without it if there is none.
  public static LoopControl of(@org.jspecify.annotations.Nullable Object keyword, Scope scope) {
    Map<?, ?> map = keyword instanceof Map<?, ?> given ? given : Map.of();
    Object pause = map.get("pause");
    double seconds = pause == null ? 0 : seconds(pause, scope);
    return new LoopControl(
        text(map, "loop_var", scope).orElse("item"),
        text(map, "index_var", scope),
        Duration.ofMillis((long) (seconds * 1000)),
        flag(map, "extended", false, scope),
        flag(map, "extended_allitems", true, scope),
        map);
  }

  private static double seconds(Object written, Scope scope) {
    String text = Written.plain(value("pause", written, scope));
    try {
      return Double.parseDouble(text.strip());
    } catch (NumberFormatException e) {
      throw new LoopItems.NoList(
          "Error processing keyword 'pause': The value '%s' could not be converted to 'float'."
              .formatted(text),
          written);
    }
  }

  private static Optional<String> text(Map<?, ?> map, String name, Scope scope) {
    Object value = map.get(name);
    if (value == null || value == None.NONE) {
      return Optional.empty();
    }
    String variable = Written.plain(value(name, value, scope));
    if (!VariableName.isOne(variable)) {
      throw new LoopItems.NoList(
          "Invalid '%s': Invalid variable name '%s'.".formatted(name, variable), value);
    }
    return Optional.of(variable);
  }

  private static boolean flag(Map<?, ?> map, String name, boolean otherwise, Scope scope) {
    Object value = map.get(name);
    if (value == null) {
      return otherwise;
    }
    try {
      return scope.flag(value);
    } catch (TemplateException e) {
      throw wrong(name, value, e);
    }
  }

  private static Object value(String name, Object written, Scope scope) {
    try {
      return scope.value(written);
    } catch (TemplateException e) {
      throw wrong(name, written, e);
    }
  }

  private static LoopItems.NoList wrong(String name, Object written, TemplateException e) {
    return new LoopItems.NoList(
        "Error processing keyword '%s': %s".formatted(name, e.sentence()), written);
  }

  /// The variables of one item.
  public Map<String, Object> variables(List<?> items, int index) {
    Map<String, Object> vars = new LinkedHashMap<>();
    vars.put(variable, items.get(index));
    vars.put("ansible_loop_var", variable);
    indexVariable.ifPresent(
        name -> {
          vars.put(name, (long) index);
          vars.put("ansible_index_var", name);
        });
    if (extended) {
      vars.put("ansible_loop", loop(items, index));
    }
    return vars;
  }

  private Map<String, Object> loop(List<?> items, int index) {
    Map<String, Object> loop = new LinkedHashMap<>();
    int size = items.size();
    if (allItems) {
      loop.put("allitems", items);
    }
    loop.put("index", (long) index + 1);
    loop.put("index0", (long) index);
    loop.put("first", index == 0);
    loop.put("last", index == size - 1);
    loop.put("length", (long) size);
    loop.put("revindex", (long) size - index);
    loop.put("revindex0", (long) size - index - 1);
    if (index > 0) {
      loop.put("previtem", items.get(index - 1));
    }
    if (index < size - 1) {
      loop.put("nextitem", items.get(index + 1));
    }
    return loop;
  }

  /// Whether there is anything to do between two items.
  public boolean hasBetween() {
    return !pause.isZero() || written.containsKey("break_when");
  }

  /// How the item is called in reports.
  public Object label(Scope scope, Object item) {
    Object written = this.written.get("label");
    if (written == null || written == None.NONE || Written.plain(written).isEmpty()) {
      return item;
    }
    Object label = scope.value(written);
    return label.equals(Scope.OMIT) ? item : label;
  }

  /// Whether the loop ends after this item.
  ///
  /// @return nothing if there is no condition for that
  public Optional<Boolean> breaks(Scope scope) {
    Object conditions = written.get("break_when");
    if (conditions == null) {
      return Optional.empty();
    }
    List<?> all = conditions instanceof List<?> list ? list : List.of(conditions);
    return Optional.of(all.stream().allMatch(scope::condition));
  }
}
