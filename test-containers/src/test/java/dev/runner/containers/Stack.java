package dev.runner.containers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// The kinds of test host.
public enum Stack {
  /// Debian 12: Python 3 and the newest Django with long-term support, on SQLite, MariaDB or
  /// PostgreSQL.
  MODERN,
  /// Debian 11: Python 2.7, Django 1.4 and South 0.7, or 1.6 and 1.0, on MariaDB.
  CLASSIC,
  /// BusyBox and dropbear, and nothing else: no site, and root alone logs in.
  SMALL,
  /// Debian 12 that systemd has booted, with Apache: no site. A machine whose containers can't boot
  /// fails its tests.
  BOOTED;

  /// Those that a site runs on.
  static List<Stack> ofSites() {
    return List.of(MODERN, CLASSIC);
  }

  /// The name of the image that `test-containers/bin/images` built.
  String image() {
    Path file = folder().resolve("target/images").resolve(name().toLowerCase(Locale.ROOT));
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "No image of a test host: run test-containers/bin/engine and test-containers/bin/images"
              + " first",
          e);
    }
  }

  private static Path folder() {
    String root = System.getProperty("runner.root");
    return root == null ? Path.of("").toAbsolutePath() : Path.of(root, "test-containers");
  }
}
