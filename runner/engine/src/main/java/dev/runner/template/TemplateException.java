package dev.runner.template;

import dev.runner.values.Origin;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A template or condition that can't be evaluated: the user's mistake, with the place where it was
/// written.
public class TemplateException extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final transient @Nullable Origin origin;
  private final String hint;
  private final boolean undefined;

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
    super(sentence, cause);
    this.hint = hint;
    this.origin = origin;
    this.undefined = undefined;
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

  /// Whether the cause is a name that isn't there.
  public boolean isUndefined() {
    return undefined;
  }
}
