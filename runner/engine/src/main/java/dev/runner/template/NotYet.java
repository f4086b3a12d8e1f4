package dev.runner.template;

/// What a template needs isn't known before its turn, or must not be called twice: looking ahead
/// ends here, and nobody hears of it.
public final class NotYet extends RuntimeException {
  private static final long serialVersionUID = 1;

  /// @param what is needed
  public NotYet(String what) {
    super(what, null, false, false);
  }
}
