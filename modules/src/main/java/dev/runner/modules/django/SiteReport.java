package dev.runner.modules.django;

import dev.runner.module.Output;
import dev.runner.values.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the program that runs inside a site said: a line of JSON among whatever else the site
/// prints.
record SiteReport(Map<?, ?> values) {
  private static final String MARK = "<<<runner>>>";

  /// The report in a command's output, if it came so far.
  static Optional<SiteReport> in(Output output) {
    return output.lines().reversed().stream()
        .filter(line -> line.contains(MARK))
        .map(line -> Json.parse(line.substring(line.indexOf(MARK) + MARK.length())))
        .filter(Map.class::isInstance)
        .map(value -> new SiteReport((Map<?, ?>) value))
        .findFirst();
  }

  /// A text; empty if there is none.
  String text(String name) {
    return values.get(name) instanceof String text ? text : "";
  }

  /// A whole number; 0 if there is none.
  long whole(String name) {
    return values.get(name) instanceof Number number ? number.longValue() : 0;
  }

  /// Whether something is so; no if nothing is said.
  boolean is(String name) {
    return Boolean.TRUE.equals(values.get(name));
  }

  /// A list of texts; empty if there is none.
  List<String> texts(String name) {
    return values.get(name) instanceof List<?> list
        ? list.stream().map(String::valueOf).toList()
        : List.of();
  }

  /// A part that is a report of its own.
  Optional<SiteReport> part(String name) {
    return values.get(name) instanceof Map<?, ?> map
        ? Optional.of(new SiteReport(map))
        : Optional.empty();
  }

  /// A list of migrations, each as application, name and, where it is said, whether it is applied.
  List<Migration> migrations(String name) {
    List<Migration> found = new ArrayList<>();
    if (values.get(name) instanceof List<?> list) {
      for (Object each : list) {
        if (each instanceof List<?> parts && parts.size() >= 2) {
          found.add(
              new Migration(
                  String.valueOf(parts.get(0)),
                  String.valueOf(parts.get(1)),
                  parts.size() > 2 && Boolean.TRUE.equals(parts.get(2))));
        }
      }
    }
    return found;
  }

  /// One migration of an application.
  record Migration(String app, String name, boolean applied) {

    boolean is(Migration other) {
      return app.equals(other.app) && name.equals(other.name);
    }

    @Override
    public String toString() {
      return app + " " + name;
    }
  }
}
