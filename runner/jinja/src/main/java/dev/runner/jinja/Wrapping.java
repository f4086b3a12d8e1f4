package dev.runner.jinja;

import dev.runner.values.Python;
import dev.runner.values.PythonException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Breaking a line at its words, as Python's `textwrap.wrap` does without touching the white space
/// within a line.
///
/// @param width code points of a line
/// @param breaksWords whether a word that is longer than a line is broken
/// @param breaksHyphens whether a line may end behind a hyphen
record Wrapping(int width, boolean breaksWords, boolean breaksHyphens) {
  private static final String SPACE = "[\\t\\n\\x0b\\f\\r ]";
  private static final String NO_SPACE = "[^\\t\\n\\x0b\\f\\r ]";

  /// The patterns are compiled when the first line is wrapped.
  private static final class Patterns {
    /// A run of spaces; a dash between words; a word up to its hyphen, the dash behind it, or its
    /// end.
    static final Pattern HYPHENS =
        Pattern.compile(
            SPACE
                + "+|(?<=[\\w!\"'&.,?])-{2,}(?=\\w)|"
                + NO_SPACE
                + "+?(?:-(?:(?<=[^\\d\\W]{2}-)|(?<=[^\\d\\W]-[^\\d\\W]-))(?=[^\\d\\W]-?[^\\d\\W])|(?="
                + SPACE
                + "|\\z)|(?<=[\\w!\"'&.,?])(?=-{2,}\\w))",
            Pattern.UNICODE_CHARACTER_CLASS);

    static final Pattern WORDS = Pattern.compile(SPACE + "+|" + NO_SPACE + "+");
  }

  /// The lines that a line becomes; none if there are only spaces in it.
  List<String> wrap(String line) {
    if (width <= 0) {
      throw PythonException.value("invalid width " + width + " (must be > 0)");
    }
    List<String> lines = new ArrayList<>();
    List<String> chunks = chunks(line);
    int at = 0;
    while (at < chunks.size()) {
      if (isSpace(chunks.get(at)) && !lines.isEmpty()) {
        at++;
        continue;
      }
      List<String> taken = new ArrayList<>();
      at = fill(chunks, at, taken);
      if (!taken.isEmpty() && isSpace(taken.getLast())) {
        taken.removeLast();
      }
      if (!taken.isEmpty()) {
        lines.add(String.join("", taken));
      }
    }
    return lines;
  }

  /// Takes what fits into a line, and says where the next one starts.
  private int fill(List<String> chunks, int start, List<String> taken) {
    int length = 0;
    int at = start;
    while (at < chunks.size() && length + Python.length(chunks.get(at)) <= width) {
      length += Python.length(chunks.get(at));
      taken.add(chunks.get(at++));
    }
    if (at < chunks.size() && Python.length(chunks.get(at)) > width) {
      String chunk = chunks.get(at);
      if (breaksWords) {
        int end = breakAt(chunk, width - length);
        taken.add(chunk.substring(0, end));
        chunks.set(at, chunk.substring(end));
      } else if (taken.isEmpty()) {
        taken.add(chunk);
        at++;
      }
    }
    return at;
  }

  /// Behind the last hyphen that fits, or else where the line is full.
  private int breakAt(String chunk, int room) {
    int end = chunk.offsetByCodePoints(0, room);
    if (breaksHyphens && Python.length(chunk) > room) {
      int hyphen = chunk.substring(0, end).lastIndexOf('-');
      if (hyphen > 0 && !chunk.substring(0, hyphen).replace("-", "").isEmpty()) {
        return hyphen + 1;
      }
    }
    return end;
  }

  private static boolean isSpace(String chunk) {
    return chunk.isBlank();
  }

  private List<String> chunks(String line) {
    Pattern pattern = breaksHyphens ? Patterns.HYPHENS : Patterns.WORDS;
    List<String> chunks = new ArrayList<>();
    Matcher matcher = pattern.matcher(line);
    int at = 0;
    while (matcher.find()) {
      if (matcher.start() > at) {
        chunks.add(line.substring(at, matcher.start()));
      }
      if (matcher.end() > matcher.start()) {
        chunks.add(matcher.group());
      }
      at = matcher.end();
    }
    if (at < line.length()) {
      chunks.add(line.substring(at));
    }
    return chunks;
  }
}
