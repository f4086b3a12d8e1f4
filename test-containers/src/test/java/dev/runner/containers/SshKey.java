package dev.runner.containers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// A key pair that logs in to test hosts.
///
/// @param file the private key; the public one stands beside it
public record SshKey(Path file) {

  /// Makes a new pair in a folder.
  public static SshKey generate(Path folder) {
    Path file = folder.resolve("id_ed25519");
    Shell.run(
            "ssh-keygen",
            "-q",
            "-t",
            "ed25519",
            "-N",
            "",
            "-C",
            "runner-test",
            "-f",
            file.toString())
        .orThrow();
    return new SshKey(file);
  }

  /// The pair of this test run: all its hosts know it, so that one inventory can name it once.
  public static SshKey ofThisRun() {
    return OfThisRun.KEY;
  }

  /// The line for `authorized_keys`.
  public String publicLine() {
    try {
      return Files.readString(file.resolveSibling(file.getFileName() + ".pub")).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class OfThisRun {
    static final SshKey KEY = generate(folder());

    private static Path folder() {
      try {
        return Files.createTempDirectory(
            "runner-test-key",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
