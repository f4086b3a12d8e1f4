package dev.runner.modules.web;

import dev.runner.module.HttpReply;
import dev.runner.values.Secret;
import dev.runner.values.Text;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/// A name and a password, and how they are shown to a server.
record Login(String user, Secret password) {

  /// The header `Authorization` of basic authentication (RFC 7617).
  Text basic() {
    return password.text(
        word -> {
          byte[] pair = (user + ":" + word).getBytes(StandardCharsets.UTF_8);
          return "Basic " + Base64.getEncoder().encodeToString(pair);
        });
  }

  /// What answers a server that wants to know who asks: the strongest that it offers and we can.
  Optional<Text> answer(HttpReply reply, String method, String url) {
    String offers = reply.headers().getOrDefault("www-authenticate", "");
    Optional<Text> digest =
        Challenge.find(offers, "digest").flatMap(it -> it.answer(this, method, url));
    boolean takesBasic =
        offers.isEmpty() || offers.toLowerCase(Locale.ROOT).matches("(?s)(.*[,\\s])?basic\\b.*");
    return digest.or(() -> takesBasic ? Optional.of(basic()) : Optional.empty());
  }

  /// The login that stands in a URL, if any: `https://user:password@host/`.
  static Optional<Login> in(URI url) {
    String user = url.getUserInfo();
    if (user == null || user.isEmpty()) {
      return Optional.empty();
    }
    int colon = user.indexOf(':');
    return Optional.of(
        colon < 0
            ? new Login(user, Secret.of(""))
            : new Login(user.substring(0, colon), Secret.of(user.substring(colon + 1))));
  }
}
