package dev.runner.module;

import java.util.function.BooleanSupplier;

/// An expression that the user wrote, and what it gives (`assert`): evaluated when it is asked for,
/// so that one after a failed one may be about something that isn't there.
///
/// @param text as written
/// @param written the same for a result: a boolean where one is written, else the text
/// @param result evaluates it
public record Condition(String text, Object written, BooleanSupplier result) {

  /// One that is written as text.
  public Condition(String text, BooleanSupplier result) {
    this(text, text, result);
  }

  /// One whose result is known.
  public Condition(String text, boolean holds) {
    this(text, () -> holds);
  }

  /// Its result.
  public boolean holds() {
    return result.getAsBoolean();
  }
}
