package dev.runner.values.regex;

import dev.runner.values.PythonException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/// A regular expression of Python's `re`, as one of `java.util.regex` that matches the same.
public final class PythonRegex {
  private static final long MOST_STEPS = 100_000_000;
  private static final long STEPS_PER_CHARACTER = 1000;

  /// Never matches; with a character of two units in it, Java steps over such characters whole.
  private static final String NEVER = "|\\x{1f600}(?!)";

  private final String written;
  private final RegexFlags asked;
  private final AtomicReferenceArray<@Nullable Pattern> compiled = new AtomicReferenceArray<>(4);
  private final Map<String, Integer> names;
  private final int[] numbers;
  private final boolean multiline;

  private PythonRegex(String written, RegexFlags asked) {
    RegexTranslation translation = new RegexTranslation(written, asked, false);
    this.written = written;
    this.asked = asked;
    this.compiled.set(0, java(translation, false, false));
    this.names = Map.copyOf(translation.names());
    this.numbers = translation.numbers();
    this.multiline = translation.flags().multiline();
  }

  /// @param something not nothing at the place where the search begins
  private static Pattern java(RegexTranslation translation, boolean wide, boolean something) {
    String translated = translation.run();
    RegexFlags flags = translation.flags();
    int java =
        Pattern.UNIX_LINES
            | (flags.ignoreCase() ? Pattern.CASE_INSENSITIVE : 0)
            | (flags.ascii() ? 0 : Pattern.UNICODE_CASE);
    String pattern = something ? "(?:" + translated + ")(?!\\G)" : translated;
    return Pattern.compile(wide ? "(?:" + pattern + ")" + NEVER : pattern, java);
  }

  /// The expression that this text says.
  ///
  /// @param ignoreCase `re.IGNORECASE`
  /// @param multiline `re.MULTILINE`
  /// @throws PythonException if it is no pattern
  public static PythonRegex compile(String text, boolean ignoreCase, boolean multiline) {
    return compile(text, new RegexFlags(ignoreCase, multiline, false, false, false));
  }

  /// An expression over bytes (`re.compile(b'…')`): one character stands for each byte, and `\w`,
  /// `\d`, `\s` and `\b` know ASCII only.
  ///
  /// @throws PythonException if it is no pattern
  public static PythonRegex ofBytes(String text) {
    return compile(text, new RegexFlags(false, false, false, false, true));
  }

  private static PythonRegex compile(String text, RegexFlags flags) {
    try {
      return new PythonRegex(text, flags);
    } catch (PatternSyntaxException e) {
      throw PythonException.value(
          "'%s' is no regular expression: %s".formatted(text, e.getDescription()));
    } catch (StackOverflowError e) {
      throw PythonException.value("the regular expression '%s' nests too deep".formatted(text));
    }
  }

  /// The pattern as it was written.
  String written() {
    return written;
  }

  /// The pattern for Java.
  ///
  /// @param wide whether the text has characters outside of ASCII
  /// @param something whether it mustn't match nothing at the place where the search begins
  Pattern pattern(boolean wide, boolean something) {
    int form = (wide ? 1 : 0) + (something ? 2 : 0);
    Pattern pattern = compiled.get(form);
    if (pattern == null) {
      pattern = java(new RegexTranslation(written, asked, wide), wide, something);
      compiled.set(form, pattern);
    }
    return pattern;
  }

  int groups() {
    return numbers.length - 1;
  }

  int javaNumber(int group) {
    return numbers[group];
  }

  /// Whether the pattern is to match at lines (`re.MULTILINE`, or `(?m)` in it).
  public boolean isMultiline() {
    return multiline;
  }

  /// The numbers of the named groups.
  public Map<String, Integer> names() {
    return names;
  }

  /// The pattern on a text. The work is bounded: a pattern that goes back and forth without end
  /// fails with a sentence.
  public Match on(String text) {
    long steps = MOST_STEPS + STEPS_PER_CHARACTER * text.length();
    return new Match(this, text, new Bounded(text, new long[] {steps}, written));
  }

  /// Whether it matches anywhere in the text.
  public boolean isFoundIn(String text) {
    return on(text).find();
  }

  /// Whether the text begins with a match.
  public boolean begins(String text) {
    return on(text).begins();
  }

  /// What a template says for the present match (`match.expand`).
  ///
  /// @throws PythonException if the template names a group that isn't there
  public String expand(Match match, String template) {
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
    if (name.matches("[0-9]{1,5}") && Integer.parseInt(name) <= groups()) {
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
    Match match = on(text);
    StringBuilder out = new StringBuilder();
    int copied = 0;
    int count = 0;
    while ((limit <= 0 || count < limit) && match.find()) {
      out.append(text, copied, match.start());
      replacement.write(match, out);
      copied = match.end();
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
