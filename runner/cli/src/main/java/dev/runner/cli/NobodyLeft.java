package dev.runner.cli;

import dev.runner.source.Diagnostic;
import java.util.List;

/// No host is left that a run could be for.
final class NobodyLeft extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient List<Diagnostic> warnings;

  /// @param warnings what leads to it, such as patterns that match nobody
  NobodyLeft(List<Diagnostic> warnings) {
    super(
        "Specified inventory, host pattern and/or --limit leaves us with no hosts to target.",
        null,
        false,
        false);
    this.warnings = List.copyOf(warnings);
  }

  List<Diagnostic> warnings() {
    return warnings;
  }
}
