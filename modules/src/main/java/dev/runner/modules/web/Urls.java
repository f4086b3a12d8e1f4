package dev.runner.modules.web;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/// URLs as people write them: characters that must be escaped may stand as they are.
final class Urls {
  private Urls() {}

  /// The URL, if it can be one.
  static Optional<URI> parse(String text) {
    try {
      return Optional.of(new URI(escaped(text)));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /// Where a reference leads to from a URL; the reference itself where it can't be resolved.
  static String resolve(URI from, String reference) {
    String scheme = from.getScheme() + ":";
    // A scheme with a path but no server behind it is an old way to write a relative reference.
    if (reference.startsWith(scheme)) {
      String rest = reference.substring(scheme.length());
      if (!rest.startsWith("//")) {
        return resolve(from, rest);
      } else if (rest.startsWith("///")) {
        return resolve(from, rest.substring(2));
      }
    }
    return parse(reference).map(to -> from.resolve(to).toString()).orElse(reference);
  }

  /// The server's name or address, in lower case; empty if there is none. Names with underscores,
  /// which [URI#getHost] refuses, are names too.
  static String host(URI url) {
    String authority = url.getRawAuthority() == null ? "" : url.getRawAuthority();
    return authority
        .replaceFirst("^.*@", "")
        .replaceFirst(":\\d*$", "")
        .toLowerCase(java.util.Locale.ROOT);
  }

  /// Without a name and a password in it.
  static String bare(URI url) {
    return url.getRawUserInfo() == null
        ? url.toString()
        : url.toString().replaceFirst("//[^/@]*@", "//");
  }

  private static String escaped(String text) {
    StringBuilder out = new StringBuilder();
    text.strip()
        .codePoints()
        .forEach(
            c -> {
              if (c <= ' ' || "\"<>\\^`{|}".indexOf(c) >= 0) {
                out.append("%%%02X".formatted(c));
              } else {
                out.appendCodePoint(c);
              }
            });
    return out.toString();
  }
}
