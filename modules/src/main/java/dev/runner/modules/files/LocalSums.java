package dev.runner.modules.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Checksums of what stands on the control machine.
final class LocalSums {
  private LocalSums() {}

  /// The checksum of a file in lower-case hex digits; none if there is no such file.
  static Optional<String> of(ChecksumAlgorithm algorithm, Path file) {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      Optional<String> said = ProgramSums.of(algorithm, file);
      return said.isPresent() ? said : Optional.of(read(algorithm, file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(ChecksumAlgorithm algorithm, Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return Digests.of(algorithm, in);
    }
  }
}
