package dev.runner.values;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Values whose text is no template, whatever it says.
public final class Untrusted {
  private Untrusted() {}

  /// The same value, all text in it without trust; other marks stay.
  public static Object of(Object value) {
    return switch (value) {
      case Text text -> Text.of(text.value(), text.marks().asUntrusted());
      case List<?> list -> list.stream().map(Untrusted::of).toList();
      case Map<?, ?> map -> {
        Map<Object, Object> copy = new LinkedHashMap<>();
        map.forEach((key, each) -> copy.put(key, of(each)));
        yield copy;
      }
      default -> value;
    };
  }
}
