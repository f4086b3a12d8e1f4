package dev.runner.values;

/// An operation needs a value that can't be known yet. Whoever asked for the result of a whole
/// template gets [#unknown] instead; nothing is wrong.
public final class UnknownException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Unknown unknown;

  /// The operation needs this value.
  public UnknownException(Unknown unknown) {
    super(unknown.because(), null, false, false);
    this.unknown = unknown;
  }

  /// The result of everything that depends on it.
  public Unknown unknown() {
    return unknown;
  }
}
