package dev.runner.modules.facts;

import dev.runner.values.Json;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Facts that the host's own files and programs tell.
final class LocalFacts {
  /// `%%`, `%(option)s`, or a percent sign that is neither.
  private static final Pattern PERCENT = Pattern.compile("%(?:%|\\(([^)]+)\\)s)?");

  private static final int DEEPEST = 10;

  private LocalFacts() {}

  /// Those of `*.fact` files: JSON, or else INI.
  static Map<String, Object> of(Sections seen) {
    Map<String, Object> local = new LinkedHashMap<>();
    seen.startingWith("local ")
        .forEach(
            (head, text) -> {
              String[] words = head.split(" ", 2);
              local.put(
                  words[1],
                  words[0].equals("0") ? read(words[1], text) : failed(words[1], words[0]));
            });
    return Map.of("local", local);
  }

  private static String failed(String name, String status) {
    return switch (status) {
      case "lost" -> "Could not stat fact (%s.fact): no such file or directory".formatted(name);
      case "unread" ->
          "error loading facts as JSON or ini - please check permissions: %s.fact".formatted(name);
      default -> "Failure executing fact script (%s.fact), rc: %s".formatted(name, status);
    };
  }

  private static Object read(String name, String text) {
    try {
      return Json.parse(text);
    } catch (IllegalArgumentException e) {
      return ini(name, text);
    }
  }

  private static Object ini(String name, String text) {
    Map<String, Map<String, Object>> sections = new LinkedHashMap<>();
    Map<String, Object> section = null;
    for (String line : text.lines().map(String::strip).filter(LocalFacts::says).toList()) {
      int equals = separator(line);
      if (line.startsWith("[") && line.endsWith("]")) {
        section =
            sections.computeIfAbsent(
                line.substring(1, line.length() - 1), title -> new LinkedHashMap<>());
      } else if (section == null || equals < 1) {
        return unfit(name);
      } else {
        section.put(
            line.substring(0, equals).strip().toLowerCase(Locale.ROOT),
            line.substring(equals + 1).strip());
      }
    }
    return interpolated(sections).<Object>map(all -> all).orElseGet(() -> unfit(name));
  }

  private static String unfit(String name) {
    return "error loading facts as ini - please check content: %s.fact".formatted(name);
  }

  /// With `%%` and `%(option)s` replaced, as Python's configparser does; empty where a percent sign
  /// is neither.
  private static Optional<Map<String, Object>> interpolated(
      Map<String, Map<String, Object>> sections) {
    Map<String, Object> all = new LinkedHashMap<>();
    for (Map.Entry<String, Map<String, Object>> section : sections.entrySet()) {
      Map<String, Object> options = new LinkedHashMap<>();
      for (Map.Entry<String, Object> option : section.getValue().entrySet()) {
        Optional<String> value =
            interpolated(String.valueOf(option.getValue()), section.getValue(), DEEPEST);
        if (value.isEmpty()) {
          return Optional.empty();
        }
        options.put(option.getKey(), value.get());
      }
      all.put(section.getKey(), options);
    }
    return Optional.of(all);
  }

  private static Optional<String> interpolated(
      String value, Map<String, Object> options, int deeper) {
    StringBuilder text = new StringBuilder();
    Matcher matcher = PERCENT.matcher(value);
    int from = 0;
    while (matcher.find()) {
      text.append(value, from, matcher.start());
      from = matcher.end();
      String name = matcher.group(1);
      Object inner = name == null ? null : options.get(name.toLowerCase(Locale.ROOT));
      if (matcher.group().equals("%%")) {
        text.append('%');
      } else if (inner == null || deeper == 0) {
        return Optional.empty();
      } else {
        Optional<String> part = interpolated(String.valueOf(inner), options, deeper - 1);
        if (part.isEmpty()) {
          return Optional.empty();
        }
        text.append(part.get());
      }
    }
    return Optional.of(text.append(value.substring(from)).toString());
  }

  private static boolean says(String line) {
    return !line.isEmpty() && !line.startsWith("#") && !line.startsWith(";");
  }

  private static int separator(String line) {
    int equals = line.indexOf('=');
    int colon = line.indexOf(':');
    return equals < 0 ? colon : colon < 0 ? equals : Math.min(equals, colon);
  }

  /// Those of a program that prints JSON, under names that begin with the program's.
  static Map<String, Object> program(Sections seen, String name) {
    try {
      Map<String, Object> facts = new LinkedHashMap<>();
      if (Json.parse(seen.text(name)) instanceof Map<?, ?> map) {
        map.forEach((key, value) -> facts.put(name + "_" + key, value));
      }
      return facts;
    } catch (IllegalArgumentException e) {
      return Map.of();
    }
  }
}
