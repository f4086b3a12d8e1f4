package dev.runner.modules.users;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A line of a file of authorized keys that holds a key.
///
/// @param options what the key may be used for, part by part
/// @param type the kind of key
/// @param key the key itself
/// @param comment what stands behind it
record PublicKey(List<String> options, String type, String key, String comment) {
  private static final Set<String> TYPES =
      Set.of(
          "ssh-dss",
          "ssh-dss-cert-v01@openssh.com",
          "ssh-rsa",
          "ssh-rsa-cert-v01@openssh.com",
          "rsa-sha2-256",
          "rsa-sha2-256-cert-v01@openssh.com",
          "rsa-sha2-512",
          "rsa-sha2-512-cert-v01@openssh.com",
          "ssh-ed25519",
          "ssh-ed25519-cert-v01@openssh.com",
          "ecdsa-sha2-nistp256",
          "ecdsa-sha2-nistp256-cert-v01@openssh.com",
          "ecdsa-sha2-nistp384",
          "ecdsa-sha2-nistp384-cert-v01@openssh.com",
          "ecdsa-sha2-nistp521",
          "ecdsa-sha2-nistp521-cert-v01@openssh.com",
          "sk-ssh-ed25519@openssh.com",
          "sk-ssh-ed25519-cert-v01@openssh.com",
          "sk-ecdsa-sha2-nistp256@openssh.com",
          "sk-ecdsa-sha2-nistp256-cert-v01@openssh.com",
          "webauthn-sk-ecdsa-sha2-nistp256@openssh.com",
          "ssh-xmss@openssh.com",
          "ssh-xmss-cert-v01@openssh.com");

  PublicKey {
    options = List.copyOf(options);
  }

  /// The key of a line; empty if it holds none.
  static Optional<PublicKey> read(String line) {
    List<String> words = parts(line.strip(), false);
    for (int i = 0; i + 1 < words.size() && i < 2; i++) {
      if (TYPES.contains(words.get(i))) {
        List<String> options = i == 0 ? List.of() : options(words.getFirst());
        String comment = String.join(" ", words.subList(i + 2, words.size()));
        return Optional.of(new PublicKey(options, words.get(i), words.get(i + 1), comment));
      }
    }
    return Optional.empty();
  }

  /// The parts of what stands before a key.
  static List<String> options(String text) {
    return parts(text.strip(), true);
  }

  /// Divides at blanks or commas, but not within quotes. Blanks divide a line only up to its key:
  /// in a comment, quotes mean nothing.
  private static List<String> parts(String text, boolean atCommas) {
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean divides = atCommas ? c == ',' : Character.isWhitespace(c);
      if (c == '"' && (i == 0 || text.charAt(i - 1) != '\\')) {
        quoted = !quoted;
      }
      if (!divides || quoted) {
        part.append(c);
      } else if (!part.isEmpty()) {
        parts.add(part.toString());
        part.setLength(0);
        if (!atCommas && TYPES.contains(parts.getLast())) {
          parts.addAll(List.of(text.substring(i).strip().split("\\s+")));
          return parts;
        }
      }
    }
    if (!part.isEmpty()) {
      parts.add(part.toString());
    }
    return parts;
  }

  PublicKey withOptions(List<String> others) {
    return new PublicKey(others, type, key, comment);
  }

  PublicKey withComment(String other) {
    return new PublicKey(options, type, key, other);
  }

  /// Whether both say the same; the order of options means nothing.
  boolean isSameAs(PublicKey other) {
    return type.equals(other.type)
        && key.equals(other.key)
        && comment.equals(other.comment)
        && options.stream().sorted().toList().equals(other.options.stream().sorted().toList());
  }

  /// The line.
  String text() {
    String start = options.isEmpty() ? "" : String.join(",", options) + " ";
    return start + type + " " + key + " " + comment;
  }
}
