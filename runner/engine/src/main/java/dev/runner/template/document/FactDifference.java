package dev.runner.template.document;

import dev.runner.jinja.Bound;
import dev.runner.module.Difference;
import dev.runner.template.call.Call;
import dev.runner.values.JsonDump;
import dev.runner.values.Marks;
import dev.runner.values.Python;
import dev.runner.values.PythonException;
import dev.runner.values.Text;
import dev.runner.values.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The filter `fact_diff` (collection `ansible.utils`): lines of a unified diff, as the text of a
/// list.
public final class FactDifference {
  private FactDifference() {}

  /// Applies it.
  public static Object apply(Call call) {
    Bound bound = call.bind("after", "plugin?", "common?");
    List<Pattern> skipped = skipped(bound.optional("plugin"));
    Object after = bound.value("after");
    List<Object> lines = new ArrayList<>();
    boolean common = bound.flag("common", false);
    for (String line : Difference.whole(text(call.value(), skipped), text(after, skipped))) {
      if (!common || !(line.startsWith("-") || line.startsWith("+"))) {
        lines.add(line);
      }
    }
    Marks marks = Texts.within(List.of(call.value(), after));
    return Texts.of(Python.string(lines), marks);
  }

  private static List<Pattern> skipped(@Nullable Object plugin) {
    if (plugin instanceof Map<?, ?> map && map.get("vars") instanceof Map<?, ?> vars) {
      Object lines = vars.containsKey("skip_lines") ? vars.get("skip_lines") : List.of();
      return (lines instanceof List<?> list ? list : List.of(lines))
          .stream().map(each -> Pattern.compile(Python.string(each))).toList();
    }
    return List.of();
  }

  /// What is compared: text as it is, the items of a list, a dict as JSON. Where lines are skipped,
  /// of a dict only the keys are there.
  private static String text(Object value, List<Pattern> skipped) {
    if (value instanceof Map<?, ?> map && skipped.isEmpty()) {
      return new JsonDump("    ", ",", ": ", true, true, false, true, JsonDump::refused).of(map)
          + "\n";
    }
    if (!Text.isText(value) && !(value instanceof List<?>) && !(value instanceof Map<?, ?>)) {
      throw PythonException.of(
          PythonException.Kind.ATTRIBUTE,
          "'%s' object has no attribute 'splitlines'".formatted(Python.typeName(value)));
    }
    List<?> lines = Text.isText(value) ? Texts.value(value).lines().toList() : Python.list(value);
    StringBuilder all = new StringBuilder();
    for (Object line : lines) {
      String text = Python.string(line);
      if (skipped.stream().noneMatch(pattern -> pattern.matcher(text).lookingAt())) {
        all.append(text).append('\n');
      }
    }
    return all.toString();
  }
}
