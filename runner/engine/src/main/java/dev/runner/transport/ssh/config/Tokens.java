package dev.runner.transport.ssh.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Supplier;

/// Replaces the tokens (`%h`, `%r`, …) and environment variables (`${NAME}`) in values of options.
final class Tokens {
  private final Map<Character, Supplier<String>> values = new HashMap<>();

  private Tokens() {}

  /// The tokens' values for a host as far as it is read.
  static Tokens of(Asking asking, Options options) {
    String host = HostNames.effective(asking, options);
    String port = options.first("Port").map(Setting::value).orElse("22");
    String user = options.first("User").map(Setting::value).orElse(asking.user());
    String jump = options.first("ProxyJump").map(Setting::value).orElse("");
    Tokens tokens = new Tokens();
    tokens.values.put('%', () -> "%");
    tokens.values.put('h', () -> host);
    tokens.values.put('n', asking::host);
    tokens.values.put('p', () -> port);
    tokens.values.put('r', () -> user);
    tokens.values.put('u', asking::user);
    tokens.values.put('d', () -> asking.home().toString());
    tokens.values.put('i', () -> uid(asking.home()));
    tokens.values.put('j', () -> jump);
    tokens.values.put(
        'k', () -> options.first("HostKeyAlias").map(Setting::value).orElse(asking.host()));
    tokens.values.put('l', Tokens::localName);
    tokens.values.put('L', () -> localName().replaceFirst("\\..*", ""));
    tokens.values.put('C', () -> digest(localName() + host + port + user + jump));
    return tokens;
  }

  /// @throws OptionException for a token that OpenSSH doesn't have here, or a variable that isn't
  ///   set
  String expand(String text, String where) throws OptionException {
    StringBuilder out = new StringBuilder();
    int at = 0;
    for (int percent; (percent = text.indexOf('%', at)) >= 0; at = percent + 2) {
      String token = text.substring(percent + 1, Math.min(percent + 2, text.length()));
      Supplier<String> value = token.isEmpty() ? null : values.get(token.charAt(0));
      if (value == null) {
        throw new OptionException(
            "%s: the token %%%s in \"%s\" is not known.".formatted(where, token, text));
      }
      out.append(text, at, percent).append(value.get());
    }
    return out.append(text, at, text.length()).toString();
  }

  /// Tokens and environment variables.
  String expandAll(String text, String where) throws OptionException {
    StringBuilder out = new StringBuilder();
    int at = 0;
    for (int open; (open = text.indexOf("${", at)) >= 0; ) {
      int close = text.indexOf('}', open);
      if (close < 0) {
        throw new OptionException("%s: ${ isn't closed in \"%s\".".formatted(where, text));
      }
      String name = text.substring(open + 2, close);
      String value = System.getenv(name);
      if (value == null) {
        throw new OptionException(
            "%s: the environment variable %s in \"%s\" is not set.".formatted(where, name, text));
      }
      out.append(text, at, open).append(value);
      at = close + 1;
    }
    return expand(out.append(text, at, text.length()).toString(), where);
  }

  private static String uid(Path home) {
    try {
      return Files.getAttribute(Path.of("/proc/self"), "unix:uid").toString();
    } catch (java.io.IOException | UnsupportedOperationException e) {
      return ownerOf(home);
    }
  }

  private static String ownerOf(Path home) {
    try {
      return Files.getAttribute(home, "unix:uid").toString();
    } catch (java.io.IOException | UnsupportedOperationException e) {
      return "";
    }
  }

  private static String localName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  private static String digest(String text) {
    try {
      byte[] sum = MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(sum);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-1", e);
    }
  }
}
