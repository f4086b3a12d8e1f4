package dev.runner.jinja;

import dev.runner.values.Marks;
import dev.runner.values.Text;
import dev.runner.values.Texts;
import dev.runner.values.Tuple;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Gives text that a filter or function made the marks of all text that went in.
final class Marking {
  private Marking() {}

  /// The marks of all text in a value and the arguments.
  static Marks of(Object value, Arguments arguments) {
    Marks marks = Texts.within(value);
    if (!arguments.isEmpty()) {
      marks = Texts.within(arguments.positional(), marks);
      for (Object argument : arguments.named().values()) {
        marks = Texts.within(argument, marks);
      }
    }
    return marks;
  }

  /// An item as it stands in a container. Text gets its marks spelled out, so that those of the
  /// rest of the container aren't united with them.
  static Object own(Object item) {
    return item instanceof String text ? Text.of(text, Marks.NONE) : item;
  }

  /// What a method made of a text: all text in it gets these marks.
  static Object each(Object result, Marks marks) {
    if (result instanceof String text) {
      return Text.of(text, marks);
    }
    if (result instanceof Tuple tuple) {
      return Tuple.of(eachOf(tuple, marks));
    }
    return result instanceof List<?> list ? eachOf(list, marks) : result;
  }

  private static List<Object> eachOf(List<?> list, Marks marks) {
    List<Object> all = new ArrayList<>(list.size());
    for (Object item : list) {
      all.add(each(item, marks));
    }
    return all;
  }

  /// Text that the program itself says.
  static Text said(String text) {
    return Text.of(text, Marks.TRUSTED);
  }

  /// Whether a result could hold new text.
  static boolean needed(Object result) {
    return result instanceof String || result instanceof List<?> || result instanceof Map<?, ?>;
  }

  /// A text gets all marks; texts inside a container become secret if the value or an argument is a
  /// secret text itself, since they may be parts of it.
  static Object united(Object result, Object value, Arguments arguments) {
    if (result instanceof String text) {
      return Texts.of(text, of(value, arguments));
    }
    return isSecret(value) || hasSecret(arguments) ? secret(result) : result;
  }

  /// The result of a call that has no value besides its arguments.
  static Object united(Object result, Marks marks, Arguments arguments) {
    return needed(result) ? united(result, Text.of("", marks), arguments) : result;
  }

  private static boolean isSecret(Object value) {
    return value instanceof Text text && text.isSecret();
  }

  private static boolean hasSecret(Arguments arguments) {
    for (Object argument : arguments.positional()) {
      if (isSecret(argument)) {
        return true;
      }
    }
    for (Object argument : arguments.named().values()) {
      if (isSecret(argument)) {
        return true;
      }
    }
    return false;
  }

  private static Object secret(Object value) {
    return switch (value) {
      case String text -> Text.of(text, Marks.NONE.asSecret());
      case Text text -> text.with(text.marks().asSecret());
      case Tuple tuple -> Tuple.of(secrets(tuple));
      case List<?> list -> secrets(list);
      case Map<?, ?> map -> {
        Map<Object, Object> all = new LinkedHashMap<>();
        map.forEach((key, item) -> all.put(key, secret(item)));
        yield all;
      }
      default -> value;
    };
  }

  private static List<Object> secrets(List<?> list) {
    List<Object> all = new ArrayList<>(list.size());
    for (Object item : list) {
      all.add(secret(item));
    }
    return all;
  }
}
