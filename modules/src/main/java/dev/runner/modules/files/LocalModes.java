package dev.runner.modules.files;

import dev.runner.module.FileMode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// Permissions of files of the control machine.
final class LocalModes {
  private LocalModes() {}

  /// The permission bits of a file.
  static FileMode of(Path path) {
    try {
      String letters = PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
      int bits = 0;
      for (int i = 0; i < letters.length(); i++) {
        bits = (bits << 1) | (letters.charAt(i) == '-' ? 0 : 1);
      }
      return FileMode.of(bits);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
