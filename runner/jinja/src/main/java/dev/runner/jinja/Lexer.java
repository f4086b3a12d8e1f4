package dev.runner.jinja;

import java.util.ArrayList;
import java.util.List;

/// Splits a template into text and code, and drops the white space that the rules drop.
final class Lexer {
  private final SourceText source;
  private final String text;
  private final Syntax syntax;
  private final Opening opening;
  private final List<Token> tokens = new ArrayList<>();
  private final CodeLexer code;
  private int at;
  private boolean startsLine = true;

  Lexer(SourceText source, Syntax syntax) {
    this.source = source;
    this.text = source.text();
    this.syntax = syntax;
    this.opening = new Opening(text, syntax);
    this.code = new CodeLexer(source, tokens);
  }

  /// The characters that a template is read from: one kind of newline, the last one dropped unless
  /// the syntax keeps it.
  static String normalized(String text, Syntax syntax) {
    String lines = Chars.withNewlines(text, "\n");
    return !syntax.keepTrailingNewline() && lines.endsWith("\n")
        ? lines.substring(0, lines.length() - 1)
        : lines;
  }

  /// The pieces of a whole template.
  List<Token> template() {
    while (at < text.length()) {
      if (!opening.next(at)) {
        data(at, text.length());
        break;
      }
      piece();
    }
    tokens.add(new Token(Token.Kind.END, "", text.length(), text.length()));
    return tokens;
  }

  /// The pieces of a single expression.
  List<Token> expression() {
    code.until(0, new CodeLexer.Closing(Token.Kind.END, "", false, false));
    tokens.add(new Token(Token.Kind.END, "", text.length(), text.length()));
    return tokens;
  }

  private void piece() {
    int start = opening.start();
    int inside = opening.end();
    switch (opening.kind()) {
      case VARIABLE -> {
        inside = before(start, inside, false);
        tokens.add(new Token(Token.Kind.PRINT_BEGIN, "", start, inside));
        at =
            code.until(
                inside,
                new CodeLexer.Closing(Token.Kind.PRINT_END, syntax.variableEnd(), false, false));
      }
      case BLOCK -> {
        int raw = new Raw(text, syntax).begin(inside);
        inside = before(start, inside, true);
        if (raw >= 0) {
          raw(start, raw);
        } else {
          tokens.add(new Token(Token.Kind.BLOCK_BEGIN, "", start, inside));
          at =
              code.until(
                  inside,
                  new CodeLexer.Closing(
                      Token.Kind.BLOCK_END, syntax.blockEnd(), true, syntax.trimBlocks()));
        }
      }
      case COMMENT -> {
        inside = before(start, inside, true);
        comment(start, inside);
      }
      case LINE_STATEMENT -> {
        inside = before(start, inside, true);
        tokens.add(new Token(Token.Kind.BLOCK_BEGIN, "", start, inside));
        at = code.line(inside);
      }
      case LINE_COMMENT -> {
        before(start, inside, true);
        int end = text.indexOf('\n', inside);
        at = end < 0 ? text.length() : end;
      }
    }
    startsLine = at > 0 && text.charAt(at - 1) == '\n';
  }

  /// The text before some code, without the white space that the code's sign or the syntax drops.
  /// Returns where the code goes on after its sign.
  private int before(int start, int inside, boolean strips) {
    char sign = inside < text.length() ? text.charAt(inside) : ' ';
    int end = start;
    if (sign == '-') {
      while (end > at && Chars.isSpace(text.charAt(end - 1))) {
        end--;
      }
    } else if (sign != '+' && strips && syntax.lstripBlocks()) {
      end = lineStripped(start);
    }
    data(at, end);
    return sign == '-' || sign == '+' ? inside + 1 : inside;
  }

  private int lineStripped(int start) {
    int line = Math.max(text.lastIndexOf('\n', start - 1) + 1, at);
    boolean starts = line > at || startsLine;
    return starts && Chars.skipSpace(text, line) >= start ? line : start;
  }

  private void data(int from, int to) {
    if (from < to) {
      String part = Chars.withNewlines(text.substring(from, to), syntax.newline());
      tokens.add(new Token(Token.Kind.TEXT, part, from, to));
    }
  }

  private void comment(int start, int inside) {
    int end = text.indexOf(syntax.commentEnd(), inside);
    if (end < 0) {
      throw source.mistake("Missing end of comment tag", start, inside);
    }
    char sign = end > inside ? text.charAt(end - 1) : ' ';
    at = after(end + syntax.commentEnd().length(), sign);
  }

  /// Where text goes on after the end of a block or comment with this sign.
  private int after(int end, char sign) {
    if (sign == '-') {
      return Chars.skipSpace(text, end);
    }
    boolean trims = sign != '+' && syntax.trimBlocks();
    return trims && end < text.length() && text.charAt(end) == '\n' ? end + 1 : end;
  }

  private void raw(int start, int inside) {
    Raw raw = new Raw(text, syntax);
    if (!raw.end(inside)) {
      throw source.mistake("Missing end of raw directive", start, Math.min(inside, text.length()));
    }
    at = inside;
    startsLine = inside > 0 && text.charAt(inside - 1) == '\n';
    before(raw.start(), raw.start() + syntax.blockStart().length(), true);
    at = after(raw.stop(), raw.sign());
  }
}
