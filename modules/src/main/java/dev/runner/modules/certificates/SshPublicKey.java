package dev.runner.modules.certificates;

import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;

/// A public key as OpenSSH writes it in one line: its kind, its bytes in base 64 (RFC 4253, section
/// 6.6), a comment.
///
/// @param kind `ssh-rsa`, say
/// @param blob the bytes
/// @param comment empty if there is none
record SshPublicKey(String kind, String blob, String comment) {

  /// Reads a line.
  static Optional<SshPublicKey> of(String line) {
    String[] words = line.strip().split("\\s+", 3);
    if (words.length < 2 || !words[1].startsWith("AAAA")) {
      return Optional.empty();
    }
    try {
      Base64.getDecoder().decode(words[1]);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    return Optional.of(new SshPublicKey(words[0], words[1], words.length > 2 ? words[2] : ""));
  }

  /// Kind and bytes, as Ansible tells a key.
  String bare() {
    return kind + " " + blob;
  }

  /// The line, with another comment.
  String line(String with) {
    return (bare() + " " + with).strip() + "\n";
  }

  /// The word for the kind that `ssh-keygen -t` takes.
  String type() {
    if (kind.startsWith("ecdsa-sha2-")) {
      return "ecdsa";
    }
    return switch (kind) {
      case "ssh-rsa" -> "rsa";
      case "ssh-dss" -> "dsa";
      default -> kind.replaceFirst("^ssh-", "");
    };
  }

  /// Its length in bits, as `ssh-keygen -l` counts; 0 if that isn't known of the kind.
  int size() {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(blob));
      part(bytes);
      return switch (type()) {
        case "rsa" -> {
          part(bytes); // the exponent
          yield new BigInteger(part(bytes)).bitLength();
        }
        case "dsa" -> new BigInteger(part(bytes)).bitLength();
        case "ecdsa" ->
            Integer.parseInt(
                new String(part(bytes), StandardCharsets.US_ASCII).replaceFirst("^nistp", ""));
        case "ed25519" -> 256;
        default -> 0;
      };
    } catch (BufferUnderflowException | NumberFormatException e) {
      return 0;
    }
  }

  private static byte[] part(ByteBuffer bytes) {
    int length = bytes.getInt();
    if (length < 0 || length > bytes.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] part = new byte[length];
    bytes.get(part);
    return part;
  }

  /// As `ssh-keygen -l` tells it.
  String fingerprint() {
    try {
      byte[] sum = MessageDigest.getInstance("SHA-256").digest(Base64.getDecoder().decode(blob));
      return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(sum);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
