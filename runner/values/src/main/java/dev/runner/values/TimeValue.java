package dev.runner.values;

/// A date, a time or a length of time, as Python's `datetime` has them.
public sealed interface TimeValue extends Python.Named, Arithmetic.Operand
    permits Date, DateTime, TimeDelta {

  /// `repr(value)`: `datetime.date(2024, 1, 2)`.
  String repr();

  /// As JSON has it: ISO 8601 for dates and times.
  default String iso() {
    return toString();
  }
}
