package dev.runner.template;

import dev.runner.jinja.Environment;
import dev.runner.jinja.JinjaException;
import dev.runner.jinja.Language;
import dev.runner.values.Origin;
import dev.runner.values.Python;
import dev.runner.values.PythonException;
import dev.runner.values.Text;
import dev.runner.values.Undefined;
import org.jspecify.annotations.Nullable;

/// What is said of a template or an expression that can't be parsed or evaluated, in the words of
/// the language's Ansible.
///
/// @param old whether they are those before ansible-core 2.19
record TemplateMistakes(boolean old) {
  /// How deep templates may refer to others.
  static final int MAX_DEPTH = 100;

  static final String TEMPLATE = "template";
  private static final String EXPRESSION = "expression";
  private static final String DELIMITED =
      "expression. Template delimiters are not supported in expressions";

  /// What Ansible says of a text that can't be parsed, and of one that can't be evaluated.
  private static final String SYNTAX = "Syntax error in %s: %s";

  private static final String FAILED = "Error rendering %s: %s";

  /// How Ansible says that conditions without a boolean can be had back.
  static final String BROKEN =
      "Broken conditionals can be temporarily allowed with the `ALLOW_BROKEN_CONDITIONALS`"
          + " configuration option.";

  static TemplateMistakes of(Environment environment) {
    return new TemplateMistakes(environment.language() == Language.ANSIBLE_2_14);
  }

  /// Something that evaluates a text.
  interface Evaluation<T> {
    T run();
  }

  /// Braces are the usual mistake in an expression that can't be parsed.
  static String kind(Text expression) {
    return expression.value().contains("{{") || expression.value().contains("{%")
        ? DELIMITED
        : EXPRESSION;
  }

  /// Evaluates a text; its mistakes are the user's.
  ///
  /// @param origin where it was written, if that is known
  /// @param what it is: [#TEMPLATE], or the [#kind] of expression
  /// @throws TemplateException if it can't be evaluated
  <T> T guarded(@Nullable Origin origin, String what, Evaluation<T> evaluation) {
    try {
      return evaluation.run();
    } catch (JinjaException e) {
      throw of(e, origin, what);
    } catch (PythonException e) {
      throw new TemplateException(
          rendering(what, String.valueOf(e.getMessage())), "", origin, false, e);
    } catch (TemplateException e) {
      throw e.at(origin);
    }
  }

  /// What came of evaluating a text, as the user's mistake; see [#guarded].
  TemplateException of(JinjaException e, @Nullable Origin origin, String what) {
    if (e.kind() == JinjaException.Kind.NOT_BOOLEAN && !old) {
      Origin of = e.origin() == null ? origin : e.origin();
      return notBoolean(e.sentence().replaceFirst("\\.", " at '%s'.".formatted(of)), origin);
    }
    String nearest = e.nearest();
    Undefined undefined = e.undefined();
    if (undefined != null && undefined.isLocked()) {
      return locked(undefined, what.equals(DELIMITED) ? EXPRESSION : what, origin);
    }
    Origin asked = undefined == null ? null : undefined.origin();
    return new TemplateException(
        sentence(e, e.origin() == null ? what : TEMPLATE),
        nearest == null ? "" : "did you mean '" + nearest + "'?",
        within(origin, e.place()),
        asked == null ? e.origin() : asked,
        e.kind() == JinjaException.Kind.UNDEFINED,
        e);
  }

  /// Templates that refer to themselves by way of others.
  static TemplateException circle(@Nullable Origin origin) {
    return new TemplateException(
        "templates refer to each other in a circle, or more than " + MAX_DEPTH + " levels deep",
        "",
        origin,
        false,
        null);
  }

  /// The use of a value that can't be read, by an expression.
  static TemplateException lockedIn(Undefined expression) {
    return locked(expression, EXPRESSION, null);
  }

  /// The use of a value that can't be read, by a template.
  static TemplateException locked(Undefined template) {
    return locked(template, TEMPLATE, null);
  }

  private static TemplateException locked(Undefined value, String what, @Nullable Origin place) {
    if (value.failure() instanceof JinjaException failure) {
      String sentence = new TemplateMistakes(false).sentence(failure, what);
      return new TemplateException(
          sentence, "", place, /* blame= */ value.origin(), false, failure);
    }
    return new TemplateException(
        FAILED.formatted(what, value.hint()),
        "",
        place,
        false,
        new TemplateException(value.hint(), "", value.origin(), false, null));
  }

  /// A condition that has a value which is neither true nor false.
  static TemplateException notBoolean(Object value, boolean truth, Text condition) {
    Origin of = Text.marksOf(value).origin();
    return notBoolean(
        "Conditional result (%s) was derived from value of type '%s' at '%s'. Conditionals must have a boolean result."
            .formatted(
                truth ? "True" : "False",
                Python.typeName(value),
                of == null ? condition.marks().origin() : of),
        condition.marks().origin());
  }

  private static TemplateException notBoolean(String sentence, @Nullable Origin place) {
    return new TemplateException(
            sentence, "compare it, or use the filter 'bool'", place, false, null)
        .helped(BROKEN);
  }

  /// The line of a template file that a mistake is in.
  private static @Nullable Origin within(@Nullable Origin file, JinjaException.Place place) {
    boolean known = file != null && file.line() == 0 && place.template().equals(file.source());
    return known ? new Origin(place.template(), place.line(), place.column()) : file;
  }

  /// What is wrong with a template.
  String sentence(JinjaException e) {
    return sentence(e, TEMPLATE);
  }

  private String sentence(JinjaException e, String what) {
    if (e.getCause() instanceof PythonException cause
        && cause.kind() == PythonException.Kind.PLUGIN) {
      return e.sentence();
    }
    return switch (e.kind()) {
      case UNDEFINED -> e.sentence();
      case SYNTAX -> old ? e.sentence() : SYNTAX.formatted(what, e.sentence());
      case RUNTIME, NOT_BOOLEAN, MISSING_TEMPLATE, BOUND -> rendering(what, e.sentence());
    };
  }

  private String rendering(String what, String sentence) {
    return old || sentence.startsWith("Conditional ")
        ? sentence
        : FAILED.formatted(what.equals(DELIMITED) ? EXPRESSION : what, sentence);
  }
}
