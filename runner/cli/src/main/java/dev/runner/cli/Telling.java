package dev.runner.cli;

import dev.runner.configuration.Option;
import dev.runner.report.console.DeprecationLines;
import dev.runner.report.console.SourceLines;
import dev.runner.source.Diagnostic;
import dev.runner.source.Diagnostics;
import dev.runner.variables.RunFlags;
import java.io.PrintWriter;
import java.util.function.Supplier;

/// Tells the user's mistakes: in the runner's own form, or in that of Ansible where it runs under
/// the name of one of Ansible's commands, since scripts look for that.
///
/// @param manner asked when there is something to tell
/// @param to where they are told
record Telling(Supplier<Manner> manner, SourceLines places, PrintWriter to) {
  /// How mistakes are told.
  enum Manner {
    /// Ours.
    OWN(""),
    /// That of ansible-core 2.19 and later.
    ANSIBLE("[ERROR]: "),
    /// That of earlier releases.
    FORMER("ERROR! ");

    private final String error;

    Manner(String error) {
      this.error = error;
    }
  }

  /// As the command's name demands.
  static Telling of(Main main, PrintWriter to) {
    SourceLines places = new SourceLines(main.here().toAbsolutePath(), Reports::text);
    return new Telling(() -> manner(main), places, to);
  }

  private static Manner manner(Main main) {
    if (main.command().isEmpty()) {
      return Manner.OWN;
    }
    return main.settings().text(Option.LANGUAGE).filter(RunFlags::isBefore219).isPresent()
        ? Manner.FORMER
        : Manner.ANSIBLE;
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
    Manner how = manner.get();
    if (how == Manner.OWN) {
      to.println(mistake.render());
      return;
    }
    String where = mistake.origin() == null ? "" : mistake.origin().toString();
    if (how == Manner.FORMER) {
      former(mistake, where);
    } else {
      to.println((mistake.isError() ? how.error : "[WARNING]: ") + mistake.sentence());
      places.of(where).forEach(to::println);
    }
    if (!mistake.hint().isEmpty()) {
      to.println(mistake.hint());
      to.println();
    }
  }

  /// Warnings had no place of their own.
  private void former(Diagnostic mistake, String where) {
    String sentence =
        FormerMistakes.told(mistake.sentence(), where.isEmpty() ? "" : places.whole(where));
    to.println((mistake.isError() ? Manner.FORMER.error : "[WARNING]: ") + sentence);
    if (mistake.isError()) {
      places.former(where).forEach(to::println);
    }
  }

  /// Says what is wrong where no place is to be named.
  void wrong(@org.jspecify.annotations.Nullable String sentence) {
    Manner how = manner.get();
    to.println((how == Manner.OWN ? "runner: " : how.error) + sentence);
  }
}
