package dev.runner.vault;

import dev.runner.source.Opener;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// An encrypted text as it is written (Ansible Vault format 1.1 and 1.2): a header, then lines of
/// hexadecimal digits, which stand for three more hexadecimal numbers: salt, HMAC, ciphertext.
///
/// @param id of the secret, which only format 1.2 names
record Envelope(Optional<String> id, byte[] salt, byte[] hmac, byte[] cipher) {
  private static final String CIPHER = "AES256";
  private static final int WIDTH = 80;
  private static final HexFormat HEX = HexFormat.of();

  /// The text is no envelope.
  static final class Malformed extends Exception {
    private static final long serialVersionUID = 1;

    Malformed(String sentence) {
      super(sentence);
    }

    String sentence() {
      return String.valueOf(getMessage());
    }
  }

  static Envelope parse(String text) throws Malformed {
    List<String> lines = new ArrayList<>();
    for (String line : text.strip().split("\n", -1)) {
      lines.add(line.strip());
    }
    Optional<String> id = header(lines.getFirst());
    byte[] inner = bytes(String.join("", lines.subList(1, lines.size())));
    String[] numbers = new String(inner, StandardCharsets.US_ASCII).split("\n", -1);
    if (numbers.length != 3) {
      throw new Malformed("the encrypted text is damaged: it must consist of three numbers");
    }
    return new Envelope(id, bytes(numbers[0]), bytes(numbers[1]), bytes(numbers[2]));
  }

  private static Optional<String> header(String line) throws Malformed {
    String[] parts = line.split(";", -1);
    if (!line.startsWith(Opener.HEADER) || parts.length < 3) {
      throw new Malformed("this isn't encrypted by Ansible Vault: '$ANSIBLE_VAULT;' is missing");
    }
    if (!parts[2].equals(CIPHER)) {
      throw new Malformed("the cipher '%s' isn't supported, only AES256".formatted(parts[2]));
    }
    return switch (parts[1]) {
      case "1.1" -> {
        if (parts.length > 3) {
          throw new Malformed("the header of the encrypted text is damaged");
        }
        yield Optional.empty();
      }
      case "1.2" -> {
        if (parts.length != 4 || parts[3].isBlank()) {
          throw new Malformed("the header of the encrypted text names no vault id");
        }
        yield Optional.of(parts[3].strip());
      }
      default ->
          throw new Malformed(
              "the vault format '%s' isn't supported, only 1.1 and 1.2".formatted(parts[1]));
    };
  }

  /// Small letters only, as Vault writes them: what differs in any byte isn't the same text.
  private static byte[] bytes(String digits) throws Malformed {
    if (digits.length() % 2 != 0) {
      throw new Malformed("Vault format unhexlify error: Odd-length string");
    }
    for (int i = 0; i < digits.length(); i++) {
      if ("0123456789abcdef".indexOf(digits.charAt(i)) < 0) {
        throw new Malformed("Vault format unhexlify error: Non-hexadecimal digit found");
      }
    }
    return HEX.parseHex(digits);
  }

  /// The text, with a line feed at the end.
  String text() {
    String inner = HEX.formatHex(salt) + "\n" + HEX.formatHex(hmac) + "\n" + HEX.formatHex(cipher);
    String digits = HEX.formatHex(inner.getBytes(StandardCharsets.US_ASCII));
    StringBuilder out = new StringBuilder(Opener.HEADER);
    out.append(id.isEmpty() ? "1.1;" + CIPHER : "1.2;" + CIPHER + ";" + id.get()).append('\n');
    for (int i = 0; i < digits.length(); i += WIDTH) {
      out.append(digits, i, Math.min(digits.length(), i + WIDTH)).append('\n');
    }
    return out.toString();
  }
}
