package dev.runner.jinja;

import org.jspecify.annotations.Nullable;

/// The methods of Python's values.
final class Methods {
  private Methods() {}

  /// Whether dicts have a method of this name.
  static boolean ofDict(String name) {
    return switch (name) {
      case "items",
          "keys",
          "values",
          "get",
          "copy",
          "pop",
          "popitem",
          "update",
          "setdefault",
          "clear",
          "fromkeys" ->
          true;
      default -> false;
    };
  }

  static @Nullable Object find(Object value, String name) {
    return null;
  }
}
