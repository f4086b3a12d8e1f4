package dev.runner.template.query;

import dev.runner.template.query.Token.Kind;
import dev.runner.values.Marks;
import dev.runner.values.PythonException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads a query by how strongly its tokens bind (a Pratt parser).
final class Parser {
  private static final int DEEPEST = 200;

  /// What binds less ends a projection.
  private static final int END_OF_PROJECTION = 10;

  private static final Node CURRENT = new Node.Current();

  private final String query;
  private final List<Token> tokens;
  private int at;
  private int depth;

  private Parser(String query, List<Token> tokens) {
    this.query = query;
    this.tokens = tokens;
  }

  /// The tree of a query.
  ///
  /// @param marks what the text of its literals carries
  /// @throws QueryException if it is none
  static Node parse(String query, Marks marks) {
    if (query.isEmpty()) {
      throw new QueryException("Invalid JMESPath expression: cannot be empty.");
    }
    Parser parser = new Parser(query, Lexer.tokens(query, marks));
    Node node = parser.expression(0);
    if (!parser.is(Kind.EOF)) {
      throw parser.wrong("Unexpected token: " + parser.token().said());
    }
    return node;
  }

  private Token token() {
    return tokens.get(at);
  }

  private Kind kind() {
    return token().kind();
  }

  private boolean is(Kind kind) {
    return kind() == kind;
  }

  private Token take() {
    return tokens.get(at++);
  }

  private boolean taken(Kind kind) {
    if (is(kind)) {
      at++;
      return true;
    }
    return false;
  }

  private void expect(Kind kind) {
    if (!taken(kind)) {
      throw expected(kind.word());
    }
  }

  private QueryException wrong(String what) {
    return QueryException.at(token(), what, query);
  }

  private QueryException expected(String what) {
    return is(Kind.EOF)
        ? QueryException.incomplete(query)
        : wrong("Expecting: %s, got: %s".formatted(what, kind().word()));
  }

  private Node expression(int power) {
    if (++depth > DEEPEST) {
      throw PythonException.of(
          PythonException.Kind.RECURSION,
          "a query is nested more than %d levels deep".formatted(DEEPEST));
    }
    Node node = first();
    while (power < kind().power()) {
      node = next(node);
    }
    depth--;
    return node;
  }

  /// What starts an expression.
  private Node first() {
    Token token = token();
    if (token.kind() == Kind.EOF) {
      throw QueryException.incomplete(query);
    }
    at++;
    return switch (token.kind()) {
      case LITERAL -> new Node.Literal(token.value());
      case NAME -> new Node.Field(token.said());
      case QUOTED_NAME -> quoted(token);
      case CURRENT -> CURRENT;
      case REFERENCE -> new Node.Reference(expression(0));
      case NOT -> new Node.Not(expression(Kind.NOT.power()));
      case PARENTHESIS -> parenthesis();
      case BRACE -> newDict();
      case BRACKET -> bracket();
      case STAR -> values(CURRENT);
      case FLATTEN -> flatten(CURRENT);
      case FILTER -> filter(CURRENT);
      default -> {
        at--;
        throw wrong("invalid token");
      }
    };
  }

  /// What follows an expression and makes a larger one of it.
  private Node next(Node left) {
    Token token = take();
    return switch (token.kind()) {
      case DOT ->
          taken(Kind.STAR) ? values(left) : new Node.Chain(left, afterDot(Kind.DOT.power()));
      case PIPE -> new Node.Chain(left, expression(Kind.PIPE.power()));
      case OR -> new Node.Or(left, expression(Kind.OR.power()));
      case AND -> new Node.And(left, expression(Kind.AND.power()));
      case EQUAL, UNEQUAL, LESS, AT_MOST, GREATER, AT_LEAST ->
          new Node.Comparison(token.kind(), left, expression(token.kind().power()));
      case PARENTHESIS -> invocation(left);
      case FILTER -> filter(left);
      case FLATTEN -> flatten(left);
      case BRACKET -> index(left);
      default -> {
        at--;
        throw wrong("invalid token");
      }
    };
  }

  private Node quoted(Token token) {
    if (is(Kind.PARENTHESIS)) {
      throw QueryException.at(
          new Token(Kind.PARENTHESIS, "(", token.start()),
          "Quoted identifier not allowed for function names.",
          query);
    }
    return new Node.Field(token.said());
  }

  private Node parenthesis() {
    Node inside = expression(0);
    expect(Kind.CLOSE_PARENTHESIS);
    return inside;
  }

