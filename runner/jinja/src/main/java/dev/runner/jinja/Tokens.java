package dev.runner.jinja;

import java.util.List;

/// The pieces of a template in the order in which the parser takes them.
final class Tokens {
  private final SourceText source;
  private final List<Token> tokens;
  private int at;

  Tokens(SourceText source, List<Token> tokens) {
    this.source = source;
    this.tokens = tokens;
  }

  Token current() {
    return tokens.get(at);
  }

  Token ahead() {
    return tokens.get(Math.min(at + 1, tokens.size() - 1));
  }

  Token take() {
    Token token = tokens.get(at);
    if (token.kind() != Token.Kind.END) {
      at++;
    }
    return token;
  }

  boolean is(Token.Kind kind) {
    return current().kind() == kind;
  }

  boolean is(String operator) {
    return current().is(operator);
  }

  boolean isName(String name) {
    return current().isName(name);
  }

  boolean taken(String operator) {
    boolean there = is(operator);
    at += there ? 1 : 0;
    return there;
  }

  boolean takenName(String name) {
    boolean there = isName(name);
    at += there ? 1 : 0;
    return there;
  }

  Token expect(Token.Kind kind) {
    if (!is(kind)) {
      throw expected(kind.description());
    }
    return take();
  }

  void expect(String operator) {
    if (!taken(operator)) {
      throw expected(operator);
    }
  }

  void expectName(String name) {
    if (!takenName(name)) {
      throw expected(name);
    }
  }

  /// Something else was expected here; in Jinja2's words, which people look up.
  JinjaException expected(String what) {
    return mistake(
        is(Token.Kind.END)
            ? "unexpected end of template, expected '" + what + "'."
            : "expected token '" + what + "', got '" + current().description() + "'");
  }

  /// A mistake at the current piece.
  JinjaException mistake(String sentence) {
    return mistake(sentence, current());
  }

  JinjaException mistake(String sentence, Token token) {
    return source.mistake(sentence, token.start(), token.end());
  }

  /// The place from this index up to the last piece taken.
  Spot since(int start) {
    return new Spot(source, start, Math.max(start, at == 0 ? start : tokens.get(at - 1).end()));
  }

  int start() {
    return current().start();
  }
}
