package dev.runner.modules.web;

import dev.runner.module.Content;
import dev.runner.modules.files.ChecksumAlgorithm;
import dev.runner.modules.files.Digests;
import dev.runner.values.Text;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a server wants to be answered by a digest of the password (RFC 7616).
///
/// @param values what it said: realm, nonce, qop, algorithm, opaque
record Challenge(Map<String, String> values) {
  private static final Pattern VALUE =
      Pattern.compile("([a-zA-Z]+)\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^\\s,\"]+))");
  private static final Pattern SCHEME =
      Pattern.compile("(?:^|,)\\s*([A-Za-z][A-Za-z0-9-]*)\\s+(?=[a-zA-Z]+\\s*=)");

  /// The challenge of this scheme in the header `WWW-Authenticate`, which may hold several.
  static Optional<Challenge> find(String header, String scheme) {
    Matcher schemes = SCHEME.matcher(header);
    while (schemes.find()) {
      if (schemes.group(1).toLowerCase(Locale.ROOT).equals(scheme)) {
        int start = schemes.end();
        int end = schemes.find() ? schemes.start() : header.length();
        return Optional.of(new Challenge(values(header.substring(start, end))));
      }
    }
    return Optional.empty();
  }

  private static Map<String, String> values(String text) {
    Map<String, String> values = new LinkedHashMap<>();
    VALUE
        .matcher(text)
        .results()
        .forEach(
            found ->
                values.put(
                    found.group(1).toLowerCase(Locale.ROOT),
                    found.group(2) == null
                        ? found.group(3)
                        : found.group(2).replaceAll("\\\\(.)", "$1")));
    return values;
  }

  private String value(String name) {
    return values.getOrDefault(name, "");
  }

  /// The header `Authorization`; empty if the server wants an algorithm that we don't have.
  Optional<Text> answer(Login login, String method, String url) {
    String mine = hash(ChecksumAlgorithm.SHA256, value("nonce") + url + login.user());
    return answer(login, method, url, mine.substring(0, 16));
  }

  /// @param mine what our side adds to the nonce
  Optional<Text> answer(Login login, String method, String url, String mine) {
    String name = wanted().toUpperCase(Locale.ROOT);
    boolean session = name.endsWith("-SESS");
    ChecksumAlgorithm algorithm;
    switch (session ? name.substring(0, name.length() - 5) : name) {
      case "MD5" -> algorithm = ChecksumAlgorithm.MD5;
      case "SHA-256" -> algorithm = ChecksumAlgorithm.SHA256;
      default -> {
        return Optional.empty();
      }
    }
    return Optional.of(
        login.password().text(word -> header(login, word, algorithm, session, method, url, mine)));
  }

  private String header(
      Login login,
      String password,
      ChecksumAlgorithm algorithm,
      boolean session,
      String method,
      String url,
      String mine) {
    String nonce = value("nonce");
    String who = "%s:%s:".formatted(login.user(), value("realm")) + password;
    String secret = hash(algorithm, who);
    if (session) {
      secret = hash(algorithm, "%s:%s:%s".formatted(secret, nonce, mine));
    }
    String path = path(url);
    String request = hash(algorithm, method + ":" + path);
    boolean protects = List.of(value("qop").split("\\s*,\\s*")).contains("auth");
    String middle = protects ? nonce + ":00000001:" + mine + ":auth" : nonce;
    String response = hash(algorithm, "%s:%s:%s".formatted(secret, middle, request));
    StringBuilder header = new StringBuilder("Digest ");
    header.append(
        "username=\"%s\", realm=\"%s\"".formatted(quoted(login.user()), quoted(value("realm"))));
    header.append(", nonce=\"%s\", uri=\"%s\"".formatted(quoted(nonce), path));
    header.append(", response=\"%s\", algorithm=%s".formatted(response, wanted()));
    if (values.containsKey("opaque")) {
      header.append(", opaque=\"%s\"".formatted(quoted(value("opaque"))));
    }
    if (protects) {
      header.append(", qop=auth, nc=00000001, cnonce=\"%s\"".formatted(mine));
    }
    return header.toString();
  }

  private String wanted() {
    return value("algorithm").isEmpty() ? "MD5" : value("algorithm");
  }

  private static String quoted(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"");
  }

  private static String path(String url) {
    URI uri = URI.create(url);
    String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
  }

  private static String hash(ChecksumAlgorithm algorithm, String text) {
    return Digests.of(algorithm, Content.of(text));
  }
}
