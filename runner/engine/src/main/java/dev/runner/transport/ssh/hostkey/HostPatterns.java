package dev.runner.transport.ssh.hostkey;

import dev.runner.transport.ssh.config.Pattern;
import java.util.List;
import java.util.Locale;

/// The names in a line of a file of known hosts: patterns that a comma separates.
final class HostPatterns {
  private HostPatterns() {}

  static boolean fit(String patterns, String name) {
    return Pattern.fitsAny(List.of(patterns.toLowerCase(Locale.ROOT).split(",")), name);
  }
}
