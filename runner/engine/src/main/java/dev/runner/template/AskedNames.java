package dev.runner.template;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Names whose being there a condition asks for. Before Ansible 2.19 a condition that came upon a
/// name that isn't there, and asks anywhere whether it is, was what that question wants: `x == 1
/// and x is defined` didn't hold, `x == 1 or x is not defined` did.
final class AskedNames {
  private static final String NAME = "(hostvars\\[.+\\]|\\w+)";
  private static final Pattern MISSED = pattern("'" + NAME + "' is undefined");
  private static final Pattern ASKED =
      pattern(NAME + "\\s+(not\\s+is|is\\s+not|is)\\s+(defined|undefined)");

  private AskedNames() {}

  private static Pattern pattern(String text) {
    return Pattern.compile(text, Pattern.UNICODE_CHARACTER_CLASS);
  }

  /// Whether a condition holds, also where it needs a name that isn't there.
  ///
  /// @param renders whether it holds templates: then it may only fail to hold, for Ansible renders
  ///   them again before the task
  /// @throws TemplateException if it can't be evaluated
  static boolean hold(String condition, boolean renders, BooleanSupplier evaluation) {
    try {
      return evaluation.getAsBoolean();
    } catch (TemplateException e) {
      return answer(condition, e).filter(holds -> !(holds && renders)).orElseThrow(() -> e);
    }
  }

  private static Optional<Boolean> answer(String condition, TemplateException failure) {
    Matcher missed = MISSED.matcher(failure.sentence());
    if (!failure.isUndefined() || !missed.find()) {
      return Optional.empty();
    }
    return ASKED
        .matcher(condition)
        .results()
        .filter(asked -> asked.group(1).equals(missed.group(1)))
        .findFirst()
        .map(asked -> asked.group(2).contains("not") != asked.group(3).equals("defined"))
        .map(wanted -> !wanted);
  }
}
