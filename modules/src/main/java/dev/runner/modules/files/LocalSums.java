package dev.runner.modules.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

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

  /// What a checksum on another thread came to.
  static <T> T awaited(Future<T> sum) {
    try {
      return sum.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof UncheckedIOException known
          ? known
          : new UncheckedIOException(new IOException(e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new InterruptedIOException("interrupted"));
    }
  }

  private static String read(ChecksumAlgorithm algorithm, Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return Digests.of(algorithm, in);
    }
  }
}
