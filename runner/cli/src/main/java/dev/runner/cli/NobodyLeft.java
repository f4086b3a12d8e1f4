package dev.runner.cli;

/// No host is left that a run could be for.
final class NobodyLeft extends RuntimeException {
  private static final long serialVersionUID = 1;

  NobodyLeft() {
    super(
        "Specified inventory, host pattern and/or --limit leaves us with no hosts to target.",
        null,
        false,
        false);
  }
}
