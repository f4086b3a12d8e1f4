package dev.runner.execute.host;

import dev.runner.module.Content;
import dev.runner.module.HttpRequest;
import dev.runner.module.HttpRoute;
import dev.runner.module.Quoting;
import dev.runner.module.RemotePath;
import dev.runner.values.Text;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A request as wget is told it: on its command line, since it takes a configuration from nowhere
/// but a file. So it gets none that holds a secret, and none that it would make in another way than
/// it is meant.
final class WgetWords {
  private static final int LONGEST_BODY = 32 << 10;

  private final HttpRequest request;

  WgetWords(HttpRequest request) {
    this.request = request;
  }

  /// Whether GNU's makes this request as it is.
  boolean byGnu() {
    HttpRoute route = request.route();
    return isOpen()
        && route.ciphers().isEmpty()
        && route.socket().isEmpty()
        && (route.key().isPresent() || route.certificate().isEmpty())
        && request.body().map(this::isPlain).orElse(true);
  }

  /// Whether BusyBox's does. It looks at no certificate.
  boolean byBusyBox() {
    HttpRoute route = request.route();
    return isOpen()
        && request.url().toLowerCase(Locale.ROOT).startsWith("http://")
        && request.method().equalsIgnoreCase("GET")
        && request.body().isEmpty()
        && route.socket().isEmpty();
  }

  /// Neither headers nor the user's part of the URL hold a secret.
  private boolean isOpen() {
    String place = request.url().replaceFirst("^[^:]*://", "").replaceFirst("[/?#].*", "");
    return request.headers().values().stream().noneMatch(Text::isSecret) && !place.contains("@");
  }

  /// A body without a type of its own would get one from wget.
  private boolean isPlain(Content body) {
    return !body.isSecret()
        && body.size() <= LONGEST_BODY
        && body.text().isPresent()
        && request.headers().keySet().stream().anyMatch("content-type"::equalsIgnoreCase);
  }

  /// The command; it reads the URL.
  String gnu() {
    StringBuilder words = new StringBuilder("$(rn_timeout " + most() + ") wget");
    words.append(" --no-config --no-hsts --no-netrc --no-iri -nv -S -i -");
    words.append(" --tries=1 --max-redirect=0 --content-on-error --timeout=").append(seconds());
    words.append(" --method=").append(Quoting.quote(request.method().toUpperCase(Locale.ROOT)));
    request.body().flatMap(Content::text).ifPresent(body -> word(words, "--body-data=" + body));
    headers(words);
    HttpRoute route = request.route();
    path(words, "--ca-certificate", route.authorities());
    path(words, "--certificate", route.certificate());
    path(words, "--private-key", route.key());
    words.append(request.verify() ? "" : " --no-check-certificate");
    return words.append(route.proxies() ? "" : " --no-proxy").toString();
  }

  /// The command with the URL.
  String busyBox() {
    StringBuilder words = new StringBuilder("$(rn_timeout " + most() + ") wget -S");
    headers(words);
    words.append(request.route().proxies() ? "" : " -Y off");
    word(words, request.url());
    return words.toString();
  }

  /// How long it may take altogether: a body that is saved, as long as it goes on coming.
  private long most() {
    return request.save().isPresent() ? HttpByUs.FOR_SAVING.toSeconds() : seconds();
  }

  private long seconds() {
    return Math.max(1, request.deadline().plusMillis(999).toSeconds());
  }

  private void headers(StringBuilder words) {
    request
        .headers()
        .forEach(
            (name, value) ->
                List.of("--header", name + ": " + value.value()).forEach(it -> word(words, it)));
  }

  private static void word(StringBuilder words, String word) {
    words.append(' ').append(Quoting.quote(word));
  }

  private static void path(StringBuilder words, String option, Optional<RemotePath> path) {
    path.ifPresent(at -> words.append(' ').append(option).append(' ').append(FileNames.word(at)));
  }
}
