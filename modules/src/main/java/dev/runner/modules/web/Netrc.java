package dev.runner.modules.web;

import dev.runner.values.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads logins from a `.netrc` file (the format of GNU inetutils' ftp, "The .netrc file").
final class Netrc {
  private Netrc() {}

  /// The login for a host: its own entry, or the default one.
  static Optional<Login> find(String text, String host) {
    List<String> words = words(text);
    Optional<Login> byDefault = Optional.empty();
    for (int i = 0; i < words.size(); i++) {
      if (words.get(i).equals("machine") && i + 1 < words.size()) {
        if (words.get(i + 1).equals(host)) {
          return entry(words, i + 2);
        }
      } else if (words.get(i).equals("default") && byDefault.isEmpty()) {
        byDefault = entry(words, i + 1);
      }
    }
    return byDefault;
  }

  private static Optional<Login> entry(List<String> words, int start) {
    String user = "";
    String password = "";
    for (int i = start; i + 1 < words.size(); i += 2) {
      switch (words.get(i)) {
        case "login" -> user = words.get(i + 1);
        case "password" -> password = words.get(i + 1);
        case "account" -> {}
        default -> {
          return Optional.of(new Login(user, Secret.of(password)));
        }
      }
    }
    return Optional.of(new Login(user, Secret.of(password)));
  }

  /// Words, without comments and without macros, which last until an empty line.
  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    boolean macro = false;
    for (String line : text.lines().toList()) {
      macro = (macro || line.strip().startsWith("macdef")) && !line.isBlank();
      if (!macro && !line.strip().startsWith("#")) {
        for (String word : line.strip().split("\\s+")) {
          words.add(word.replaceAll("^\"(.*)\"$", "$1"));
        }
      }
    }
    words.removeIf(String::isEmpty);
    return words;
  }
}
