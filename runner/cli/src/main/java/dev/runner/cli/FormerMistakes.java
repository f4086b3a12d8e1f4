package dev.runner.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How mistakes that scripts look for were told before ansible-core 2.19.
final class FormerMistakes {
  private static final Pattern DUPLICATE =
      Pattern.compile("Found duplicate mapping key '(.*)'; what line .*");
  private static final Pattern YAML = Pattern.compile("YAML parsing failed: (.*)", Pattern.DOTALL);
  private static final Pattern REGISTER =
      Pattern.compile("Invalid 'register' specified: Invalid variable name '(.*)'\\.");
  private static final String UNREADABLE =
      """
      We were unable to read either as JSON nor YAML, these are the errors we got from each:
      JSON: Expecting value: line 1 column 1 (char 0)

      Syntax Error while loading YAML.
        %s""";

  private FormerMistakes() {}

  /// What was said then.
  ///
  /// @param sentence what is said now
  /// @param where file:line:column; empty if it has no place
  static String told(String sentence, String where) {
    Matcher duplicate = DUPLICATE.matcher(sentence);
    if (duplicate.matches()) {
      return "While constructing a mapping from %s, found a duplicate dict key (%s). Using last defined value only."
          .formatted(
              where.replaceFirst(":([0-9]+):([0-9]+)$", ", line $1, column $2"),
              duplicate.group(1));
    }
    Matcher yaml = YAML.matcher(sentence);
    if (yaml.matches()) {
      return UNREADABLE.formatted(yaml.group(1));
    }
    Matcher register = REGISTER.matcher(sentence);
    return register.matches()
        ? "Invalid variable name in 'register' specified: '%s'".formatted(register.group(1))
        : sentence;
  }
}
