package dev.runner.modules.python;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Whether a requirement counts in an environment (PEP 508, "Environment Markers").
final class Marker {
  private static final Pattern TOKEN =
      Pattern.compile("\\s*(\\(|\\)|===|==|!=|<=|>=|~=|<|>|'[^']*'|\"[^\"]*\"|[A-Za-z_.]+)");

  private final List<String> tokens = new ArrayList<>();
  private final Map<String, String> environment;
  private int at;

  private Marker(String text, Map<String, String> environment) {
    this.environment = environment;
    Matcher m = TOKEN.matcher(text);
    while (m.lookingAt()) {
      tokens.add(m.group(1));
      m.region(m.end(), text.length());
    }
  }

  /// Evaluates a marker; an empty one holds.
  ///
  /// @param environment values of `python_version` and its like
  static boolean holds(String text, Map<String, String> environment) {
    return text.isBlank() || new Marker(text, environment).or();
  }

  private String peek() {
    return at < tokens.size() ? tokens.get(at) : "";
  }

  private String take() {
    String token = peek();
    at++;
    return token;
  }

  private boolean or() {
    boolean value = and();
    while (peek().equals("or")) {
      at++;
      boolean next = and();
      value = value || next;
    }
    return value;
  }

  private boolean and() {
    boolean value = comparison();
    while (peek().equals("and")) {
      at++;
      boolean next = comparison();
      value = value && next;
    }
    return value;
  }

  private boolean comparison() {
    if (peek().equals("(")) {
      at++;
      boolean value = or();
      at++;
      return value;
    }
    String left = value(take());
    String operator = take();
    if (operator.equals("not")) {
      at++;
      return !value(take()).contains(left);
    }
    String right = value(take());
    return operator.equals("in") ? right.contains(left) : compare(left, operator, right);
  }

  private String value(String token) {
    return token.startsWith("'") || token.startsWith("\"")
        ? token.substring(1, token.length() - 1)
        : environment.getOrDefault(token.replace('.', '_'), "");
  }

  private static boolean compare(String left, String operator, String right) {
    String bare = right.endsWith(".*") ? right.substring(0, right.length() - 2) : right;
    if (Version.parse(left).isPresent() && Version.parse(bare).isPresent()) {
      return new Specifiers.Clause(operator, right).admits(left);
    }
    int order = left.compareTo(right);
    return switch (operator) {
      case "==", "===" -> order == 0;
      case "!=" -> order != 0;
      case "<" -> order < 0;
      case "<=" -> order <= 0;
      case ">" -> order > 0;
      default -> order >= 0;
    };
  }
}
