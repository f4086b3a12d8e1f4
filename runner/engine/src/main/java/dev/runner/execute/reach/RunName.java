package dev.runner.execute.reach;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Random;

/// Names of runs: the time at which they started, in UTC, and a few random digits. They sort by
/// age.
public final class RunName {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private RunName() {}

  /// A new name.
  public static String of(Instant now, Random random) {
    byte[] digits = new byte[3];
    random.nextBytes(digits);
    return TIME.format(now) + "-" + HexFormat.of().formatHex(digits);
  }

  /// When the run of this name started.
  public static Instant started(String run) {
    return Instant.from(TIME.parse(run.length() > 16 ? run.substring(0, 16) : run));
  }
}
