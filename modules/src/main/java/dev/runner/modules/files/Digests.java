package dev.runner.modules.files;

import dev.runner.module.Content;
import dev.runner.module.ControlFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/// Checksums made on the control machine.
public final class Digests {
  private Digests() {}

  /// The checksum in lower-case hex digits.
  public static String of(ChecksumAlgorithm algorithm, Content content) {
    return HexFormat.of().formatHex(digest(algorithm).digest(content.bytes()));
  }

  /// The checksum of a file, as it will be sent, in lower-case hex digits.
  static String of(ChecksumAlgorithm algorithm, ControlFile file) {
    try {
      boolean plain = !file.isSecret() && file.size() >= ProgramSums.LARGE;
      Optional<String> said = plain ? ProgramSums.of(algorithm, file.path()) : Optional.empty();
      if (said.isPresent()) {
        return said.get();
      }
      try (InputStream in = file.open()) {
        return of(algorithm, in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The checksum of all that can be read here, in lower-case hex digits.
  static String of(ChecksumAlgorithm algorithm, InputStream in) throws IOException {
    MessageDigest digest = digest(algorithm);
    new DigestInputStream(in, digest).transferTo(OutputStream.nullOutputStream());
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest digest(ChecksumAlgorithm algorithm) {
    try {
      return MessageDigest.getInstance(algorithm.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has " + algorithm, e);
    }
  }
}
