package dev.runner.modules.site;

import dev.runner.module.Rendered;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How the message of maintenance reads.
///
/// @param template the whole file
/// @param line finds the message's line in the inactive form
/// @param message the line as it is to read
/// @param inactive the file while there is no message
/// @param timeFormat how the site writes a time, as strftime does
record BannerText(
    Optional<Rendered> template,
    Optional<String> line,
    Optional<String> message,
    String inactive,
    BannerTime time,
    String timeFormat) {

  private static final String TIME = "@begins@";

  /// The next time that the format can write, so that what is read back lies ahead as well.
  Instant beginning(Instant earliest) {
    boolean seconds = timeFormat.contains("%S");
    return earliest
        .plusNanos(seconds ? 999_999_999 : 59_999_999_999L)
        .truncatedTo(seconds ? ChronoUnit.SECONDS : ChronoUnit.MINUTES);
  }

  /// The file with the message; empty if no line is the message's.
  Optional<String> active(String shown) {
    if (template.isPresent()) {
      return Optional.of(template.get().text().value().replace(TIME, shown));
    }
    if (line.isEmpty()) {
      return message.map(text -> joined(text.replace(TIME, shown)));
    }
    return new TemplateText(inactive)
        .activating(
            Pattern.compile(line.get()),
            found ->
                message
                    .map(text -> text.replace(TIME, shown))
                    .orElseGet(() -> timed(found.replace(TIME, shown), shown)));
  }

  private String timed(String found, String shown) {
    return time.shape().matcher(found).replaceFirst(Matcher.quoteReplacement(shown));
  }

  private String joined(String line) {
    return inactive + (inactive.isEmpty() || inactive.endsWith("\n") ? "" : "\n") + line + "\n";
  }
}
