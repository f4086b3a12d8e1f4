package dev.runner.cli;

import dev.runner.inventory.UnreadInventory;
import dev.runner.source.Diagnostic;
import dev.runner.source.DiagnosticException;
import dev.runner.source.Sources;
import dev.runner.template.TemplateException;
import dev.runner.transport.ConnectException;
import dev.runner.values.UnknownException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import picocli.CommandLine;

/// Says what went wrong, and with which exit status the command ends.
final class Failures {
  private Failures() {}

  /// Writes a sentence, or several, and returns the exit status.
  static int report(Throwable thrown, Telling telling) {
    return switch (thrown) {
      case DiagnosticException mistakes -> {
        mistakes.diagnostics().forEach(telling::tell);
        yield isLacking(mistakes)
            ? ExitCode.ERROR.status()
            : ExitCode.UNREACHABLE_OR_MISTAKE.status();
      }
      case TemplateException mistake -> {
        Diagnostic diagnostic =
            Diagnostic.error(mistake.origin().orElse(null), mistake.sentence())
                .withHint(mistake.hint());
        telling.tell(diagnostic);
        yield ExitCode.UNREACHABLE_OR_MISTAKE.status();
      }
      case UnknownException unknown -> {
        telling.wrong("this can't be known in check mode: " + unknown.unknown().because());
        yield ExitCode.UNREACHABLE_OR_MISTAKE.status();
      }
      case BadOptions bad -> {
        telling.wrong(bad.getMessage());
        yield ExitCode.BAD_OPTIONS.status();
      }
      case UnreadInventory unread -> {
        unread.mistakes().forEach(telling::tell);
        telling.wrong(unread.sentence());
        yield ExitCode.ERROR.status();
      }
      case NobodyLeft nobody -> {
        nobody.warnings().forEach(telling::tell);
        telling.wrong(nobody.getMessage());
        yield ExitCode.ERROR.status();
      }
      case VaultTrouble trouble -> {
        telling.wrong(trouble.getMessage());
        yield ExitCode.ERROR.status();
      }
      case CommandLine.ParameterException bad -> {
        telling.wrong(bad.getMessage());
        yield ExitCode.BAD_OPTIONS.status();
      }
      case ConnectException lost -> {
        telling.wrong(lost.getMessage());
        yield ExitCode.UNREACHABLE_OR_MISTAKE.status();
      }
      case UncheckedIOException io -> trouble(io.getMessage(), io.getCause(), telling);
      case IOException io -> trouble(io.getMessage(), null, telling);
      default -> bug(thrown, telling.to());
    };
  }

  /// Whether nothing is wrong but that a secret, a file, a role or a host isn't there.
  private static boolean isLacking(DiagnosticException mistakes) {
    List<Diagnostic> errors = mistakes.diagnostics().stream().filter(Diagnostic::isError).toList();
    return !errors.isEmpty() && errors.stream().allMatch(each -> each.locked() || each.missing());
  }

  private static int trouble(
      @org.jspecify.annotations.Nullable String sentence,
      @org.jspecify.annotations.Nullable IOException cause,
      Telling telling) {
    String because =
        cause == null || cause.getMessage() == null ? "" : ": " + Sources.reason(cause);
    telling.wrong((sentence == null ? "a file can't be used" : sentence) + because);
    return ExitCode.ERROR.status();
  }

  private static int bug(Throwable thrown, PrintWriter err) {
    err.println("runner: this is a bug of the runner, not a mistake of yours: " + thrown);
    err.println("        please report it with what stands below, and with runner --version");
    thrown.printStackTrace(err);
    return ExitCode.BUG.status();
  }
}
