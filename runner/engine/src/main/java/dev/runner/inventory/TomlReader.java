package dev.runner.inventory;

import dev.runner.source.Diagnostic;
import dev.runner.source.DiagnosticException;
import dev.runner.source.Diagnostics;
import dev.runner.source.Yaml;
import dev.runner.source.YamlTrees;
import dev.runner.values.Origin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads TOML: tables, lists of tables, keys with dots, and values. Dates and times stay text, as
/// they are written.
public final class TomlReader {
  private static final int DEEPEST = 100;

  private final String name;
  private final String text;
  private final Diagnostics diagnostics;
  private final Map<String, Object> root = new LinkedHashMap<>();
  private Map<String, Object> table = root;
  private int at;
  private int depth;

  /// @param name of the file, for messages
  TomlReader(String name, String text, Diagnostics diagnostics) {
    this.name = name;
    this.text = text.replace("\r\n", "\n");
    this.diagnostics = diagnostics;
  }

  /// What a document holds, by its keys; nothing, and a diagnostic, if it is wrong.
  public static Optional<Map<String, Object>> values(
      String name, String text, Diagnostics diagnostics) {
    TomlReader reader = new TomlReader(name, text, diagnostics);
    return reader.read().map(tree -> reader.root);
  }

  /// The document; nothing, and a diagnostic, if it is wrong.
  Optional<Yaml> read() {
    diagnostics.remember(name, text);
    try {
      lines();
      return Optional.of(YamlTrees.of(root, new Origin(name, 1, 1)));
    } catch (DiagnosticException e) {
      e.diagnostics().forEach(diagnostics::add);
      return Optional.empty();
    }
  }

  private void lines() {
    for (blank(true); at < text.length(); blank(true)) {
      if (taken("[[")) {
        table = below(root, keys(), true);
        expect("]]");
      } else if (taken("[")) {
        table = below(root, keys(), false);
        expect("]");
      } else {
        pair(table);
      }
      blank(false);
      if (at < text.length() && text.charAt(at) != '\n') {
        throw wrong("there is more on the line than TOML allows");
      }
    }
  }

  private void pair(Map<String, Object> into) {
    List<String> keys = keys();
    expect("=");
    blank(false);
    Map<String, Object> holder = below(into, keys.subList(0, keys.size() - 1), false);
    if (holder.putIfAbsent(keys.getLast(), value()) != null) {
      throw wrong("'%s' stands there twice".formatted(keys.getLast()));
    }
  }

  @SuppressWarnings("unchecked") // maps and lists in it are made here
  private Map<String, Object> below(Map<String, Object> from, List<String> keys, boolean listed) {
    Map<String, Object> holder = from;
    for (int i = 0; i < keys.size(); i++) {
      boolean item = listed && i == keys.size() - 1;
      Object next =
          holder.computeIfAbsent(
              keys.get(i), key -> item ? new ArrayList<>() : new LinkedHashMap<String, Object>());
      if (next instanceof List<?> list && (item || !list.isEmpty())) {
        List<Object> items = (List<Object>) list;
        if (item) {
          items.add(new LinkedHashMap<String, Object>());
        }
        next = items.getLast();
      }
      if (!(next instanceof Map<?, ?>)) {
        throw wrong("'%s' is a value, and no table".formatted(keys.get(i)));
      }
      holder = (Map<String, Object>) next;
    }
    return holder;
  }

  private List<String> keys() {
    List<String> keys = new ArrayList<>();
    do {
      blank(false);
      keys.add(key());
      blank(false);
    } while (taken("."));
    return keys;
  }

  private String key() {
    if (at < text.length() && (text.charAt(at) == '"' || text.charAt(at) == '\'')) {
      return string();
    }
    int start = at;
    while (at < text.length() && isBare(text.charAt(at))) {
      at++;
    }
    if (start == at) {
      throw wrong("a key is missing");
    }
    return text.substring(start, at);
  }

  private static boolean isBare(char c) {
    return c == '-' || c == '_' || (c < 128 && Character.isLetterOrDigit(c));
  }

  private Object value() {
    if (++depth > DEEPEST) {
      throw wrong("values are nested too deeply");
    }
    try {
      if (at >= text.length()) {
        throw wrong("a value is missing");
      }
      return switch (text.charAt(at)) {
        case '"', '\'' -> string();
        case '[' -> list();
        case '{' -> inline();
        default -> plain();
      };
    } finally {
      depth--;
    }
  }

  private List<Object> list() {
    List<Object> list = new ArrayList<>();
    expect("[");
    for (blank(true); !taken("]"); blank(true)) {
      list.add(value());
      blank(true);
      if (!taken(",")) {
        expect("]");
        break;
      }
    }
    return list;
  }

