package dev.runner.modules.certificates;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Values in DER as text between two lines (RFC 7468).
final class Pem {
  private static final Pattern BLOCK =
      Pattern.compile(
          "-----BEGIN ([A-Z0-9 .]+)-----\\s(.*?)-----END \\1-----",
          Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

  private Pem() {}

  /// The first value under one of these labels.
  static Optional<byte[]> first(String text, String... labels) {
    Matcher block = BLOCK.matcher(text);
    while (block.find()) {
      if (java.util.List.of(labels).contains(block.group(1))) {
        return Optional.of(decoded(block.group(2)));
      }
    }
    return Optional.empty();
  }

  /// What is in a file that holds a value in PEM, or the bare value.
  static byte[] bytes(byte[] content, String... labels) {
    String text = new String(content, StandardCharsets.ISO_8859_1);
    return first(text, labels).orElse(content);
  }

  static String write(String label, byte[] bytes) {
    String lines =
        Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes); // no newline at the end
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(label, lines);
  }

  private static byte[] decoded(String text) {
    try {
      return Base64.getDecoder().decode(text.replaceAll("\\s", ""));
    } catch (IllegalArgumentException e) {
      throw new Malformed("no text in base 64: " + e.getMessage());
    }
  }
}
