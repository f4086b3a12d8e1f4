package dev.runner.values.regex;

import dev.runner.values.PythonException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// A regular expression of Python's `re`, as one of `java.util.regex` that matches the same.
public final class PythonRegex {
  private static final long MOST_STEPS = 20_000_000;
  private static final long STEPS_PER_CHARACTER = 100;

  private final Pattern pattern;
  private final Map<String, Integer> names;
  private final boolean multiline;

  private PythonRegex(Pattern pattern, RegexTranslation translation) {
    this.pattern = pattern;
    this.names = translation.names();
    this.multiline = translation.multiline();
  }

  /// The expression that this text says.
  ///
  /// @param ignoreCase `re.IGNORECASE`
  /// @param multiline `re.MULTILINE`
  /// @throws PythonException if it is no pattern
  public static PythonRegex compile(String text, boolean ignoreCase, boolean multiline) {
    int flags = (multiline ? Pattern.MULTILINE : 0) | (ignoreCase ? Pattern.CASE_INSENSITIVE : 0);
    return compile(text, flags, false);
  }

  /// An expression over bytes (`re.compile(b'…')`): one character stands for each byte, and `\w`,
  /// `\d`, `\s` and `\b` know ASCII only.
  ///
  /// @throws PythonException if it is no pattern
  public static PythonRegex ofBytes(String text) {
    return compile(text, 0, true);
  }

  private static PythonRegex compile(String text, int asked, boolean bytes) {
    RegexTranslation translation = new RegexTranslation(text);
    String translated = translation.run();
    boolean ascii = bytes || translation.ascii();
    int letters = ascii ? 0 : Pattern.UNICODE_CHARACTER_CLASS | Pattern.UNICODE_CASE;
    int flags = Pattern.UNIX_LINES | asked | letters;
    try {
      return new PythonRegex(Pattern.compile(translated, flags), translation);
    } catch (PatternSyntaxException e) {
      throw PythonException.value(
          "'%s' is no regular expression: %s".formatted(text, said(e.getDescription())));
    }
  }

  /// What Python says of the same mistake, which people look for.
  private static String said(String description) {
    if (description.startsWith("Dangling meta character")) {
      return "nothing to repeat";
    }
    return switch (description) {
      case "Unclosed group" -> "missing ), unterminated subpattern";
      case "Unmatched closing ')'" -> "unbalanced parenthesis";
      case "Illegal character range" -> "bad character range";
      case "Illegal repetition range" -> "min repeat greater than max repeat";
      case "Look-behind group does not have an obvious maximum length" ->
          "look-behind requires fixed-width pattern";
      default -> description;
    };
  }

  /// Whether the pattern itself asks for `re.MULTILINE`, by `(?m)`.
  public boolean isMultiline() {
    return multiline;
  }

  /// A matcher for a text, whose work is bounded: a pattern that goes back and forth without end
  /// fails with a sentence.
  public Matcher on(String text) {
    long steps = MOST_STEPS + STEPS_PER_CHARACTER * text.length();
    return pattern.matcher(new Bounded(text, new long[] {steps}, pattern.pattern()));
  }

  /// Runs a search, and says what went wrong if the pattern nests too deep for this text.
  public static boolean found(Matcher matcher) {
    try {
      return matcher.find();
    } catch (StackOverflowError e) {
      throw PythonException.runtime(
          "the regular expression '%s' nests too deep for a text this long"
              .formatted(matcher.pattern()));
    }
  }

  /// Whether the text begins with a match.
  public static boolean begins(Matcher matcher) {
    try {
      return matcher.lookingAt();
    } catch (StackOverflowError e) {
      throw PythonException.runtime(
          "the regular expression '%s' nests too deep for a text this long"
              .formatted(matcher.pattern()));
    }
  }

  /// What a template says for the present match (`match.expand`).
  ///
  /// @throws PythonException if the template names a group that isn't there
  public String expand(Matcher match, String template) {
    StringBuilder out = new StringBuilder();
    Replacement.parse(template, this).write(match, out);
    return out.toString();
  }

  /// The number of a group that is named by its name or number.
  ///
  /// @throws PythonException if there is none
  public int group(String name) {
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
  /// @param template text with references to groups, as `re.sub` takes it
  /// @return the text, and how many were replaced
  /// @throws PythonException if the template names a group that isn't there
  public Replaced replace(String text, String template, int limit) {
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

  /// A text after a replacement.
  ///
  /// @param count how many were replaced
  public record Replaced(String text, int count) {}

  /// A text that is looked at only so often.
  private record Bounded(String text, long[] left, String pattern) implements CharSequence {
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
