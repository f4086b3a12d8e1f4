package dev.runner.values;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// Values whose text is no template, whatever it says.
public final class Untrusted {
  private Untrusted() {}

  /// The same value, all text in it without trust; other marks stay.
  public static Object of(Object value) {
    return of(value, text -> false);
  }

  /// The same value, all text in it without trust but for some; other marks stay.
  ///
  /// @param keeps whether a text stays what it is
  public static Object of(Object value, Predicate<Text> keeps) {
    return switch (value) {
      case Text text when !keeps.test(text) -> Text.of(text.value(), text.marks().asUntrusted());
      case List<?> list -> list.stream().map(each -> of(each, keeps)).toList();
      case Map<?, ?> map -> {
        Map<Object, Object> copy = new LinkedHashMap<>();
        map.forEach((key, each) -> copy.put(key, of(each, keeps)));
        yield copy;
      }
      default -> value;
    };
  }
}
