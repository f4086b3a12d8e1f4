package dev.runner.module;

import java.util.function.Supplier;

/// An expression that the user wrote (`debug: var`). It is evaluated when the module asks for its
/// value: what is wrong with the other parameters is told first.
///
/// @param text as written
/// @param giving what it gives
public record Expression(String text, Supplier<Object> giving) {
  /// What it gives, evaluated anew: see `dev.runner.values`; an `Undefined` if a name in it isn't
  /// defined.
  public Object value() {
    return giving.get();
  }
}
