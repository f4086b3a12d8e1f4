package dev.runner.cli;

import dev.runner.report.console.DeprecationLines;
import dev.runner.report.console.SourceLines;
import dev.runner.source.Diagnostic;
import dev.runner.source.Diagnostics;
import java.io.PrintWriter;

/// Tells the user's mistakes: in the runner's own form, or in that of Ansible where it runs under
/// the name of one of Ansible's commands, since scripts look for that.
///
/// @param to where they are told
record Telling(boolean asAnsible, SourceLines places, PrintWriter to) {

  /// As the command's name demands.
  static Telling of(Main main, PrintWriter to) {
    SourceLines places = new SourceLines(main.here().toAbsolutePath(), Reports::text);
    return new Telling(main.command().isPresent(), places, to);
  }

  /// Tells what can be gone on with.
  void warnings(Diagnostics diagnostics) {
    diagnostics.warnings().forEach(this::tell);
    DeprecationLines lines = new DeprecationLines(where -> places.of(where));
    diagnostics.deprecations().forEach(use -> lines.of(use).forEach(to::println));
  }

  /// Tells of patterns that match nobody, each once; where they stand is plain.
  void unmatched(Diagnostics patterns) {
    patterns.warnings().stream()
        .map(Diagnostic::sentence)
        .distinct()
        .forEach(sentence -> tell(Diagnostic.warning(null, sentence)));
  }

  /// Tells one mistake.
  void tell(Diagnostic mistake) {
    if (!asAnsible) {
      to.println(mistake.render());
      return;
    }
    to.println((mistake.isError() ? "[ERROR]: " : "[WARNING]: ") + mistake.sentence());
    if (mistake.origin() != null) {
      places.of(mistake.origin().toString()).forEach(to::println);
    }
    if (!mistake.hint().isEmpty()) {
      to.println(mistake.hint());
      to.println();
    }
  }

  /// Says what is wrong where no place is to be named.
  void wrong(@org.jspecify.annotations.Nullable String sentence) {
    to.println((asAnsible ? "[ERROR]: " : "runner: ") + sentence);
  }
}
