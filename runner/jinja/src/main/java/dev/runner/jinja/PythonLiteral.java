package dev.runner.jinja;

import dev.runner.values.Arithmetic;
import dev.runner.values.Dicts;
import dev.runner.values.Marks;
import dev.runner.values.None;
import dev.runner.values.NumberText;
import dev.runner.values.PythonException;
import dev.runner.values.Text;
import dev.runner.values.Texts;
import dev.runner.values.Tuple;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads literals as Python's `ast.literal_eval` does: numbers, text, tuples, lists, dicts, `True`,
/// `False`, `None`, and the names that JSON has for these.
final class PythonLiteral {
  private static final int MAX_DEPTH = 90;

  private final Tokens tokens;
  private final Marks marks;
  private int depth;
  private boolean trailing;

  private PythonLiteral(Tokens tokens, Marks marks) {
    this.tokens = tokens;
    this.marks = marks;
  }

  /// The value, whose texts get these marks; null if the text is no literal.
  static @Nullable Object read(String text, Marks marks) {
    try {
      SourceText source = new SourceText("literal", text, Syntax.JINJA);
      Tokens tokens = new Tokens(source, new Lexer(source, Syntax.JINJA).expression());
      PythonLiteral reader = new PythonLiteral(tokens, marks);
      Object value = reader.value();
      if (tokens.taken(",")) {
        value = reader.tuple(value);
      }
      return tokens.is(Token.Kind.END) ? value : null;
    } catch (JinjaException | PythonException e) {
      return null;
    }
  }

  /// A tuple without parentheses, whose first comma was read.
  private Tuple tuple(Object first) {
    List<Object> items = new ArrayList<>(List.of(first));
    boolean comma = true;
    while (comma && !tokens.is(Token.Kind.END)) {
      items.add(value());
      comma = tokens.taken(",");
    }
    return Tuple.of(items);
  }

  private Object value() {
    if (++depth > MAX_DEPTH) {
      throw tokens.mistake("too deep");
    }
    Token token = tokens.take();
    Object value =
        switch (token.kind()) {
          case STRING -> text(token);
          case INTEGER, FLOAT -> number(token);
          case NAME -> named(token);
          default -> other(token);
        };
    depth--;
    return value;
  }

  private Object named(Token token) {
    return switch (token.text()) {
      case "True", "true" -> true;
      case "False", "false" -> false;
      case "None", "null" -> None.NONE;
      default -> throw tokens.mistake("no literal", token);
    };
  }

  private static Object number(Token token) {
    Object number =
        token.kind() == Token.Kind.INTEGER
            ? NumberText.whole(token.text(), 0)
            : NumberText.real(token.text());
    if (number == null) {
      throw PythonException.value("invalid number");
    }
    return number;
  }

  private Object text(Token first) {
    StringBuilder all = new StringBuilder();
    Token token = first;
    while (true) {
      String value = Escapes.read(token.text());
      if (value == null || token.text().indexOf('\n') >= 0) {
        throw tokens.mistake("broken text", token);
      }
      all.append(value);
      if (!tokens.is(Token.Kind.STRING)) {
        return Texts.of(all.toString(), marks);
      }
      token = tokens.take();
    }
  }

  private Object other(Token token) {
    if (token.is("-") || token.is("+")) {
      Object number = number(tokens.take());
      return token.is("-") ? Arithmetic.multiply(-1L, number) : number;
    }
    if (token.is("[")) {
      return items("]");
    }
    if (token.is("{")) {
      return dict();
    }
    if (token.is("(")) {
      boolean empty = tokens.is(")");
      List<Object> items = items(")");
      boolean tuple = empty || items.size() > 1 || trailing;
      return tuple ? Tuple.of(items) : items.getFirst();
    }
    throw tokens.mistake("no literal", token);
  }

  private List<Object> items(String end) {
    List<Object> items = new ArrayList<>();
    boolean comma = true;
    while (!tokens.taken(end)) {
      if (!comma) {
        throw tokens.expected(",");
      }
      items.add(value());
      comma = tokens.taken(",");
    }
    trailing = comma;
    return items;
  }

  private Object dict() {
    Map<Object, Object> map = new LinkedHashMap<>();
    boolean comma = true;
    while (!tokens.taken("}")) {
      if (!comma) {
        throw tokens.expected(",");
      }
      Object key = value();
      tokens.expect(":");
      Dicts.put(map, key instanceof Text text ? text.value() : key, value());
      comma = tokens.taken(",");
    }
    return map;
  }
}
