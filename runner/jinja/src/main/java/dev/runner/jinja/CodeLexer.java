package dev.runner.jinja;

import dev.runner.values.Python;
import java.util.List;

/// Splits the code of a template into words.
final class CodeLexer {
  private static final String[] OPERATORS = {
    "//", "**", "==", "!=", ">=", "<=", "+", "-", "/", "*", "%", "~", "[", "]", "(", ")", "{", "}",
    ">", "<", "=", ".", ":", "|", ",", ";"
  };

  /// What ends the code.
  ///
  /// @param kind the word that stands for it
  /// @param delimiter its characters; empty: the end of the text
  /// @param signed whether `+` may stand before it, as `-` may before every one
  /// @param trims whether the newline after it goes too
  record Closing(Token.Kind kind, String delimiter, boolean signed, boolean trims) {}

  private final SourceText source;
  private final String text;
  private final List<Token> tokens;
  private int at;
  private final StringBuilder open = new StringBuilder();

  CodeLexer(SourceText source, List<Token> tokens) {
    this.source = source;
    this.text = source.text();
    this.tokens = tokens;
  }

  /// Reads words until the closing delimiter. Returns where text goes on.
  int until(int from, Closing closing) {
    at = from;
    open.setLength(0);
    while (true) {
      if (open.isEmpty() && !closing.delimiter().isEmpty() && closed(closing)) {
        return at;
      }
      if (at >= text.length()) {
        if (closing.delimiter().isEmpty()) {
          return at;
        }
        throw source.mistake(
            "unexpected end of template, expected '" + closing.kind().description() + "'.",
            from,
            text.length());
      }
      word();
    }
  }

  private boolean closed(Closing closing) {
    String delimiter = closing.delimiter();
    char sign = at < text.length() ? text.charAt(at) : ' ';
    int start = at;
    if (sign == '-' && text.startsWith(delimiter, at + 1)) {
      at = Chars.skipSpace(text, at + 1 + delimiter.length());
    } else if (sign == '+' && closing.signed() && text.startsWith(delimiter, at + 1)) {
      at += 1 + delimiter.length();
    } else if (text.startsWith(delimiter, at)) {
      at += delimiter.length();
      if (closing.trims() && at < text.length() && text.charAt(at) == '\n') {
        at++;
      }
    } else {
      return false;
    }
    tokens.add(new Token(closing.kind(), "", start, at));
    return true;
  }

  /// Reads the words of a line statement. Returns where text goes on.
  int line(int from) {
    at = from;
    open.setLength(0);
    while (true) {
      if (open.isEmpty()) {
        int end = lineEnd();
        if (end >= 0) {
          tokens.add(new Token(Token.Kind.BLOCK_END, "", at, end));
          return end;
        }
      }
      if (at >= text.length()) {
        tokens.add(new Token(Token.Kind.BLOCK_END, "", at, at));
        return at;
      }
      word();
    }
  }

  /// Where text goes on if only white space is left on the line; empty lines go with it.
  private int lineEnd() {
    int end = Chars.skipSpace(text, at);
    return end >= text.length()
        ? end
        : text.lastIndexOf('\n', end - 1) + 1 > at ? text.lastIndexOf('\n', end - 1) + 1 : -1;
  }

  private void word() {
    char c = text.charAt(at);
    int start = at;
    if (Chars.isSpace(c)) {
      at = Chars.skipSpace(text, at);
    } else if (Chars.startsName(c)) {
      while (at < text.length() && Chars.continuesName(text.charAt(at))) {
        at++;
      }
      add(Token.Kind.NAME, text.substring(start, at).intern(), start);
    } else if (Chars.isDigit(c)) {
      number(start);
    } else if (c == '\'' || c == '"') {
      literal(c, start);
    } else {
      operator(start);
    }
  }

  private void add(Token.Kind kind, String value, int start) {
    tokens.add(new Token(kind, value, start, at));
  }

  private void number(int start) {
    Digits digits = new Digits(text);
    boolean afterDot = start > 0 && text.charAt(start - 1) == '.';
    int real = afterDot ? -1 : digits.real(start);
    at = real >= 0 ? real : digits.whole(start);
    add(real >= 0 ? Token.Kind.FLOAT : Token.Kind.INTEGER, text.substring(start, at), start);
  }

  private void literal(char quote, int start) {
    at++;
    while (at < text.length() && text.charAt(at) != quote) {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    if (at >= text.length()) {
      throw unexpected(start, text.length());
    }
    at++;
    add(Token.Kind.STRING, text.substring(start + 1, at - 1), start);
  }

  private void operator(int start) {
    for (String operator : OPERATORS) {
      if (text.startsWith(operator, at)) {
        balance(operator.charAt(0), start);
        at += operator.length();
        add(Token.Kind.OPERATOR, operator, start);
        return;
      }
    }
    throw unexpected(start, text.offsetByCodePoints(start, 1));
  }

  /// A character that can't stand there, such as a quote without another one; in Jinja2's words,
  /// which people look up.
  private JinjaException unexpected(int start, int end) {
    String character = text.substring(start, text.offsetByCodePoints(start, 1));
    return source.mistake(
        "unexpected char %s at %d".formatted(Python.repr(character), text.codePointCount(0, start)),
        start,
        end);
  }

  private void balance(char bracket, int start) {
    switch (bracket) {
      case '(' -> open.append(')');
      case '[' -> open.append(']');
      case '{' -> open.append('}');
      case ')', ']', '}' -> {
        int last = open.length() - 1;
        if (last < 0) {
          throw source.mistake("unexpected '" + bracket + "'", start, start + 1);
        }
        if (open.charAt(last) != bracket) {
          throw source.mistake(
              "unexpected '" + bracket + "', expected '" + open.charAt(last) + "'",
              start,
              start + 1);
        }
        open.setLength(last);
      }
      default -> {}
    }
  }
}
