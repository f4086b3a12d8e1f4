package dev.runner.execute.compile;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What was told of a keyword's value before ansible-core 2.19. Playbooks of that time look for
/// these words.
final class FormerKeyword {
  private static final Pattern NEITHER =
      Pattern.compile("The value '(.*)' could not be converted to 'bool'\\.");

  private FormerKeyword() {}

  /// Of a value that is no number.
  static String noNumber(String keyword, Object written, String value) {
    return invalid(
        keyword, written, "int", "invalid literal for int() with base 10: '%s'".formatted(value));
  }

  /// The same sentence about a value in the words of that time; itself if it is about something
  /// else.
  static String of(String keyword, Object written, String sentence) {
    Matcher neither = NEITHER.matcher(sentence);
    return neither.matches()
        ? invalid(
            keyword,
            written,
            "bool",
            "The value '%s' is not a valid boolean.  Valid booleans include: 'yes', 'on', 'true', '1', 'y', 't', 'no', 'off', 'false', '0', 'n', 'f'"
                .formatted(neither.group(1)))
        : "Error processing keyword '%s': %s".formatted(keyword, sentence);
  }

  /// Whether a sentence names the keyword already.
  static boolean isTold(String sentence) {
    return sentence.startsWith("Error processing keyword '") || sentence.startsWith("the field '");
  }

  private static String invalid(String keyword, Object written, String type, String why) {
    return "the field '%s' has an invalid value (%s), and could not be converted to an %s.The error was: %s"
        .formatted(keyword, Written.plain(written), type, why);
  }
}
