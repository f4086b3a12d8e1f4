package dev.runner.template;

import dev.runner.values.None;
import dev.runner.values.Origin;
import dev.runner.values.Python;
import dev.runner.values.Text;
import dev.runner.values.Unknown;
import dev.runner.values.UnknownException;
import java.util.function.BooleanSupplier;

/// Conditions (`when`, `until`, `failed_when`…): expressions, or whole templates that give one.
final class Conditions {
  private static final String DELIMITED =
      "Conditionals should not be surrounded by templating delimiters such as {{ }} or {% %}.";

  private Conditions() {}

  static boolean holds(Scope scope, Object written) {
    if (written instanceof Boolean bool) {
      return bool;
    }
    if (written instanceof Unknown unknown) {
      throw new UnknownException(unknown);
    }
    boolean lax = scope.environment().takesAnyCondition();
    if (lax && (written == None.NONE || written.toString().isBlank())) {
      return true; // an empty condition was none
    }
    if (written == None.NONE) {
      throw nothing(written);
    }
    if (!Text.isText(written)) {
      if (lax) {
        return Python.truth(written);
      }
      throw mistake("Conditional expressions must be strings.", written)
          .helped(TemplateMistakes.BROKEN);
    }
    Text text = own(written);
    if (text.value().isBlank() && !lax) {
      throw nothing(written);
    }
    if (scope.isBefore219()) {
      boolean renders = scope.environment().isTemplate(text);
      BooleanSupplier evaluation =
          renders ? () -> renderedFirst(scope, text) : () -> evaluates(scope, text);
      return AskedNames.hold(text.value(), renders, evaluation);
    }
    return isTemplate(text.value()) ? rendered(scope, text) : evaluates(scope, text);
  }

  /// Whether an expression holds.
  private static boolean evaluates(Scope scope, Text expression) {
    Origin origin = expression.marks().origin();
    TemplateMistakes.Evaluation<Boolean> evaluation =
        () ->
            scope
                .uses()
                .at(
                    origin,
                    () ->
                        scope
                            .environment()
                            .expression(expression.value(), Scope.place(origin))
                            .condition(scope));
    try {
      Boolean holds =
          scope.mistakes().guarded(origin, TemplateMistakes.kind(expression), evaluation);
      return holds;
    } catch (TemplateException e) {
      throw scope.isBefore219() || !e.isUndefined()
          ? e
          : new TemplateException(
              "Error while evaluating conditional: " + e.sentence(),
              e.hint(),
              e.origin().orElse(null),
              e.isUndefined(),
              e);
    }
  }

  /// Before Ansible 2.19 templates could stand anywhere in a condition: what they made of it was
  /// the condition. Text from outside must not come in so.
  private static boolean renderedFirst(Scope scope, Text text) {
    scope.warn(
        "conditional statements should not include jinja2 templating delimiters such as {{ }} or {%"
            + " %}. Found: "
            + text.value());
    Object value = scope.value(text);
    if (value instanceof Unknown unknown) {
      throw new UnknownException(unknown);
    }
    if (!Text.isText(value) || value.toString().isEmpty()) {
      return Python.truth(value);
    }
    if (value instanceof Text made && made.marks().trusted()) {
      return AskedNames.hold(made.value(), true, () -> evaluates(scope, made));
    }
    throw mistake("Conditional is marked as unsafe, and cannot be evaluated.", text);
  }

  static boolean isTemplate(String condition) {
    String stripped = condition.strip();
    return (stripped.startsWith("{{") || stripped.startsWith("{%"))
        && (stripped.endsWith("}}") || stripped.endsWith("%}"));
  }

  /// People write `when: "{{ x }}"`, although it is an expression already. Text that such a
  /// template gives is a condition in its turn, if it is the user's own.
  private static boolean rendered(Scope scope, Text text) {
    Object value = scope.value(text);
    if (!Text.isText(value)) {
      scope.uses().add(DELIMITED, "", "2.23", text.marks().origin());
    }
    return switch (value) {
      case Boolean bool -> bool;
      case Unknown unknown -> throw new UnknownException(unknown);
      case None none -> empty(scope, text);
      default -> {
        if (Text.isText(value) && value.toString().isBlank()) {
          yield empty(scope, text);
        }
        if (Text.isText(value)) {
          yield evaluates(scope, written(value));
        }
        if (scope.environment().takesAnyCondition()) {
          yield Python.truth(value);
        }
        throw TemplateMistakes.notBoolean(value, Python.truth(value), text);
      }
    };
  }

  /// A template that gives nothing.
  private static boolean empty(Scope scope, Text text) {
    if (scope.environment().takesAnyCondition()) {
      return true;
    }
    throw nothing(text);
  }

  private static TemplateException nothing(Object written) {
    return mistake("Empty conditional expressions are not allowed.", written)
        .helped(TemplateMistakes.BROKEN);
  }

  /// Text that the user wrote; nothing else is ever evaluated.
  static Text own(Object written) {
    if (written instanceof Text text && text.marks().trusted()) {
      return text;
    }
    throw untrusted(written);
  }

  /// Text that stands somewhere in what the user wrote, not one that a template made.
  static Text written(Object value) {
    Text text = own(value);
    if (text.marks().origin() == null) {
      throw untrusted(value);
    }
    return text;
  }

  private static TemplateException untrusted(Object value) {
    return mistake(
        "Encountered untrusted template or expression: '%s' came from outside (a host, a file, a command) or was made by a template, so it is never evaluated"
            .formatted(value),
        value);
  }

  private static TemplateException mistake(String sentence, Object written) {
    return new TemplateException(sentence, "", Text.marksOf(written).origin(), false, null);
  }
}
