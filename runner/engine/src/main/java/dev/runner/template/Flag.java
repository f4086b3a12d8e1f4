package dev.runner.template;

import dev.runner.template.call.Booleans;
import dev.runner.values.None;
import dev.runner.values.Text;
import dev.runner.values.Unknown;
import dev.runner.values.UnknownException;
import java.util.Locale;

/// A value that says yes or no (`run_once: "{{ x }}"`), as Ansible reads keywords.
public final class Flag {
  private Flag() {}

  /// Python's truth of a rendered value, or of a word.
  ///
  /// @param written what it was rendered from
  /// @throws UnknownException if it can't be known
  /// @throws TemplateException if it says neither
  public static boolean of(Object value, Object written) {
    return switch (value) {
      case Boolean bool -> bool;
      case None none -> false;
      case Unknown unknown -> throw new UnknownException(unknown);
      default -> word(value instanceof Text text ? text.value() : value.toString(), written);
    };
  }

  private static boolean word(String text, Object written) {
    String word = text.strip().toLowerCase(Locale.ROOT);
    return !word.isEmpty()
        && Booleans.of(word)
            .orElseThrow(
                () ->
                    new TemplateException(
                        "The value '%s' could not be converted to 'bool'.".formatted(word),
                        "",
                        Text.marksOf(written).origin(),
                        false,
                        null));
  }
}
