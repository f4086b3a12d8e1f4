package dev.runner.execute.host;

import dev.runner.module.Content;
import dev.runner.module.HttpReply;
import dev.runner.module.HttpRequest;
import dev.runner.module.HttpRoute;
import dev.runner.module.Quoting;
import dev.runner.module.RemotePath;
import dev.runner.transport.Script;
import dev.runner.values.Secret;
import dev.runner.values.Text;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Requests by HTTP that a host makes by curl. URL, headers and body reach it by pipes, so that a
/// secret in them is on no command line; the user's own `.curlrc` isn't read.
final class Requests {
  static final List<String> FUNCTIONS = List.of("curl");

  private Requests() {}

  /// The request as a part of a script.
  static Script script(HttpRequest request, Map<String, Text> environment, String nonce) {
    Script.Builder text = new Script.Builder().add(CommandScript.exports(environment));
    request.body().ifPresent(body -> text.add(Contents.printed(body)).add(" 2>/dev/null | "));
    return text.add(request.body().isPresent() ? "{ exec 3<&0\n" : "{\n")
        .add("printf %s ")
        .add(config(request))
        .add(" 2>/dev/null | rn_curl " + nonce + " ")
        .add(request.save().map(FileNames::word).orElse("''"))
        .add(arguments(request))
        .add("\n}")
        .build();
  }

  private static String arguments(HttpRequest request) {
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
  private static Secret config(HttpRequest request) {
    StringBuilder text = new StringBuilder("silent\nshow-error\ngloboff\n");
    String method = request.method().toUpperCase(Locale.ROOT);
    line(text, "url", request.url());
    line(
        text,
        "max-time",
        "%d.%03d".formatted(request.deadline().toSeconds(), request.deadline().toMillisPart()));
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

  private static void method(StringBuilder text, String method, boolean body) {
    switch (method) {
      case "HEAD" -> text.append("head\noutput = \"/dev/null\"\n");
      case "POST" -> {
        if (!body) {
          line(text, "data", "");
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

  /// What curl was answered.
  static HttpReply reply(HttpRequest request, Block block, String nonce) {
    byte[] out = block.out();
    int at = Bytes.find(out, ("\n" + nonce + " ").getBytes(StandardCharsets.US_ASCII), 0);
    if (at < 0) {
      return none(request, block.complaint());
    }
    String line =
        new String(
                out,
                at + nonce.length() + 2,
                out.length - at - nonce.length() - 2,
                StandardCharsets.UTF_8)
            .strip();
    if (line.equals("none")) {
      return none(request, "the host has no curl, which a request from there needs");
    }
    String[] said = line.split(" ", 4);
    int status = Integer.parseInt(said[0]);
    if (block.status() != 0 || status == 0) {
      String complaint = block.complaint().replaceFirst("^curl: \\(\\d+\\) ", "");
      return none(request, complaint);
    }
    int headers = Math.min(at, Integer.parseInt(said[1]));
    int end = (int) Math.min(at, headers + request.limit());
    boolean saved = request.save().isPresent();
    return new HttpReply(
        status,
        said[3],
        headers(new String(out, 0, headers, StandardCharsets.ISO_8859_1)),
        Content.of(saved ? new byte[0] : Arrays.copyOfRange(out, headers, end)),
        Duration.ofNanos((long) (Double.parseDouble(said[2].replace(',', '.')) * 1e9)),
        "");
  }

  private static HttpReply none(HttpRequest request, String trouble) {
    return new HttpReply(-1, request.url(), Map.of(), Content.of(""), Duration.ZERO, trouble);
  }

  /// The headers of the last answer, after redirects.
  private static Map<String, String> headers(String text) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (String line : text.split("\r?\n")) {
      int colon = line.indexOf(':');
      if (line.startsWith("HTTP/")) {
        headers.clear();
      } else if (colon > 0) {
        headers.merge(
            line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
            line.substring(colon + 1).strip(),
            (one, two) -> one + ", " + two);
      }
    }
    return headers;
  }
}
