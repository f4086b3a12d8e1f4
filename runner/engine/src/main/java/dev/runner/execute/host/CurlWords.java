package dev.runner.execute.host;

import dev.runner.module.HttpRequest;
import dev.runner.module.HttpRoute;
import dev.runner.module.Quoting;
import dev.runner.module.RemotePath;
import dev.runner.values.Secret;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/// A request as curl is told it. URL, headers and body reach it by pipes, so that a secret in them
/// is on no command line; the user's own `.curlrc` isn't read.
final class CurlWords {
  private CurlWords() {}

  /// Words besides the configuration; the body comes on descriptor 3.
  static String arguments(HttpRequest request) {
    StringBuilder words = new StringBuilder();
    HttpRoute route = request.route();
    path(words, "--cacert", route.authorities());
    path(words, "--cert", route.certificate());
    path(words, "--key", route.key());
    path(words, "--unix-socket", route.socket());
    if (request.body().isPresent()) {
      words.append(" --data-binary @/dev/fd/3");
    }
    return words.toString();
  }

  private static void path(StringBuilder words, String option, Optional<RemotePath> path) {
    path.ifPresent(at -> words.append(' ').append(option).append(' ').append(FileNames.word(at)));
  }

  /// A configuration file for curl, see its manual under `--config`.
  static Secret config(HttpRequest request) {
    StringBuilder text = new StringBuilder("silent\nshow-error\ngloboff\n");
    String method = request.method().toUpperCase(Locale.ROOT);
    line(text, "url", request.url());
    deadline(text, request);
    if (request.redirects() > 0) {
      text.append("location\n");
      line(text, "max-redirs", Integer.toString(request.redirects()));
    }
    if (!request.verify()) {
      text.append("insecure\n");
    }
    if (!request.route().proxies()) {
      line(text, "noproxy", "*");
    }
    if (!request.route().ciphers().isEmpty()) {
      line(text, "ciphers", String.join(":", request.route().ciphers()));
    }
    method(text, method, request.body().isPresent());
    request.headers().forEach((name, value) -> line(text, "header", name + ": " + value.value()));
    boolean typed = request.headers().keySet().stream().anyMatch("content-type"::equalsIgnoreCase);
    if (!typed) {
      line(text, "header", "Content-Type:");
    }
    line(text, "header", "Expect:");
    return Secret.of(Quoting.quote(text.toString()));
  }

  /// A body that is saved may take its time, as long as it goes on coming.
  private static void deadline(StringBuilder text, HttpRequest request) {
    Duration time = request.deadline();
    if (request.save().isPresent()) {
      String seconds = Long.toString(Math.max(1, time.plusMillis(999).toSeconds()));
      line(text, "connect-timeout", seconds);
      line(text, "speed-limit", "1");
      line(text, "speed-time", seconds);
    } else {
      line(text, "max-time", "%d.%03d".formatted(time.toSeconds(), time.toMillisPart()));
    }
  }

  private static void method(StringBuilder text, String method, boolean body) {
    switch (method) {
      case "HEAD" -> text.append("head\noutput = \"/dev/null\"\n");
      case "POST" -> {
        if (!body) {
          line(text, "data", "");
        }
      }
      case "PUT", "PATCH" -> {
        line(text, "request", method);
        if (!body) {
          line(text, "data", ""); // servers may insist on a length
        }
      }
      case "GET" -> {
        if (body) {
          line(text, "request", method);
        }
      }
      default -> line(text, "request", method);
    }
  }

  private static void line(StringBuilder text, String option, String value) {
    String escaped =
        value
            .replace("\\", "\\\\")
            .replace("\"", "\\\"")
            .replace("\n", "\\n")
            .replace("\r", "\\r")
            .replace("\t", "\\t");
    text.append(option).append(" = \"").append(escaped).append("\"\n");
  }
}
