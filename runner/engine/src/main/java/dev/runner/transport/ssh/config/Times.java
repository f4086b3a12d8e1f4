package dev.runner.transport.ssh.config;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Lengths of time as sshd_config(5) has them: `90`, `10m`, `1h30m`, `2d`, `1w`.
final class Times {
  private static final Pattern PART = Pattern.compile("(\\d{1,9})([sSmMhHdDwW]?)");

  private Times() {}

  static Duration read(Setting setting) throws OptionException {
    Matcher parts = PART.matcher(setting.value());
    Duration sum = Duration.ZERO;
    int at = 0;
    while (at < setting.value().length() && parts.find(at) && parts.start() == at) {
      sum = sum.plus(unit(parts.group(2)).multipliedBy(Long.parseLong(parts.group(1))));
      at = parts.end();
    }
    if (at == 0 || at < setting.value().length()) {
      throw setting.wrong(
          "can't be \"%s\"; it is a length of time such as 30, 5m or 1h30m."
              .formatted(setting.value()));
    }
    return sum;
  }

  private static Duration unit(String letter) {
    return switch (letter) {
      case "m", "M" -> Duration.ofMinutes(1);
      case "h", "H" -> Duration.ofHours(1);
      case "d", "D" -> Duration.ofDays(1);
      case "w", "W" -> Duration.ofDays(7);
      default -> Duration.ofSeconds(1);
    };
  }
}
