package dev.runner.modules.django;

import dev.runner.values.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads what the web API of a current Sentry answers to "list a project's events" with `full`.
final class SentryEvents {
  private SentryEvents() {}

  /// The newest event, as `server_error` tells it; Sentry lists the newest first.
  static Optional<Map<String, Object>> newest(String body) {
    return Json.parse(body) instanceof List<?> events && !events.isEmpty()
        ? Optional.of(values(map(events.getFirst())))
        : Optional.empty();
  }

  private static Map<String, Object> values(Map<?, ?> event) {
    List<String> lines = new ArrayList<>();
    String error = text(event, "title");
    String url = "";
    for (Object entry : list(event, "entries")) {
      Map<?, ?> part = map(map(entry).get("data"));
      if ("exception".equals(map(entry).get("type"))) {
        for (Object exception : list(part, "values")) {
          error = "%s: %s".formatted(text(map(exception), "type"), text(map(exception), "value"));
          lines.addAll(traceback(map(exception), error));
        }
      } else if ("request".equals(map(entry).get("type"))) {
        url = text(part, "url");
      }
    }
    return ServerError.values(
        "sentry", text(event, "dateCreated"), error, String.join("\n", lines), url);
  }

  private static List<String> traceback(Map<?, ?> exception, String error) {
    List<String> lines = new ArrayList<>(List.of("Traceback (most recent call last):"));
    for (Object each : list(map(exception.get("stacktrace")), "frames")) {
      Map<?, ?> frame = map(each);
      String file =
          text(frame, "absPath").isEmpty() ? text(frame, "filename") : text(frame, "absPath");
      lines.add(
          "  File \"%s\", line %s, in %s"
              .formatted(file, text(frame, "lineNo"), text(frame, "function")));
      source(frame).ifPresent(line -> lines.add("    " + line.strip()));
    }
    lines.add(error);
    return lines;
  }

  /// The line itself stands among its neighbours, each as number and text.
  private static Optional<String> source(Map<?, ?> frame) {
    return list(frame, "context").stream()
        .filter(List.class::isInstance)
        .map(pair -> (List<?>) pair)
        .filter(
            pair ->
                pair.size() == 2 && String.valueOf(pair.getFirst()).equals(text(frame, "lineNo")))
        .map(pair -> String.valueOf(pair.getLast()))
        .findFirst();
  }

  private static Map<?, ?> map(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }

  private static List<?> list(Map<?, ?> map, String name) {
    return map.get(name) instanceof List<?> list ? list : List.of();
  }

  private static String text(Map<?, ?> map, String name) {
    Object value = map.get(name);
    return value == null ? "" : value.toString();
  }
}
