package dev.runner.module;

import java.util.function.BooleanSupplier;

/// An expression that the user wrote, and what it gives (`assert`): evaluated when it is asked for,
/// so that one after a failed one may be about something that isn't there.
///
/// @param text as written
/// @param result evaluates it
public record Condition(String text, BooleanSupplier result) {

  /// One whose result is known.
  public Condition(String text, boolean holds) {
    this(text, () -> holds);
  }

  /// Its result.
  public boolean holds() {
    return result.getAsBoolean();
  }
}
