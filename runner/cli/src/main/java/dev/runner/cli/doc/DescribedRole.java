package dev.runner.cli.doc;

import dev.runner.values.None;
import dev.runner.values.Python;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A role, and what its `meta` says of it.
///
/// @param name with that of its collection
/// @param collection empty if it is in none
/// @param folder its own, or its collection's
/// @param specs what its entries take: `argument_specs`
/// @param about `galaxy_info`
public record DescribedRole(
    String name, String collection, Path folder, Map<?, ?> specs, Map<?, ?> about) {
  private static final String UNDOCUMENTED = "UNDOCUMENTED";
  private static final int WIDTH = 80;
  private static final String MARGIN = "        ";

  /// The same with one of its entries alone; nothing if there is none of this name.
  public Optional<DescribedRole> with(Optional<String> entry) {
    Map<Object, Object> chosen = new LinkedHashMap<>(specs);
    entry.ifPresent(only -> chosen.keySet().removeIf(each -> !each.toString().equals(only)));
    return chosen.isEmpty()
        ? Optional.empty()
        : Optional.of(new DescribedRole(name, collection, folder, chosen, about));
  }

  /// What a list tells of it, in the shape of ansible-doc.
  public Map<String, Object> summary() {
    Map<String, Object> summary = new TreeMap<>();
    if (!collection.isEmpty()) {
      summary.put("collection", collection);
    }
    summary.put("description", UNDOCUMENTED);
    if (!specs.isEmpty()) {
      copy(about, "description", summary);
      copy(about, "author", summary);
    }
    Map<String, Object> entries = new TreeMap<>();
    specs.forEach((entry, spec) -> entries.put(entry.toString(), sentence(spec)));
    summary.put("entry_points", entries);
    return summary;
  }

  private static void copy(Map<?, ?> from, String key, Map<String, Object> to) {
    Object value = from.get(key);
    if (value != null) {
      to.put(key, value);
    }
  }

  private static String sentence(Object spec) {
    Object told = spec instanceof Map<?, ?> map ? map.get("short_description") : null;
    return told == null ? UNDOCUMENTED : Python.string(told);
  }

  /// What a list tells of it, in lines.
  public String listed() {
    StringBuilder out = new StringBuilder(name);
    if (!specs.isEmpty()) {
      out.append(":\n  specs:");
      int width =
          specs.keySet().stream().mapToInt(each -> each.toString().length()).max().orElse(1);
      specs.forEach(
          (entry, spec) ->
              out.append(("\n    %-" + width + "s: %s").formatted(entry, sentence(spec))));
    }
    return out.toString();
  }

  /// All of it, in the shape of ansible-doc.
  public Map<String, Object> value() {
    Map<String, Object> value = new TreeMap<>();
    value.put("collection", collection.isEmpty() ? None.NONE : collection);
    value.put("entry_points", sorted(specs));
    value.put("path", folder.toString());
    return value;
  }

  private static Object sorted(Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        Map<String, Object> copy = inOrder(map);
        copy.replaceAll((key, each) -> sorted(each));
        yield copy;
      }
      case List<?> list -> list.stream().map(DescribedRole::sorted).toList();
      default -> value;
    };
  }

  /// All of it for a terminal.
  public String text() {
    StringBuilder out = new StringBuilder("> ROLE: %s (%s)\n".formatted(name, folder));
    specs.forEach(
        (entry, spec) -> {
          out.append("\nENTRY POINT: %s - %s\n".formatted(entry, sentence(spec)));
          if (spec instanceof Map<?, ?> map) {
            entry(out, map);
          }
        });
    return out.toString();
  }

  private static void entry(StringBuilder out, Map<?, ?> spec) {
    Object since = spec.get("version_added");
    if (since != null) {
      out.append("\nADDED IN: version ").append(Python.string(since)).append('\n');
    }
    if (spec.get("description") != null) {
      out.append('\n');
      paragraphs(out, MARGIN, spec.get("description"));
    }
    options(out, "", spec.get("options"));
    Object author = spec.get("author");
    if (author != null) {
      out.append("\nAUTHOR: ").append(String.join(", ", texts(author))).append('\n');
    }
  }

  private static void options(StringBuilder out, String indent, @Nullable Object options) {
    if (!(options instanceof Map<?, ?> map) || map.isEmpty()) {
      return;
    }
    out.append('\n').append(indent).append("OPTIONS (= is required)\n");
    inOrder(map)
        .forEach(
            (name, option) ->
                option(out, indent, name, option instanceof Map<?, ?> of ? of : Map.of()));
  }

  private static Map<String, Object> inOrder(Map<?, ?> map) {
    Map<String, Object> copy = new TreeMap<>();
    map.forEach((key, each) -> copy.put(key.toString(), each));
    return copy;
  }

  private static void option(StringBuilder out, String indent, String name, Map<?, ?> option) {
    boolean required = Boolean.TRUE.equals(option.get("required"));
    out.append('\n').append(indent).append(required ? "= " : "- ").append(name).append('\n');
    String inner = indent + MARGIN;
    if (option.get("description") != null) {
      paragraphs(out, inner, option.get("description"));
    }
    Map<String, Object> rest = inOrder(option);
    rest.keySet().removeAll(List.of("description", "options", "required"));
    rest.forEach(
        (key, value) ->
            out.append(inner).append(key).append(": ").append(shown(value)).append('\n'));
    options(out, inner, option.get("options"));
  }

  private static String shown(Object value) {
    return switch (value) {
      case List<?> list -> "[" + String.join(", ", texts(list)) + "]";
      case Boolean bool -> bool.toString();
      case None none -> "null";
      default -> Python.string(value);
    };
  }

  private static List<String> texts(Object value) {
    return value instanceof List<?> list
        ? list.stream().map(DescribedRole::shown).toList()
        : List.of(shown(value));
  }

  private static void paragraphs(StringBuilder out, String indent, @Nullable Object description) {
    if (description == null) {
      return;
    }
    for (String paragraph : texts(description)) {
      String plain = paragraph.replaceAll("\\b[BCEIMOPV]\\(([^)]*)\\)", "$1");
      Wrapped.lines(plain, WIDTH - indent.length())
          .forEach(line -> out.append(indent).append(line).append('\n'));
    }
  }
}
