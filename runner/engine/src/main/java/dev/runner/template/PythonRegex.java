package dev.runner.template;

import dev.runner.values.PythonException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// A regular expression of Python's `re`, as one of `java.util.regex` that matches the same.
final class PythonRegex {
  private static final int MOST_STEPS = 20_000_000;

  private final Pattern pattern;
  private final Map<String, Integer> names;

  private PythonRegex(Pattern pattern, Map<String, Integer> names) {
    this.pattern = pattern;
    this.names = names;
  }

  /// @throws PythonException if it is no pattern
  static PythonRegex compile(String text, boolean ignoreCase, boolean multiline) {
    RegexTranslation translation = new RegexTranslation(text);
    String translated = translation.run();
    int flags = Pattern.UNIX_LINES | (multiline ? Pattern.MULTILINE : 0);
    flags |= translation.ascii() ? 0 : Pattern.UNICODE_CHARACTER_CLASS | Pattern.UNICODE_CASE;
    flags |= ignoreCase ? Pattern.CASE_INSENSITIVE : 0;
    try {
      return new PythonRegex(Pattern.compile(translated, flags), translation.names());
    } catch (PatternSyntaxException e) {
      throw PythonException.value(
          "'%s' is no regular expression: %s".formatted(text, e.getDescription()));
    }
  }

  /// A matcher for a text, whose work is bounded: a pattern that goes back and forth without end
  /// fails with a sentence.
  Matcher on(String text) {
    return pattern.matcher(new Bounded(text, new int[] {MOST_STEPS}, pattern.pattern()));
  }

  /// Runs a search, and says what went wrong if the pattern nests too deep for this text.
  static boolean found(Matcher matcher) {
    try {
      return matcher.find();
    } catch (StackOverflowError e) {
      throw PythonException.runtime(
          "the regular expression '%s' nests too deep for a text this long"
              .formatted(matcher.pattern()));
    }
  }

  /// Whether the text begins with a match.
  static boolean begins(Matcher matcher) {
    try {
      return matcher.lookingAt();
    } catch (StackOverflowError e) {
      throw PythonException.runtime(
          "the regular expression '%s' nests too deep for a text this long"
              .formatted(matcher.pattern()));
    }
  }

  /// The number of a group that is named by its name or number.
  ///
  /// @throws PythonException if there is none
  int group(String name) {
    Integer named = names.get(name);
    if (named != null) {
      return named;
    }
    int count = pattern.matcher("").groupCount();
    if (name.matches("[0-9]{1,5}") && Integer.parseInt(name) <= count) {
      return Integer.parseInt(name);
    }
    throw PythonException.of(
        PythonException.Kind.INDEX, "the regular expression has no group '%s'".formatted(name));
  }

  /// The text with matches replaced.
  ///
  /// @param limit replaces at most so many; 0: all
  /// @return the text, and how many were replaced
  Replaced replace(String text, String template, int limit) {
    Replacement replacement = Replacement.parse(template, this);
    Matcher matcher = on(text);
    StringBuilder out = new StringBuilder();
    int copied = 0;
    int count = 0;
    while ((limit <= 0 || count < limit) && found(matcher)) {
      out.append(text, copied, matcher.start());
      replacement.write(matcher, out);
      copied = matcher.end();
      count++;
    }
    return new Replaced(out.append(text.substring(copied)).toString(), count);
  }

  /// @param count how many were replaced
  record Replaced(String text, int count) {}

  /// A text that is looked at only so often.
  private record Bounded(String text, int[] left, String pattern) implements CharSequence {
    @Override
    public char charAt(int index) {
      if (--left[0] < 0) {
        throw PythonException.runtime(
            "the regular expression '%s' takes too many steps on this text".formatted(pattern));
      }
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.substring(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
