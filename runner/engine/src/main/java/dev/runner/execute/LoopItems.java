package dev.runner.execute;

import dev.runner.playbook.Loop;
import dev.runner.template.Scope;
import dev.runner.template.TemplateException;
import dev.runner.values.Json;
import dev.runner.values.Marks;
import dev.runner.values.Python;
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
    known(items);
    if (loop.lookup().isPresent()) {
      String terms = items instanceof List<?> ? "*" + TERMS : TERMS;
      Text query = Text.of("query('%s', %s)".formatted(loop.lookup().get(), terms), Marks.TRUSTED);
      items = scope.whole(scope.under(Map.of(TERMS, items)).expression(query));
      known(items);
    }
    if (items instanceof List<?> list) {
      return list;
    }
    throw new NoList(loop, items, scope);
  }

  private static void known(Object items) {
    if (items instanceof Unknown unknown) {
      throw new UnknownException(unknown);
    }
  }

  /// What was to be a list is none, or what steers the loop is wrong.
  static final class NoList extends TemplateException {
    private static final long serialVersionUID = 1;

    NoList(String sentence, Object written) {
      super(sentence, "", Text.marksOf(written).origin(), false, null);
    }

    NoList(Loop loop, Object items, Scope scope) {
      super(
          scope.isBefore219()
              ? "Invalid data passed to 'loop', it requires a list, got this instead: %s."
                  .formatted(shown(items))
              : "The `loop` value must resolve to a 'list', not '%s'."
                  .formatted(Python.typeName(items)),
          items instanceof Map<?, ?> ? "for a mapping use the filter 'dict2items'" : "",
          Text.marksOf(loop.items()).origin(),
          false,
          null);
    }
  }

  private static String shown(Object value) {
    if (value instanceof Text text && text.isSecret()) {
      return "secret text";
    }
    String line = Json.line(value);
    return line.length() > 80 ? line.substring(0, 80) + "…" : line;
  }
}
