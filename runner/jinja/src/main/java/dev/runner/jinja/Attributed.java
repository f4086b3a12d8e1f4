package dev.runner.jinja;

import org.jspecify.annotations.Nullable;

/// A value with attributes of its own that a template may read, such as `loop`, a namespace, an
/// imported template. Nothing else has attributes besides the methods of Python's values.
public interface Attributed {

  /// The attribute's value, or null if there is none of that name.
  @Nullable Object attribute(String name);

  /// Whether it may be the result of a template, as a date may.
  default boolean isKept() {
    return false;
  }
}
