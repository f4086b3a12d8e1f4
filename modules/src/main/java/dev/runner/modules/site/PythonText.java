package dev.runner.modules.site;

import dev.runner.values.None;
import dev.runner.values.Text;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads and writes the text of Python modules without running anything (The Python Language
/// Reference, "Lexical analysis").
final class PythonText {
  private static final String NAME = "[A-Za-z_][A-Za-z0-9_]*";
  private static final Pattern ASSIGNED =
      Pattern.compile("(" + NAME + "(?:\\s*,\\s*" + NAME + ")*)\\s*(?::[^=]*)?=(?!=)");
  private static final Pattern DEFINED =
      Pattern.compile("(?:async\\s+)?(?:def|class)\\s+(" + NAME + ")");
  private static final Pattern IMPORTED =
      Pattern.compile("from\\s+\\S+\\s+import\\s+\\(?(.*?)\\)?$", Pattern.DOTALL);

  /// A statement: its indentation and its text, with strings emptied and comments left out.
  private record Statement(int indent, String text) {}

  private final String source;
  private int at;
  private boolean complete = true;

  private PythonText(String source) {
    this.source = source.replace("\r\n", "\n") + "\n";
  }

  /// The names in capitals that are given a value in the first column.
  static Set<String> settings(String source) {
    Set<String> found = new LinkedHashSet<>();
    for (Statement each : new PythonText(source).statements()) {
      if (each.indent() == 0) {
        assigned(each.text(), found);
      }
    }
    found.removeIf(name -> !name.equals(name.toUpperCase(java.util.Locale.ROOT)));
    found.removeIf(name -> name.startsWith("_"));
    return found;
  }

  /// The functions that are defined in the first column.
  static Set<String> functions(String source) {
    Set<String> found = new LinkedHashSet<>();
    for (Statement each : new PythonText(source).statements()) {
      Matcher definition = DEFINED.matcher(each.text());
      if (each.indent() == 0 && each.text().contains("def ") && definition.lookingAt()) {
        found.add(definition.group(1));
      }
    }
    return found;
  }

  /// All names that a module has: given a value, defined or imported, under conditions too, but not
  /// inside of functions and classes.
  static Set<String> names(String source) {
    Set<String> found = new LinkedHashSet<>();
    int hidden = Integer.MAX_VALUE;
    for (Statement each : new PythonText(source).statements()) {
      if (each.indent() > hidden) {
        continue;
      }
      Matcher definition = DEFINED.matcher(each.text());
      boolean defines = definition.lookingAt();
      hidden = defines ? each.indent() : Integer.MAX_VALUE;
      if (defines) {
        found.add(definition.group(1));
      }
      assigned(each.text(), found);
      imported(each.text(), found);
    }
    return found;
  }

  /// Whether all strings and brackets are closed.
  static boolean isWhole(String source) {
    PythonText text = new PythonText(source);
    text.statements();
    return text.complete;
  }

  private static void assigned(String text, Set<String> found) {
    Matcher matcher = ASSIGNED.matcher(text);
    while (matcher.lookingAt()) {
      found.addAll(List.of(matcher.group(1).split("\\s*,\\s*")));
      int next = matcher.end();
      while (next < text.length() && text.charAt(next) == ' ') {
        next++;
      }
      matcher.region(next, text.length());
    }
  }

  private static void imported(String text, Set<String> found) {
    Matcher matcher = IMPORTED.matcher(text);
    if (matcher.lookingAt()) {
      for (String name : matcher.group(1).split(",")) {
        String[] words = name.strip().split("\\s+");
        found.add(words[words.length - 1]);
      }
    }
  }

  private List<Statement> statements() {
    List<Statement> found = new java.util.ArrayList<>();
    while (at < source.length()) {
      int start = at;
      while (at < source.length() && (source.charAt(at) == ' ' || source.charAt(at) == '\t')) {
        at++;
      }
      int indent = at - start;
      String text = logicalLine().strip();
      if (!text.isEmpty()) {
        found.add(new Statement(indent, text));
      }
    }
    return found;
  }

  /// Reads to the end of a line that isn't inside of brackets or strings.
  private String logicalLine() {
    StringBuilder text = new StringBuilder();
    Deque<Character> open = new ArrayDeque<>();
    while (at < source.length()) {
      char c = source.charAt(at);
      if (c == '#') {
        at = source.indexOf('\n', at);
      } else if (c == '\'' || c == '"') {
        string(c);
        text.append("''");
      } else if (c == '\\' && source.startsWith("\\\n", at)) {
        at += 2;
      } else if (c == '\n' && open.isEmpty()) {
        at++;
        return text.toString();
      } else {
        if ("([{".indexOf(c) >= 0) {
          open.push(c);
        } else if (")]}".indexOf(c) >= 0 && !open.isEmpty()) {
          open.pop();
        }
        text.append(c == '\n' ? ' ' : c);
        at++;
      }
    }
    complete = complete && open.isEmpty();
    return text.toString();
  }

  private void string(char quote) {
    String triple = String.valueOf(quote).repeat(3);
    String end = source.startsWith(triple, at) ? triple : String.valueOf(quote);
    at += end.length();
    while (at < source.length() && !source.startsWith(end, at)) {
      if (end.length() == 1 && source.charAt(at) == '\n') {
        complete = false;
        return;
      }
      at += source.charAt(at) == '\\' ? 2 : 1;
    }
    complete = complete && at < source.length();
    at = Math.min(source.length(), at + end.length());
  }

  /// A value as a Python literal that old and new Python read alike.
  static String literal(Object value) {
    return switch (value) {
      case None none -> "None";
      case Boolean bool -> bool ? "True" : "False";
      case Number number -> number.toString();
      case String text -> quoted(text);
      case Text text -> quoted(text.value());
      case Map<?, ?> map ->
          "{"
              + String.join(
                  ", ",
                  map.entrySet().stream()
                      .map(each -> literal(each.getKey()) + ": " + literal(each.getValue()))
                      .toList())
              + "}";
      case dev.runner.values.Tuple tuple ->
          "(" + String.join("", tuple.stream().map(each -> literal(each) + ", ").toList()) + ")";
      case List<?> list ->
          "[" + String.join(", ", list.stream().map(PythonText::literal).toList()) + "]";
      default -> throw new IllegalArgumentException("no Python literal for " + value.getClass());
    };
  }

  private static String quoted(String text) {
    boolean ascii = text.chars().allMatch(c -> c < 128);
    StringBuilder out = new StringBuilder(ascii ? "'" : "u'");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\\' -> out.append("\\\\");
        case '\'' -> out.append("\\'");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> out.append(c < 32 || c > 126 ? "\\" + escape(c) : String.valueOf(c));
      }
    }
    return out.append('\'').toString();
  }

  private static String escape(char c) {
    return c < 128 ? "x%02x".formatted((int) c) : "u%04x".formatted((int) c);
  }
}
