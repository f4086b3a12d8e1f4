package dev.runner.modules.facts;

import dev.runner.values.Json;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// Facts that the host's own files and programs tell.
final class LocalFacts {
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
        return "error loading facts as ini - please check content: %s.fact".formatted(name);
      } else {
        section.put(
            line.substring(0, equals).strip().toLowerCase(Locale.ROOT),
            line.substring(equals + 1).strip());
      }
    }
    return sections;
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