  private Node values(Node source) {
    return new Node.ValueProjection(
        source, is(Kind.CLOSE_BRACKET) ? CURRENT : projected(Kind.STAR));
  }

  private Node flatten(Node source) {
    return new Node.ListProjection(new Node.Flatten(source), projected(Kind.FLATTEN));
  }

  private Node filter(Node source) {
    Node condition = expression(0);
    expect(Kind.CLOSE_BRACKET);
    Node each = is(Kind.FLATTEN) ? CURRENT : projected(Kind.FILTER);
    return new Node.FilterProjection(source, each, condition);
  }

  /// What a projection does with each item.
  private Node projected(Kind kind) {
    if (kind().power() < END_OF_PROJECTION) {
      return CURRENT;
    }
    if (is(Kind.BRACKET) || is(Kind.FILTER)) {
      return expression(kind.power());
    }
    if (taken(Kind.DOT)) {
      return afterDot(kind.power());
    }
    throw wrong("syntax error");
  }

  private Node afterDot(int power) {
    return switch (kind()) {
      case NAME, QUOTED_NAME, STAR -> expression(power);
      case BRACKET -> {
        at++;
        yield newList();
      }
      case BRACE -> {
        at++;
        yield newDict();
      }
      default ->
          throw wrong(
              ("Expecting: ['quoted_identifier', 'unquoted_identifier', 'lbracket', 'lbrace'],"
                      + " got: %s")
                  .formatted(kind().word()));
    };
  }

  /// A bracket that starts an expression.
  private Node bracket() {
    if (is(Kind.NUMBER) || is(Kind.COLON)) {
      return indexed(CURRENT);
    }
    if (is(Kind.STAR) && tokens.get(at + 1).kind() == Kind.CLOSE_BRACKET) {
      at += 2;
      return new Node.ListProjection(CURRENT, projected(Kind.STAR));
    }
    return newList();
  }

  /// A bracket that follows an expression.
  private Node index(Node left) {
    if (is(Kind.NUMBER) || is(Kind.COLON)) {
      return indexed(left);
    }
    expect(Kind.STAR);
    expect(Kind.CLOSE_BRACKET);
    return new Node.ListProjection(left, projected(Kind.STAR));
  }

  private Node indexed(Node source) {
    if (is(Kind.COLON) || tokens.get(at + 1).kind() == Kind.COLON) {
      return new Node.ListProjection(new Node.Chain(source, slice()), projected(Kind.STAR));
    }
    Node index = new Node.Index(take().value());
    expect(Kind.CLOSE_BRACKET);
    return new Node.Chain(source, index);
  }

  private Node slice() {
    @Nullable Object[] bounds = new @Nullable Object[3];
    int bound = 0;
    while (!is(Kind.CLOSE_BRACKET)) {
      if (is(Kind.COLON) && bound < 2) {
        bound++;
      } else if (is(Kind.NUMBER)) {
        bounds[bound] = token().value();
      } else {
        throw wrong("syntax error");
      }
      at++;
    }
    at++;
    return new Node.Slice(bounds[0], bounds[1], bounds[2]);
  }

  private Node newList() {
    List<Node> items = new ArrayList<>();
    do {
      items.add(expression(0));
      if (is(Kind.CLOSE_BRACKET)) {
        break;
      }
      expect(Kind.COMMA);
    } while (true);
    at++;
    return new Node.NewList(items);
  }

  private Node newDict() {
    List<Node.Entry> entries = new ArrayList<>();
    do {
      if (!is(Kind.NAME) && !is(Kind.QUOTED_NAME)) {
        throw expected("['quoted_identifier', 'unquoted_identifier']");
      }
      String key = take().said();
      expect(Kind.COLON);
      entries.add(new Node.Entry(key, expression(0)));
    } while (taken(Kind.COMMA) || !taken(Kind.CLOSE_BRACE));
    return new Node.NewDict(entries);
  }

  private Node invocation(Node function) {
    if (!(function instanceof Node.Field(String name))) {
      Token before = tokens.get(at - 2);
      throw QueryException.at(before, "Invalid function name '%s'".formatted(before.said()), query);
    }
    List<Node> arguments = new ArrayList<>();
    while (!taken(Kind.CLOSE_PARENTHESIS)) {
      arguments.add(expression(0));
      taken(Kind.COMMA);
    }
    return new Node.Invocation(name, arguments);
  }
}
