package dev.runner.cli;

/// Options of the command line that don't make sense together, or name nothing.
final class BadOptions extends RuntimeException {
  private static final long serialVersionUID = 1;

  /// @param sentence what is wrong, and what to do
  BadOptions(String sentence) {
    super(sentence);
  }
}
