package dev.runner.execute.compile;

import dev.runner.playbook.Loop;
import dev.runner.template.Scope;
import dev.runner.template.TemplateException;
import dev.runner.values.Json;
import dev.runner.values.Marks;
import dev.runner.values.Python;
import dev.runner.values.Text;
import dev.runner.values.Unknown;
import dev.runner.values.UnknownException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The items of a loop.
public final class LoopItems {
  private static final List<String> FIRST_FOUND =
      List.of("first_found", "ansible.builtin.first_found", "ansible.legacy.first_found");

  private LoopItems() {}

  /// The items: those of a list, or what the lookup of `with_LOOKUP` finds.
  ///
  /// @throws TemplateException if it is no list, or can't be rendered
  /// @throws UnknownException if it can't be known
  public static List<?> of(Loop loop, Scope scope) {
    Object items =
        loop.lookup().filter(FIRST_FOUND::contains).isPresent()
            ? defined(loop.items(), scope)
            : scope.value(loop.items());
    known(items);
    if (scope.isBefore219() && items instanceof Map<?, ?> map) {
      items = formerly(loop, map);
    }
    if (loop.lookup().isPresent()) {
      String terms = items instanceof List<?> ? "*" + Scope.LOOP_TERMS : Scope.LOOP_TERMS;
      Text query = Text.of("query('%s', %s)".formatted(loop.lookup().get(), terms), Marks.TRUSTED);
      items = scope.whole(scope.under(Map.of(Scope.LOOP_TERMS, items)).expression(query));
      known(items);
    }
    if (items instanceof List<?> list) {
      return list;
    }
    throw new NoList(loop, items, scope);
  }

  /// Before ansible-core 2.19 `with_items` took the keys of a mapping, and `with_list` none.
  private static Object formerly(Loop loop, Map<?, ?> mapping) {
    String lookup = loop.lookup().orElse("");
    if (lookup.equals("list")) {
      throw new NoList("with_list expects a list", loop.items());
    }
    return lookup.equals("items") ? new ArrayList<>(mapping.keySet()) : mapping;
  }

  /// What is defined of the terms: of files that are looked for one after the other, some may have
  /// names that can't be said.
  private static Object defined(Object written, Scope scope) {
    return switch (written) {
      case List<?> list -> {
        List<Object> kept = new ArrayList<>();
        for (Object each : list) {
          try {
            kept.add(defined(each, scope));
          } catch (TemplateException e) {
            if (!e.isUndefined()) {
              throw e;
            }
          }
        }
        yield kept;
      }
      case Map<?, ?> map -> {
        Map<Object, Object> kept = new LinkedHashMap<>();
        map.forEach((name, each) -> kept.put(name, defined(each, scope)));
        yield kept;
      }
      default -> {
        try {
          yield scope.value(written);
        } catch (TemplateException e) {
          Object parts = e.isUndefined() ? scope.lazily(written) : written;
          if (parts instanceof List<?> || parts instanceof Map<?, ?>) {
            yield defined(parts, scope);
          }
          throw e;
        }
      }
    };
  }

  private static void known(Object items) {
    if (items instanceof Unknown unknown) {
      throw new UnknownException(unknown);
    }
  }

  /// What was to be a list is none, or what steers the loop is wrong.
  public static final class NoList extends TemplateException {
    private static final long serialVersionUID = 1;

    public NoList(String sentence, Object written) {
      super(sentence, "", Text.marksOf(written).origin(), false, null);
    }

    public NoList(Loop loop, Object items, Scope scope) {
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
      if (!scope.isBefore219()) {
        helped("Provide a list of items/templates, or a template resolving to a list.");
      }
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
