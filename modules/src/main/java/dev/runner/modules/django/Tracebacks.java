package dev.runner.modules.django;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds tracebacks of Python in a log.
final class Tracebacks {
  private static final String BEGIN = "Traceback (most recent call last):";

  /// Fields that Apache puts before each line, old (`[date] [error] [client …]`) and new.
  private static final Pattern FIELDS = Pattern.compile("^((?:\\[[^\\]]*\\] ?)+)(.*)$");

  private static final Pattern DATE =
      Pattern.compile("^\\[([A-Z][a-z]{2} [A-Z][a-z]{2} [^\\]]*)\\]");
  private static final Pattern ERROR = Pattern.compile("^([A-Za-z_][\\w.]*)(?::.*)?$");
  private static final List<String> LINKS =
      List.of(
          "During handling of the above exception, another exception occurred:",
          "The above exception was the direct cause of the following exception:");

  private Tracebacks() {}

  /// One traceback.
  ///
  /// @param when as the log has it; empty where it says nothing
  /// @param error its last line: the exception
  /// @param text the whole, without the log's own fields
  record Traceback(String when, String error, String text) {}

  /// The last one of a log, with those that it was caused by.
  static Optional<Traceback> last(List<String> log) {
    List<String> lines = log.stream().map(Tracebacks::bare).toList();
    int begin = lines.lastIndexOf(BEGIN);
    if (begin < 0) {
      return Optional.empty();
    }
    int end = end(lines, begin);
    int first = begin;
    for (int link = linkBefore(lines, first); link >= 0; link = linkBefore(lines, first)) {
      int earlier = lines.subList(0, link).lastIndexOf(BEGIN);
      if (earlier < 0) {
        break;
      }
      first = earlier;
    }
    Matcher date = DATE.matcher(log.get(begin));
    return Optional.of(
        new Traceback(
            date.find() ? date.group(1) : "",
            lines.get(end).strip(),
            String.join("\n", lines.subList(first, end + 1))));
  }

  private static String bare(String line) {
    Matcher fields = FIELDS.matcher(line);
    return fields.matches() ? fields.group(2) : line;
  }

  /// The line of the exception: the first after the frames that isn't indented. Its message may go
  /// on for more lines, which nothing marks; they are left out.
  private static int end(List<String> lines, int begin) {
    for (int i = begin + 1; i < lines.size(); i++) {
      String line = lines.get(i);
      if (!line.isEmpty() && !line.startsWith(" ") && ERROR.matcher(line).matches()) {
        return i;
      }
    }
    return lines.size() - 1;
  }

  /// Where the words stand that link this traceback to an earlier one; -1 if none do.
  private static int linkBefore(List<String> lines, int begin) {
    List<Integer> words = new ArrayList<>();
    for (int i = Math.max(0, begin - 2); i < begin; i++) {
      if (LINKS.contains(lines.get(i).strip())) {
        words.add(i);
      }
    }
    return words.isEmpty() ? -1 : words.getLast();
  }
}
