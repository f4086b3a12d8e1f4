package dev.runner.execute.compile;

import dev.runner.template.Flag;
import dev.runner.template.Scope;
import dev.runner.template.TemplateException;
import dev.runner.values.None;
import dev.runner.values.Text;
import dev.runner.values.Unknown;
import dev.runner.values.UnknownException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads the values of keywords, which may be templates.
public final class Keywords {
  private Keywords() {}

  /// Text; nothing if it isn't given, or its value is null, empty or `omit`.
  public static Optional<Text> text(@Nullable Object written, Scope scope) {
    return written == null ? Optional.empty() : text(scope.value(written), written);
  }

  private static Optional<Text> text(Object value, Object written) {
    if (value == None.NONE || value.equals(Scope.OMIT)) {
      return Optional.empty();
    }
    Text text =
        value instanceof Text marked
            ? marked
            : Text.of(Written.plain(value), Text.marksOf(written).asUntrusted());
    return text.value().isEmpty() ? Optional.empty() : Optional.of(text);
  }

  /// Text without its marks.
  public static Optional<String> plain(@Nullable Object written, Scope scope) {
    return text(written, scope).map(Text::value);
  }

  /// A keyword's text; its name stands in the sentence of what is wrong with it.
  public static Optional<String> of(String keyword, CompiledTask task, Scope scope) {
    try {
      return plain(task.keyword(keyword), scope);
    } catch (TemplateException e) {
      throw wrong(keyword, e);
    }
  }

  /// Whether a keyword says yes or no; nothing if it isn't given.
  public static Optional<Boolean> flag(String keyword, CompiledTask task, Scope scope) {
    try {
      return flag(task.keyword(keyword), scope);
    } catch (TemplateException e) {
      throw wrong(keyword, task.keyword(keyword), e, scope);
    }
  }

  /// What Ansible calls a keyword's value inside.
  private static String internal(String keyword) {
    return keyword.equals("async") ? "async_val" : keyword;
  }

  /// What is wrong with a keyword's value, at the level of the scope.
  public static TemplateException wrong(
      String keyword, @Nullable Object written, TemplateException e, Scope scope) {
    if (written == null || FormerKeyword.isTold(e.sentence())) {
      return e;
    }
    return scope.isBefore219()
        ? told(FormerKeyword.of(internal(keyword), written, e.sentence()), e)
        : wrong(internal(keyword), e);
  }

  /// What is wrong with a keyword's value.
  public static TemplateException wrong(String keyword, TemplateException e) {
    return told("Error processing keyword '%s': %s".formatted(keyword, e.sentence()), e);
  }

  private static TemplateException told(String sentence, TemplateException e) {
    return new TemplateException(sentence, e.hint(), e.origin().orElse(null), e.isUndefined(), e);
  }

  /// Yes or no; nothing if it isn't given.
  public static Optional<Boolean> flag(@Nullable Object written, Scope scope) {
    if (written == null) {
      return Optional.empty();
    }
    Object value = scope.value(written);
    return text(value, written).map(given -> Flag.of(value, written));
  }

  /// Keywords that take fractions, `poll` among them, and what Ansible calls their type.
  private static final Map<String, String> FRACTIONS =
      Map.of("delay", "float", "max_fail_percentage", "percent", "poll", "int");

  /// A number; nothing if it isn't given.
  ///
  /// @throws TemplateException if it is something else
  /// @throws UnknownException if it can't be known yet
  public static Optional<Double> number(String keyword, @Nullable Object written, Scope scope) {
    if (written == null) {
      return Optional.empty();
    }
    Object value = scope.value(written);
    if (value instanceof Unknown unknown) {
      throw new UnknownException(unknown);
    }
    if (value == None.NONE || value.equals(Scope.OMIT)) {
      return Optional.empty();
    }
    try {
      double number = Double.parseDouble(Written.plain(value).strip());
      boolean whole = number == Math.rint(number);
      if (whole || FRACTIONS.containsKey(keyword) || scope.isBefore219()) {
        return Optional.of(number);
      }
    } catch (NumberFormatException e) {
      // it is told below
    }
    throw unlike(keyword, written, value, scope);
  }

  private static TemplateException unlike(
      String keyword, Object written, Object value, Scope scope) {
    String name = internal(keyword);
    String text = Written.plain(value);
    String sentence =
        scope.isBefore219()
            ? FormerKeyword.noNumber(name, written, text)
            : "Error processing keyword '%s': The value %s could not be converted to '%s'."
                .formatted(
                    name,
                    Text.isText(value) ? "'" + text + "'" : text,
                    FRACTIONS.getOrDefault(keyword, "int"));
    return new TemplateException(sentence, "", Text.marksOf(written).origin(), false, null);
  }

  /// The items of what may be a list, as written.
  public static List<Object> list(@Nullable Object written) {
    return switch (written) {
      case null -> List.of();
      case None none -> List.of();
      case List<?> list -> List.copyOf(list);
      default -> List.of(written);
    };
  }

  /// Words: those of a list, or those between commas.
  public static List<String> words(@Nullable Object written, Scope scope) {
    List<String> words = new ArrayList<>();
    for (Object each : list(written)) {
      Object value = scope.value(each);
      for (Object word : value.equals(Scope.OMIT) ? List.of() : list(value)) {
        for (String part : Written.plain(word).split(",")) {
          if (!part.isBlank()) {
            words.add(part.strip());
          }
        }
      }
    }
    return words;
  }

  /// The items of a list, or of one that a template gives; anything else by itself.
  public static List<String> items(@Nullable Object written, Scope scope) {
    List<String> items = new ArrayList<>();
    for (Object each : list(written)) {
      Object value = scope.value(each);
      if (!value.equals(Scope.OMIT)) {
        list(value).forEach(item -> items.add(Written.plain(item)));
      }
    }
    return items;
  }
}
