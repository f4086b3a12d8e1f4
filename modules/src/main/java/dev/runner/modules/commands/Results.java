package dev.runner.modules.commands;

import dev.runner.module.Content;
import dev.runner.module.Output;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What `register` gets from a command, under the names that Ansible documents.
public final class Results {
  private static final DateTimeFormatter WHEN =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS").withZone(ZoneOffset.UTC);

  private Results() {}

  /// The values of a command that ran.
  ///
  /// @param strip whether newlines at the ends of its output are left out
  public static Map<String, Object> of(Object cmd, Output output, boolean strip) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.putAll(brief(output, strip));
    values.put("cmd", cmd);
    values.putAll(times(output.began(), output.began().plus(output.took())));
    return values;
  }

  /// When something began and ended, and how long it took.
  static Map<String, Object> times(Instant began, Instant ended) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("start", instant(began));
    values.put("end", instant(ended));
    values.put("delta", duration(Duration.between(began, ended)));
    return values;
  }

  /// The exit status and what the command wrote.
  static Map<String, Object> brief(Output output, boolean strip) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("rc", (long) output.exit());
    values.putAll(streams(output, strip));
    return values;
  }

  /// Only what the command wrote.
  static Map<String, Object> streams(Output output, boolean strip) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("stdout", text(output.stdout(), strip));
    values.put("stderr", text(output.stderr(), strip));
    values.put("stdout_lines", lines(text(output.stdout(), strip)));
    values.put("stderr_lines", lines(text(output.stderr(), strip)));
    return values;
  }

  private static String text(Content content, boolean strip) {
    String text = content.lenientText();
    int end = text.length();
    while (strip && end > 0 && "\r\n".indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    return text.substring(0, end);
  }

  /// The lines of a text; none of an empty one.
  public static List<String> lines(String text) {
    return text.lines().toList();
  }

  /// An instant in UTC, as results hold it.
  public static String instant(Instant instant) {
    return WHEN.format(instant);
  }

  /// A duration as Python writes a `timedelta`: `1 day, 2:03:04.000005`.
  public static String duration(Duration time) {
    long days = time.toDays();
    String clock =
        "%d:%02d:%02d.%06d"
            .formatted(
                time.toHoursPart(),
                time.toMinutesPart(),
                time.toSecondsPart(),
                time.toNanosPart() / 1000);
    return days == 0 ? clock : days + (days == 1 ? " day, " : " days, ") + clock;
  }
}
