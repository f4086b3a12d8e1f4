package dev.runner.source;

import java.util.List;
import java.util.stream.Collectors;

/// Mistakes of the user that end the work.
public final class DiagnosticException extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final transient List<Diagnostic> diagnostics;

  /// Ends the work for these.
  public DiagnosticException(List<Diagnostic> diagnostics) {
    super(diagnostics.stream().map(Diagnostic::render).collect(Collectors.joining("\n")));
    this.diagnostics = List.copyOf(diagnostics);
  }

  /// Ends the work for one.
  public DiagnosticException(Diagnostic diagnostic) {
    this(List.of(diagnostic));
  }

  /// All of them.
  public List<Diagnostic> diagnostics() {
    return diagnostics;
  }
}
