package dev.runner.template;

import dev.runner.values.Origin;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A template or condition that can't be evaluated: the user's mistake, with the place where it was
/// written.
public class TemplateException extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final transient @Nullable Origin origin;
  private final transient @Nullable Origin blame;
  private final String hint;
  private final boolean undefined;
  private String help = "";

  /// @param sentence what is wrong
  /// @param hint what to do; may be empty
  /// @param origin where the template was written, if that is known
  /// @param undefined whether the cause is a name that isn't there
  public TemplateException(
      String sentence,
      String hint,
      @Nullable Origin origin,
      boolean undefined,
      @Nullable Throwable cause) {
    this(sentence, hint, origin, null, undefined, cause);
  }

  /// @param blame where the template was written that is to blame, if it is another: a variable's
  TemplateException(
      String sentence,
      String hint,
      @Nullable Origin origin,
      @Nullable Origin blame,
      boolean undefined,
      @Nullable Throwable cause) {
    super(sentence, cause);
    this.blame = blame;
    this.hint = hint;
    this.origin = origin;
    this.undefined = undefined;
  }

  /// The same, of a template that was written there if it isn't known yet.
  TemplateException at(@Nullable Origin written) {
    return origin != null || written == null
        ? this
        : new TemplateException(sentence(), hint, written, blame, undefined, inner()).helped(help);
  }

  /// What it came of, if that is told too.
  private Throwable inner() {
    return getCause() instanceof TemplateException told ? told : this;
  }

  /// The same for a text that its file has a line before of.
  ///
  /// @param file as places name it
  TemplateException belowHeader(String file) {
    if (origin == null || !origin.source().equals(file) || origin.line() == 0) {
      return this;
    }
    Origin below = new Origin(file, origin.line() + 1, origin.column());
    return new TemplateException(sentence(), hint, below, blame, undefined, this).helped(help);
  }

  /// The same with a sentence that stands below the place.
  public final TemplateException helped(String sentence) {
    help = sentence;
    return this;
  }

  /// What Ansible says below the place about what can be done; may be empty.
  public String help() {
    return help;
  }

  /// What is wrong.
  public String sentence() {
    return String.valueOf(getMessage());
  }

  /// What to do; may be empty.
  public String hint() {
    return hint;
  }

  /// Where the template was written.
  public Optional<Origin> origin() {
    return Optional.ofNullable(origin);
  }

  /// Where the template was written that is to blame: this one, or a variable's that it came upon.
  public Optional<Origin> blame() {
    return Optional.ofNullable(blame).or(this::origin);
  }

  /// Whether the cause is a name that isn't there.
  public boolean isUndefined() {
    return undefined;
  }
}
