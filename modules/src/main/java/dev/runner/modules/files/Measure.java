package dev.runner.modules.files;

import dev.runner.module.BadParameter;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A number with a letter for its unit, such as `5d` or `-10m`.
enum Measure {
  AGE,
  SIZE;

  private static final Pattern FORM = Pattern.compile("(-?\\d+)([a-z]?)");

  private Map<String, Long> units() {
    return switch (this) {
      case AGE -> Map.of("s", 1L, "m", 60L, "h", 3600L, "d", 86_400L, "w", 604_800L);
      case SIZE -> Map.of("b", 1L, "k", 1L << 10, "m", 1L << 20, "g", 1L << 30, "t", 1L << 40);
    };
  }

  /// How many of the smallest unit.
  ///
  /// @throws BadParameter if the text is no such number
  long parse(String parameter, String text) {
    Map<String, Long> units = units();
    Matcher parts = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!parts.matches() || !(parts.group(2).isEmpty() || units.containsKey(parts.group(2)))) {
      throw new BadParameter(
          parameter,
          "failed to process %s: '%s' is no number with one of the letters %s"
              .formatted(
                  parameter, text, String.join(", ", units.keySet().stream().sorted().toList())));
    }
    return Long.parseLong(parts.group(1)) * units.getOrDefault(parts.group(2), 1L);
  }

  /// Whether a value is at least so much, or with a minus at most.
  static boolean meets(double value, long bound) {
    return bound >= 0 ? value >= bound : value <= -bound;
  }
}
