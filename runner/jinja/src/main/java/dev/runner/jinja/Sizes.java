package dev.runner.jinja;

import dev.runner.values.PythonException;

/// Refuses what would take more than the [Bounds] of an evaluation, before it is made.
final class Sizes {
  private Sizes() {}

  /// A text of so many characters.
  static void text(Rendering rendering, long characters) {
    refuse(characters, rendering.environment().bounds().output(), "characters");
  }

  /// A list of so many items.
  static void range(Rendering rendering, long items) {
    refuse(items, rendering.environment().bounds().range(), "items");
  }

  private static void refuse(long size, long limit, String unit) {
    if (size > limit) {
      throw PythonException.of(
          PythonException.Kind.BOUND,
          "the result would have " + size + " " + unit + "; the limit is " + limit);
    }
  }
}
