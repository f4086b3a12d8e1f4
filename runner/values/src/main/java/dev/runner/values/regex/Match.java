package dev.runner.values.regex;

import dev.runner.values.PythonException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A pattern on a text: where it matches, and what its groups took. Its groups have Python's
/// numbers.
public final class Match {
  /// Reserved, not taken: only a pattern that nests deep touches it.
  private static final long DEEP_STACK = 256L << 20;

  private final PythonRegex regex;
  private final String text;
  private final boolean wide;
  private final Matcher matcher;
  private int from;
  private boolean afterNothing;

  /// @param bounded the text, which may be looked at only so often
  Match(PythonRegex regex, String text, CharSequence bounded) {
    this.regex = regex;
    this.text = text;
    this.wide = text.chars().anyMatch(c -> c > 0x7f);
    this.matcher = regex.pattern(wide, false).matcher(bounded);
    matcher.useTransparentBounds(true).useAnchoringBounds(false);
  }

  /// Looks for the next match. After an empty one Python first looks for one at the same place that
  /// isn't.
  public boolean find() {
    if (from > text.length()) {
      return false;
    }
    Pattern pattern = regex.pattern(wide, afterNothing);
    boolean found = run(() -> reset(pattern).find());
    if (found) {
      from = matcher.end();
      afterNothing = matcher.end() == matcher.start();
    } else {
      from = text.length() + 1;
    }
    return found;
  }

  /// Whether the text begins with a match.
  public boolean begins() {
    return run(() -> reset(regex.pattern(wide, false)).lookingAt());
  }

  /// Whether the text as a whole is a match.
  public boolean whole() {
    return run(() -> reset(regex.pattern(wide, false)).matches());
  }

  private Matcher reset(Pattern pattern) {
    return matcher.usePattern(pattern).region(from, text.length());
  }

  /// Java's matcher calls itself for each turn of a loop over a group; if the stack is too small
  /// for this text, it tries again on a large one.
  private boolean run(BooleanSupplier work) {
    try {
      return work.getAsBoolean();
    } catch (StackOverflowError shallow) {
      return onDeepStack(work);
    }
  }

  private boolean onDeepStack(BooleanSupplier work) {
    FutureTask<Boolean> task = new FutureTask<>(work::getAsBoolean);
    new Thread(null, task, "regular expression", DEEP_STACK).start();
    try {
      return task.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw PythonException.runtime(
          "the search for '%s' was interrupted".formatted(regex.written()));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof PythonException mistake) {
        throw mistake;
      }
      throw PythonException.runtime(
          "the regular expression '%s' nests too deep for a text this long"
              .formatted(regex.written()));
    }
  }

  /// How many groups the pattern has.
  public int groups() {
    return regex.groups();
  }

  /// The text of the match.
  public String text() {
    return matcher.group();
  }

  /// What a group took; nothing if it has no part in the match.
  public @Nullable String group(int number) {
    return matcher.group(regex.javaNumber(number));
  }

  /// Where the match begins.
  public int start() {
    return matcher.start();
  }

  /// Where the match ends.
  public int end() {
    return matcher.end();
  }

  /// Where a group begins; -1 if it has no part in the match.
  public int start(int number) {
    return matcher.start(regex.javaNumber(number));
  }

  /// Where a group ends; -1 if it has no part in the match.
  public int end(int number) {
    return matcher.end(regex.javaNumber(number));
  }
}
