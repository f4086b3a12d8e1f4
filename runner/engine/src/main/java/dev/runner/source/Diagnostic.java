package dev.runner.source;

import dev.runner.values.Origin;
import org.jspecify.annotations.Nullable;

/// A user's mistake: where it is, what is wrong, what to do.
///
/// @param sentence what is wrong, without a full stop
/// @param origin where it is, if that is known
/// @param hint the next step, such as `did you mean 'tasks'?`; may be empty
/// @param line the line of the source; may be empty
/// @param missing whether what is written is right, and a file, role or host isn't there that it
///   names
/// @param locked whether the mistake is that there is no secret, or a wrong one, for what is
///   encrypted
public record Diagnostic(
    Severity severity,
    String sentence,
    @Nullable Origin origin,
    String hint,
    String line,
    boolean missing,
    boolean locked) {
  private static final int WIDEST = 160;

  /// Whether anything can be done in spite of it.
  public enum Severity {
    ERROR,
    WARNING
  }

  /// Something that can't be carried out as it is written.
  public static Diagnostic error(@Nullable Origin origin, String sentence) {
    return new Diagnostic(Severity.ERROR, sentence, origin, "", "", false, false);
  }

  /// Something that is most likely not what was meant.
  public static Diagnostic warning(@Nullable Origin origin, String sentence) {
    return new Diagnostic(Severity.WARNING, sentence, origin, "", "", false, false);
  }

  /// The same with a next step.
  public Diagnostic withHint(String next) {
    return new Diagnostic(severity, sentence, origin, next, line, missing, locked);
  }

  /// The same with the line of the source.
  public Diagnostic withLine(String text) {
    return new Diagnostic(severity, sentence, origin, hint, text, missing, locked);
  }

  /// The same, about what is encrypted.
  public Diagnostic asLocked() {
    return new Diagnostic(severity, sentence, origin, hint, line, missing, true);
  }

  /// The same, about a file, role or host that isn't there.
  public Diagnostic asMissing() {
    return new Diagnostic(severity, sentence, origin, hint, line, true, locked);
  }

  /// The same as a mistake in what is written.
  public Diagnostic asWritten() {
    return new Diagnostic(severity, sentence, origin, hint, line, false, locked);
  }

  /// The same as a warning.
  public Diagnostic asWarning() {
    return new Diagnostic(Severity.WARNING, sentence, origin, hint, line, missing, locked);
  }

  /// The same as a warning that says first what it came of.
  public Diagnostic asWarning(String before) {
    return new Diagnostic(Severity.WARNING, before + sentence, origin, hint, line, missing, locked);
  }

  /// Whether it is an error.
  public boolean isError() {
    return severity == Severity.ERROR;
  }

  /// The whole message over several lines: place and sentence, the line with a caret, the hint.
  public String render() {
    StringBuilder out = new StringBuilder();
    if (origin != null) {
      out.append(origin).append(": ");
    }
    out.append(isError() ? "" : "warning: ").append(sentence);
    if (origin != null && origin.line() > 0 && !line.isBlank()) {
      excerpt(origin.column(), out);
    }
    if (!hint.isEmpty()) {
      out.append("\n  ").append(hint);
    }
    return out.toString();
  }

  private void excerpt(int column, StringBuilder out) {
    int from = column > WIDEST - 20 ? column - WIDEST / 2 : 0;
    int until = Math.min(line.length(), from + WIDEST);
    String shown = from >= until ? "" : line.substring(from, until);
    out.append("\n    ").append(printable(shown).stripTrailing());
    if (column > 0) {
      out.append("\n    ").append(" ".repeat(column - 1 - from)).append('^');
    }
  }

  /// Control characters would move the caret, or worse.
  private static String printable(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.chars().forEach(c -> out.append(Character.isISOControl(c) ? ' ' : (char) c));
    return out.toString();
  }

  @Override
  public String toString() {
    return render();
  }
}
