package dev.runner.modules.web;

import dev.runner.module.Answer;
import dev.runner.module.Content;
import dev.runner.module.Finished;
import dev.runner.module.HttpReply;
import dev.runner.module.Plan;
import dev.runner.values.Json;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What came of a request, as `register` gets it.
///
/// @param message a sentence for the report and for `msg`
record Verdict(boolean applied, boolean failed, String message, Map<String, Object> values) {
  /// From this status on Ansible's results have the body under a name of its own too.
  private static final int ERROR = 400;

  private static final Pattern CHARSET = Pattern.compile("(?i)charset\\s*=\\s*\"?([^\\s;\"]+)");
  private static final Pattern JSON =
      Pattern.compile("(?i)[^/;]+/(?:(?:[^;+]*\\+)?json|(?:x-)?javascript)\\s*(?:;.*)?");

  /// The values of an answer, and whether its status is one of those that are wanted.
  ///
  /// @param body what the server sent, if it was asked to be kept in memory
  static Verdict of(
      Visit visit, HttpReply reply, List<Integer> wanted, Optional<Content> body, boolean content) {
    int status = reply.answered() ? reply.status() : -1;
    boolean failed = !wanted.contains(status);
    Map<String, Object> values = new LinkedHashMap<>();
    reply.headers().forEach((name, value) -> values.put(key(name), value));
    values.remove(HttpReply.REASON);
    location(visit, reply).ifPresent(url -> values.put("location", url));
    values.put("url", visit.request().url());
    values.put("status", (long) status);
    values.put("elapsed", visit.took().toSeconds());
    values.put("redirected", visit.redirected());
    values.put("cookies", visit.cookies().values());
    values.put("cookies_string", visit.cookies().text());
    body.filter(bytes -> reply.answered() || content)
        .map(bytes -> text(bytes, type(reply)))
        .ifPresent(
            text -> {
              bodyValues(values, text, type(reply), content || failed);
              if (status >= ERROR) {
                values.put("body", text);
              }
            });
    String says = phrase(reply);
    String message =
        Reasons.isCutOff(reply)
            ? "HTTP Error while fetching %s: %s".formatted(visit.request().url(), says)
            : failed ? "Status code was %d and not %s: %s".formatted(status, wanted, says) : says;
    values.put("msg", message);
    return new Verdict(visit.applied(), failed, message, values);
  }

  private static void bodyValues(
      Map<String, Object> values, String text, String type, boolean content) {
    if (JSON.matcher(type).matches()) {
      try {
        values.put("json", Json.parse(text));
      } catch (IllegalArgumentException e) {
        values.remove("json"); // a server may call anything JSON
      }
    }
    if (content) {
      values.put("content", text);
    }
  }

  private static Optional<String> location(Visit visit, HttpReply reply) {
    return Optional.ofNullable(reply.headers().get("location"))
        .flatMap(to -> Urls.parse(visit.request().url()).map(from -> Urls.resolve(from, to)));
  }

  private static String key(String header) {
    return header.toLowerCase(Locale.ROOT).replace('-', '_');
  }

  private static String phrase(HttpReply reply) {
    if (!reply.answered()) {
      return Reasons.of(reply.trouble());
    }
    return reply.status() < 300
        ? "OK (%s bytes)".formatted(reply.headers().getOrDefault("content-length", "unknown"))
        : Reasons.error(reply);
  }

  private static String type(HttpReply reply) {
    return reply.headers().getOrDefault("content-type", "").strip();
  }

  /// Whether the body is JSON, to be read even if it was saved.
  static boolean isJson(HttpReply reply) {
    return JSON.matcher(type(reply)).matches();
  }

  private static String text(Content body, String type) {
    Matcher named = CHARSET.matcher(type);
    return new String(
        body.bytes(), named.find() ? charset(named.group(1)) : StandardCharsets.UTF_8);
  }

  private static Charset charset(String name) {
    try {
      return Charset.forName(name);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return StandardCharsets.UTF_8;
    }
  }

  /// The same with more values.
  Verdict with(String name, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(values);
    more.put(name, value);
    return new Verdict(applied, failed, message, more);
  }

  /// The answer of the module, where the request changed nothing on the host.
  Answer answer() {
    if (failed) {
      Plan.Refused refused = Plan.refuse(message, "");
      return new Plan.Refused(refused.because(), refused.remedy(), values);
    }
    return applied
        ? Finished.unchanged(message).withAll(values)
        : Plan.unchanged(message).withAll(values);
  }
}
