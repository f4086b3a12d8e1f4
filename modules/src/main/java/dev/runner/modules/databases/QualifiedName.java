package dev.runner.modules.databases;

import dev.runner.module.BadParameter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// The name of something in a schema of PostgreSQL: parts between dots, of which some may stand in
/// quotes already.
///
/// @param parts without quotes; the last is the name itself
record QualifiedName(List<String> parts) {
  QualifiedName {
    parts = List.copyOf(parts);
  }

  /// Reads what a task gives for this parameter, of which there can be three parts: database,
  /// schema and name.
  static QualifiedName of(String parameter, String what, String text) {
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean opens = c == '"' && part.isEmpty() && text.indexOf('"', i + 1) > 0;
      if (quoted && c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"') {
        part.append(c);
        i++;
      } else if (quoted ? c == '"' : opens) {
        quoted = !quoted;
      } else if (c == '.' && !quoted) {
        parts.add(part.toString());
        part.setLength(0);
      } else {
        part.append(c);
      }
    }
    parts.add(part.toString());
    if (parts.size() > 3) {
      throw new BadParameter(
          parameter, "PostgreSQL does not support %s with more than 3 dots".formatted(what));
    }
    return new QualifiedName(parts);
  }

  String last() {
    return parts.getLast();
  }

  /// How statements name it.
  String said() {
    return parts.stream().map(Sql::standardName).collect(Collectors.joining("."));
  }

  /// The same place, under another name.
  QualifiedName renamed(String name) {
    List<String> other = new ArrayList<>(parts.subList(0, parts.size() - 1));
    other.add(name);
    return new QualifiedName(other);
  }
}
