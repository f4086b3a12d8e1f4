package dev.runner.values;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Secrets inside of lists and mappings.
public final class Secrets {
  private Secrets() {}

  /// Whether anything in a value must be shown to nobody.
  public static boolean in(Object value) {
    return switch (value) {
      case Text text -> text.isSecret();
      case Secret secret -> true;
      case Map<?, ?> map ->
          map.keySet().stream().anyMatch(Secrets::in)
              || map.values().stream().anyMatch(Secrets::in);
      case List<?> list -> list.stream().anyMatch(Secrets::in);
      default -> false;
    };
  }

  /// The same value with its secrets readable, for what prepares text that is hidden as a whole.
  public static Object revealed(Object value) {
    return switch (value) {
      case Text text -> text.value();
      case Secret secret -> secret.reveal();
      case Map<?, ?> map -> {
        Map<Object, Object> copy = new LinkedHashMap<>();
        map.forEach((key, each) -> copy.put(revealed(key), revealed(each)));
        yield copy;
      }
      case List<?> list -> list.stream().map(Secrets::revealed).toList();
      default -> value;
    };
  }
}
