package dev.runner.template.query;

import dev.runner.template.query.Token.Kind;
import dev.runner.values.Json;
import dev.runner.values.Marks;
import dev.runner.values.NumberText;
import dev.runner.values.Texts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Cuts a query into tokens.
final class Lexer {
  private static final String SINGLE = ".*],:@(){}";
  private static final List<Kind> KINDS =
      List.of(
          Kind.DOT,
          Kind.STAR,
          Kind.CLOSE_BRACKET,
          Kind.COMMA,
          Kind.COLON,
          Kind.CURRENT,
          Kind.PARENTHESIS,
          Kind.CLOSE_PARENTHESIS,
          Kind.BRACE,
          Kind.CLOSE_BRACE);

  private final String query;
  private final Marks marks;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  private Lexer(String query, Marks marks) {
    this.query = query;
    this.marks = marks;
  }

  /// The tokens of a query, the last one being its end.
  ///
  /// @param marks what the text of its literals carries
  static List<Token> tokens(String query, Marks marks) {
    return new Lexer(query, marks).all();
  }

  private List<Token> all() {
    while (at < query.length()) {
      char c = query.charAt(at);
      if (" \t\r\n".indexOf(c) >= 0) {
        at++;
      } else {
        tokens.add(next(c));
      }
    }
    tokens.add(new Token(Kind.EOF, "", query.length()));
    return tokens;
  }

  private Token next(char c) {
    int single = SINGLE.indexOf(c);
    if (single >= 0) {
      return sign(KINDS.get(single), 1);
    }
    if (isLetter(c)) {
      return name();
    }
    return switch (c) {
      case '[' ->
          follows(']')
              ? sign(Kind.FLATTEN, 2)
              : follows('?') ? sign(Kind.FILTER, 2) : sign(Kind.BRACKET, 1);
      case '|' -> follows('|') ? sign(Kind.OR, 2) : sign(Kind.PIPE, 1);
      case '&' -> follows('&') ? sign(Kind.AND, 2) : sign(Kind.REFERENCE, 1);
      case '<' -> follows('=') ? sign(Kind.AT_MOST, 2) : sign(Kind.LESS, 1);
      case '>' -> follows('=') ? sign(Kind.AT_LEAST, 2) : sign(Kind.GREATER, 1);
      case '!' -> follows('=') ? sign(Kind.UNEQUAL, 2) : sign(Kind.NOT, 1);
      case '"' -> quotedName();
      case '\'' -> rawText();
      case '`' -> literal();
      default -> other(c);
    };
  }

  private Token other(char c) {
    if (c == '=' && follows('=')) {
      return sign(Kind.EQUAL, 2);
    }
    if (isDigit(c) || (c == '-' && at + 1 < query.length() && isDigit(query.charAt(at + 1)))) {
      return number();
    }
    String shown = query.substring(at, query.offsetByCodePoints(at, 1));
    throw QueryException.noToken(
        "Unknown token " + (c == '=' || c == '-' ? "'" + c + "'" : shown), query, at);
  }

  private boolean follows(char c) {
    return at + 1 < query.length() && query.charAt(at + 1) == c;
  }

  private Token sign(Kind kind, int length) {
    int start = at;
    at += length;
    return new Token(kind, query.substring(start, at), start);
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private Token name() {
    int end = at;
    while (end < query.length() && (isLetter(query.charAt(end)) || isDigit(query.charAt(end)))) {
      end++;
    }
    return sign(Kind.NAME, end - at);
  }

  private Token number() {
    int end = at + 1;
    while (end < query.length() && isDigit(query.charAt(end))) {
      end++;
    }
    int start = at;
    Object value = NumberText.whole(query.substring(start, end), 10);
    if (value == null) {
      throw QueryException.noToken("A number is too long", query, start);
    }
    at = end;
    return new Token(Kind.NUMBER, value, start);
  }

  /// What stands up to the same delimiter again, unless a backslash stands before that.
  private String delimited() {
    char delimiter = query.charAt(at);
    for (int end = at + 1; end < query.length(); end++) {
      char c = query.charAt(end);
      if (c == delimiter) {
        String inside = query.substring(at + 1, end);
        at = end + 1;
        return inside;
      }
      end += c == '\\' ? 1 : 0;
    }
    throw QueryException.noToken("Unclosed %s delimiter".formatted(delimiter), query, at);
  }

  private Token quotedName() {
    int start = at;
    String quoted = "\"" + delimited() + "\"";
    try {
      return new Token(Kind.QUOTED_NAME, Json.parse(quoted), start);
    } catch (Json.SyntaxError e) {
      throw QueryException.noToken(String.valueOf(e.getMessage()), query, start);
    }
  }

  private Token rawText() {
    int start = at;
    return new Token(Kind.LITERAL, marked(delimited().replace("\\'", "'")), start);
  }

  /// A literal is JSON; what isn't is taken for text without its quotes, as old queries have it.
  private Token literal() {
    int start = at;
    String inside = delimited().replace("\\`", "`");
    try {
      return new Token(Kind.LITERAL, marked(Json.parse(inside)), start);
    } catch (Json.SyntaxError e) {
      try {
        return new Token(
            Kind.LITERAL, marked(Json.parse("\"" + inside.stripLeading() + "\"")), start);
      } catch (Json.SyntaxError neither) {
        throw QueryException.noToken("Bad token " + inside, query, start);
      }
    }
  }

  private Object marked(Object value) {
    return switch (value) {
      case String text -> Texts.of(text, marks);
      case List<?> list -> {
        List<Object> copy = new ArrayList<>(list.size());
        list.forEach(item -> copy.add(marked(item)));
        yield copy;
      }
      case Map<?, ?> map -> {
        Map<Object, Object> copy = new LinkedHashMap<>();
        map.forEach((key, item) -> copy.put(key, marked(item)));
        yield copy;
      }
      default -> value;
    };
  }
}