  private Map<String, Object> inline() {
    Map<String, Object> map = new LinkedHashMap<>();
    expect("{");
    for (blank(true); !taken("}"); blank(true)) {
      pair(map);
      blank(true);
      if (!taken(",")) {
        expect("}");
        break;
      }
    }
    return map;
  }

  private Object plain() {
    int start = at;
    while (at < text.length() && ",]}#\n".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    String word = text.substring(start, at).strip();
    return switch (word) {
      case "true" -> true;
      case "false" -> false;
      case "inf", "+inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      case "nan", "+nan", "-nan" -> Double.NaN;
      default -> number(word);
    };
  }

  private Object number(String word) {
    String digits = word.replaceAll("(?<=[0-9a-fA-F])_(?=[0-9a-fA-F])", "");
    try {
      if (digits.matches("[-+]?[0-9]+")) {
        return Long.valueOf(digits);
      }
      if (digits.matches("0x[0-9a-fA-F]+|0o[0-7]+|0b[01]+")) {
        int base = digits.charAt(1) == 'x' ? 16 : digits.charAt(1) == 'o' ? 8 : 2;
        return Long.valueOf(digits.substring(2), base);
      }
      if (digits.matches("[-+]?[0-9]+(\\.[0-9]+)?([eE][-+]?[0-9]+)?")) {
        return Double.valueOf(digits);
      }
    } catch (NumberFormatException e) {
      throw wrong("'%s' is too large a number".formatted(word));
    }
    if (word.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}([Tt ].*)?|[0-9]{2}:[0-9]{2}(:.*)?")) {
      return word;
    }
    throw wrong("'%s' is no value of TOML; text stands in quotes".formatted(word));
  }

  private String string() {
    char quote = text.charAt(at);
    String many = String.valueOf(quote).repeat(3);
    boolean block = taken(many);
    if (!block) {
      at++;
    } else if (at < text.length() && text.charAt(at) == '\n') {
      at++;
    }
    StringBuilder out = new StringBuilder();
    while (!(block ? isEnd(many) : text.startsWith(String.valueOf(quote), at))) {
      if (at >= text.length() || (!block && text.charAt(at) == '\n')) {
        throw wrong("a quote isn't closed");
      }
      char c = text.charAt(at++);
      if (c == '\\' && quote == '"') {
        escape(out, block);
      } else {
        out.append(c);
      }
    }
    at += block ? 3 : 1;
    return out.toString();
  }

  /// Up to two quotes may stand before the three that close a block.
  private boolean isEnd(String many) {
    return text.startsWith(many, at) && !text.startsWith(many, at + 1);
  }

  private void escape(StringBuilder out, boolean block) {
    if (at >= text.length()) {
      throw wrong("a quote isn't closed");
    }
    char c = text.charAt(at++);
    switch (c) {
      case 'n' -> out.append('\n');
      case 't' -> out.append('\t');
      case 'r' -> out.append('\r');
      case 'b' -> out.append('\b');
      case 'f' -> out.append('\f');
      case '"', '\\' -> out.append(c);
      case 'u' -> code(out, 4);
      case 'U' -> code(out, 8);
      default -> {
        if (!block || !Character.isWhitespace(c)) {
          throw wrong("'\\%s' means nothing".formatted(c));
        }
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
          at++;
        }
      }
    }
  }

  private void code(StringBuilder out, int digits) {
    String hex = text.substring(at, Math.min(text.length(), at + digits));
    int point =
        hex.matches("[0-9a-fA-F]{%d}".formatted(digits)) ? (int) Long.parseLong(hex, 16) : -1;
    if (!Character.isValidCodePoint(point)) {
      throw wrong("'%s' is no character's number".formatted(hex));
    }
    out.appendCodePoint(point);
    at += digits;
  }

  private void blank(boolean lines) {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '#') {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
      } else if (c == ' ' || c == '\t' || (lines && c == '\n')) {
        at++;
      } else {
        return;
      }
    }
  }

  private boolean taken(String word) {
    boolean there = text.startsWith(word, at);
    at += there ? word.length() : 0;
    return there;
  }

  private void expect(String word) {
    blank(false);
    if (!taken(word)) {
      throw wrong("'%s' is missing".formatted(word));
    }
  }

  private DiagnosticException wrong(String sentence) {
    int end = Math.min(at, text.length());
    String before = text.substring(0, end);
    int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
    int column = end - (before.lastIndexOf('\n') + 1) + 1;
    return new DiagnosticException(
        Diagnostic.error(new Origin(name, line, column), "not valid TOML: " + sentence));
  }
}
