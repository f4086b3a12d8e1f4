package dev.runner.execute;

import dev.runner.playbook.Loop;
import dev.runner.template.Scope;
import dev.runner.template.TemplateException;
import dev.runner.values.Json;
import dev.runner.values.Marks;
import dev.runner.values.Text;
import dev.runner.values.Unknown;
import dev.runner.values.UnknownException;
import java.util.List;
import java.util.Map;

/// The items of a loop.
final class LoopItems {
  private static final String TERMS = "runner_loop_terms";

  private LoopItems() {}

  /// The items: those of a list, or what the lookup of `with_LOOKUP` finds.
  ///
  /// @throws TemplateException if it is no list, or can't be rendered
  /// @throws UnknownException if it can't be known
  static List<?> of(Loop loop, Scope scope) {
    Object items = scope.value(loop.items());
    if (items instanceof Unknown unknown) {
      throw new UnknownException(unknown);
    }
    if (loop.lookup().isPresent()) {
      String terms = items instanceof List<?> ? "*" + TERMS : TERMS;
      items =
          scope
              .under(Map.of(TERMS, items))
              .expression(
                  Text.of("query('%s', %s)".formatted(loop.lookup().get(), terms), Marks.TRUSTED));
    }
    if (items instanceof List<?> list) {
      return list;
    }
    throw new TemplateException(
        "a loop needs a list, and this is %s".formatted(shown(items)),
        items instanceof Map<?, ?> ? "for a mapping use the filter 'dict2items'" : "",
        Text.marksOf(loop.items()).origin(),
        false,
        null);
  }

  private static String shown(Object value) {
    if (value instanceof Text text && text.isSecret()) {
      return "secret text";
    }
    String line = Json.line(value);
    return line.length() > 80 ? line.substring(0, 80) + "…" : line;
  }
}
