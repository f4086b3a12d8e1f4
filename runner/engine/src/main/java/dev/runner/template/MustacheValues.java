package dev.runner.template;

import com.github.mustachejava.Binding;
import com.github.mustachejava.Code;
import com.github.mustachejava.Iteration;
import com.github.mustachejava.ObjectHandler;
import com.github.mustachejava.TemplateContext;
import com.github.mustachejava.codes.ValueCode;
import com.github.mustachejava.util.Wrapper;
import dev.runner.jinja.Variables;
import dev.runner.source.DidYouMean;
import dev.runner.values.Marks;
import dev.runner.values.Origin;
import dev.runner.values.Python;
import dev.runner.values.Texts;
import dev.runner.values.Undefined;
import dev.runner.values.Unknown;
import dev.runner.values.UnknownException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Looks the names of a Mustache template up. Only variables and what is in dicts can be reached:
/// no method, no field. Belongs to one rendering, whose text's marks it collects.
final class MustacheValues implements ObjectHandler {
  private final String file;
  private Marks marks = MustacheFile.OWN;

  MustacheValues(String file) {
    this.file = file;
  }

  /// The marks of all that was printed.
  Marks marks() {
    return marks;
  }

  @Override
  public Wrapper find(String name, List<Object> scopes) {
    return inner -> found(name, inner);
  }

  @Override
  public Binding createBinding(String name, TemplateContext place, Code code) {
    boolean printed = code instanceof ValueCode;
    return scopes -> {
      Object value = found(name, scopes);
      if (value instanceof Unknown unknown) {
        throw new UnknownException(unknown);
      }
      if (printed && (value == null || value instanceof Undefined)) {
        throw missing(name, value, place, scopes);
      }
      return value;
    };
  }

  private static @Nullable Object found(String name, List<Object> scopes) {
    if (name.equals(".")) {
      return scopes.getLast();
    }
    String[] parts = name.split("\\.");
    for (Object scope : scopes.reversed()) {
      Object value = member(scope, parts[0]);
      if (value != null) {
        for (int i = 1; i < parts.length && value != null; i++) {
          value = member(value, parts[i]);
        }
        return value;
      }
    }
    return null;
  }

  private static @Nullable Object member(Object scope, String name) {
    return switch (scope) {
      case Variables variables -> {
        Object value = variables.get(name);
        yield value instanceof Undefined undefined && undefined.name().equals(name) ? null : value;
      }
      case Map<?, ?> map -> map.get(name);
      case List<?> list ->
          name.matches("[0-9]{1,9}") && Integer.parseInt(name) < list.size()
              ? list.get(Integer.parseInt(name))
              : null;
      default -> null;
    };
  }

  private TemplateException missing(
      String name, @Nullable Object value, TemplateContext place, List<Object> scopes) {
    List<String> known = new ArrayList<>();
    for (Object scope : scopes) {
      if (scope instanceof Variables variables) {
        variables.names().forEach(known::add);
      } else if (scope instanceof Map<?, ?> map) {
        map.keySet().forEach(key -> known.add(key.toString()));
      }
    }
    return new TemplateException(
        value instanceof Undefined undefined ? undefined.hint() : "'" + name + "' is undefined",
        DidYouMean.hint(name, known),
        new Origin(place.file() == null ? file : place.file(), place.line(), 1),
        true,
        null);
  }

  @Override
  public Object coerce(Object value) {
    return value;
  }

  @Override
  public Writer iterate(Iteration body, Writer out, Object value, List<Object> scopes) {
    if (value == null || value instanceof Undefined || !Python.truth(value)) {
      return out;
    }
    if (!(value instanceof List<?> list)) {
      return body.next(out, value, scopes);
    }
    Writer writer = out;
    for (Object item : list) {
      writer = body.next(writer, item, scopes);
    }
    return writer;
  }

  @Override
  public Writer falsey(Iteration body, Writer out, Object value, List<Object> scopes) {
    boolean empty = value == null || value instanceof Undefined || !Python.truth(value);
    return empty ? body.next(out, value == null ? Map.of() : value, scopes) : out;
  }

  @Override
  public String stringify(Object value) {
    marks = Texts.within(value, marks);
    return Python.string(value);
  }
}
