package dev.runner.modules.packages.rpm;

import dev.runner.module.Content;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A file of repositories: sections in brackets, each with keys and values. Sections that nobody
/// asks for are kept letter by letter.
record RepoFile(List<String> preamble, Map<String, List<String>> sections) {

  static RepoFile parse(String text) {
    List<String> preamble = new ArrayList<>();
    Map<String, List<String>> sections = new LinkedHashMap<>();
    List<String> current = preamble;
    for (String line : text.lines().toList()) {
      String bare = line.strip();
      if (bare.startsWith("[") && bare.endsWith("]")) {
        current =
            sections.computeIfAbsent(
                bare.substring(1, bare.length() - 1), name -> new ArrayList<>());
      } else {
        current.add(line);
      }
    }
    return new RepoFile(preamble, sections);
  }

  /// Values by key; those of more than one line have newlines in them.
  Optional<Map<String, String>> section(String name) {
    if (!sections.containsKey(name)) {
      return Optional.empty();
    }
    Map<String, String> values = new TreeMap<>();
    String key = "";
    for (String line : sections.get(name)) {
      int sign = line.indexOf('=');
      boolean says = !line.isBlank() && !line.startsWith("#") && !line.startsWith(";");
      if (says && Character.isWhitespace(line.charAt(0)) && !key.isEmpty()) {
        values.merge(key, line.strip(), (one, more) -> one + "\n" + more);
      } else if (says && sign > 0) {
        key = line.substring(0, sign).strip().toLowerCase(java.util.Locale.ROOT);
        values.put(key, line.substring(sign + 1).strip());
      }
    }
    return Optional.of(values);
  }

  /// The same with this section in place of what it holds now.
  RepoFile with(String name, Map<String, String> values) {
    List<String> lines = new ArrayList<>();
    values.forEach(
        (key, value) -> lines.addAll((key + " = " + value.replace("\n", "\n\t")).lines().toList()));
    lines.add("");
    Map<String, List<String>> changed = new LinkedHashMap<>(sections);
    changed.put(name, lines);
    return new RepoFile(preamble, changed);
  }

  RepoFile without(String name) {
    Map<String, List<String>> left = new LinkedHashMap<>(sections);
    left.remove(name);
    return new RepoFile(preamble, left);
  }

  boolean isEmpty() {
    return sections.isEmpty();
  }

  Content content() {
    StringBuilder text = new StringBuilder();
    preamble.forEach(line -> text.append(line).append('\n'));
    sections.forEach(
        (name, lines) -> {
          text.append('[').append(name).append("]\n");
          lines.forEach(line -> text.append(line).append('\n'));
        });
    return Content.of(text.toString());
  }
}
