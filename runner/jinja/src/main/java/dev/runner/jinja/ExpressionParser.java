package dev.runner.jinja;

import dev.runner.values.Marks;
import dev.runner.values.None;
import dev.runner.values.NumberText;
import dev.runner.values.Text;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads expressions by the power with which their operators bind.
final class ExpressionParser {
  private static final int MAX_DEPTH = 150;
  private static final int OR = 1;
  private static final int AND = 2;
  private static final int NOT = 3;
  private static final int COMPARISON = 4;
  private static final int SUM = 5;
  private static final int CONCAT = 6;
  private static final int PRODUCT = 7;
  private static final int POWER = 8;

  private final Environment environment;
  private final Syntax syntax;
  private final Tokens tokens;
  private final Usage usage;
  private final Calling calling;
  private int depth;
  private boolean printed;

  ExpressionParser(Environment environment, Syntax syntax, Tokens tokens, Usage usage) {
    this.environment = environment;
    this.syntax = syntax;
    this.tokens = tokens;
    this.usage = usage;
    this.calling = new Calling(environment, tokens, usage, this);
  }

  /// Whether what is read now stands in `{{ }}`, where literals may keep their backslashes.
  void printed(boolean value) {
    printed = value;
  }

  Calling calling() {
    return calling;
  }

  /// An expression, or a tuple of several without parentheses.
  Expr tuple() {
    return tuple(false, true, null);
  }

  /// @param parenthesised whether it may be empty
  /// @param conditional whether `a if b` may stand in it
  /// @param endName a name that ends it
  Expr tuple(boolean parenthesised, boolean conditional, @Nullable String endName) {
    List<Expr> items = new ArrayList<>(2);
    boolean several = false;
    while (!endsTuple(endName)) {
      items.add(conditional ? expression() : binary(OR));
      if (!tokens.taken(",")) {
        break;
      }
      several = true;
    }
    if (!several) {
      if (items.size() == 1) {
        return items.getFirst();
      }
      if (!parenthesised) {
        throw tokens.mistake(
            "Expected an expression, got '" + tokens.current().description() + "'");
      }
    }
    return new Literals.TupleOf(items);
  }

  private boolean endsTuple(@Nullable String endName) {
    return tokens.is(Token.Kind.PRINT_END)
        || tokens.is(Token.Kind.BLOCK_END)
        || tokens.is(Token.Kind.END)
        || tokens.is(")")
        || (endName != null && tokens.isName(endName));
  }

  /// An expression with everything that may be in it.
  Expr expression() {
    if (++depth > MAX_DEPTH) {
      throw tooDeep();
    }
    int start = tokens.start();
    int mark = usage.mark();
    Expr expr = binary(OR);
    while (tokens.takenName("if")) {
      Expr test = binary(OR);
      Expr otherwise = tokens.takenName("else") ? expression() : null;
      usage.forgive(mark);
      expr = new Operators.Ternary(test, expr, otherwise, tokens.since(start));
    }
    depth--;
    return expr;
  }

  private JinjaException tooDeep() {
    Token token = tokens.current();
    return new JinjaException(
        JinjaException.Kind.BOUND,
        "expressions are nested more than " + MAX_DEPTH + " levels deep",
        tokens.since(token.start()).place());
  }

  private Expr binary(int least) {
    int start = tokens.start();
    Expr left = prefixed(least);
    int length = 0;
    for (int power = power(); power >= least; power = power()) {
      if (++length > 1000) {
        throw tooDeep();
      }
      left = infix(left, power, start);
    }
    return left;
  }

  /// How strongly the operator that comes next binds; 0 if none comes.
  private int power() {
    Token token = tokens.current();
    if (token.kind() == Token.Kind.NAME) {
      return switch (token.text()) {
        case "or" -> OR;
        case "and" -> AND;
        case "in" -> COMPARISON;
        case "not" -> tokens.ahead().isName("in") ? COMPARISON : 0;
        default -> 0;
      };
    }
    if (token.kind() != Token.Kind.OPERATOR) {
      return 0;
    }
    return switch (token.text()) {
      case "==", "!=", "<", "<=", ">", ">=" -> COMPARISON;
      case "+", "-" -> SUM;
      case "~" -> CONCAT;
      case "*", "/", "//", "%" -> PRODUCT;
      case "**" -> POWER;
      default -> 0;
    };
  }

  private Expr infix(Expr left, int power, int start) {
    if (power == COMPARISON) {
      return comparison(left, start);
    }
    if (power == CONCAT) {
      return concat(left, start);
    }
    String operator = tokens.take().text();
    Expr right = binary(power + 1);
    Spot at = tokens.since(start);
    return switch (operator) {
      case "or" -> new Operators.Or(left, right, at);
      case "and" -> new Operators.And(left, right, at);
      default -> new Operators.Binary(arithmetic(operator), left, right, at);
    };
  }

  private static Operators.Operator arithmetic(String operator) {
    return switch (operator) {
      case "+" -> Operators.Operator.ADD;
      case "-" -> Operators.Operator.SUBTRACT;
      case "*" -> Operators.Operator.MULTIPLY;
      case "/" -> Operators.Operator.DIVIDE;
      case "//" -> Operators.Operator.FLOOR_DIVIDE;
      case "%" -> Operators.Operator.MODULO;
      default -> Operators.Operator.POWER;
    };
  }

  private Expr comparison(Expr first, int start) {
    List<String> operators = new ArrayList<>(1);
    List<Expr> others = new ArrayList<>(1);
    while (power() == COMPARISON) {
      String operator = tokens.take().text();
      if (operator.equals("not")) {
        tokens.take();
        operator = "not in";
      }
      operators.add(operator);
      others.add(binary(SUM));
    }
    return new Operators.Comparison(first, operators, others, tokens.since(start));
  }

  private Expr concat(Expr first, int start) {
    List<Expr> parts = new ArrayList<>();
    parts.add(first);
    while (tokens.taken("~")) {
      parts.add(binary(PRODUCT));
    }
    return new Operators.Concat(parts, tokens.since(start));
  }

  private Expr prefixed(int least) {
    int start = tokens.start();
    if (least <= NOT && tokens.isName("not")) {
      if (++depth > MAX_DEPTH) {
        throw tooDeep();
      }
      tokens.take();
      Expr operand = binary(NOT);
      depth--;
      return new Operators.Not(operand, tokens.since(start));
    }
    return unary(true);
  }

  private Expr unary(boolean filters) {
    int start = tokens.start();
    Expr expr;
    if (tokens.is("-") || tokens.is("+")) {
      if (++depth > MAX_DEPTH) {
        throw tooDeep();
      }
      boolean minus = tokens.take().is("-");
      Expr operand = unary(false);
      depth--;
      expr = new Operators.Negative(operand, minus, tokens.since(start));
    } else {
      expr = primary();
    }
    expr = calling.postfix(expr, start);
    return filters ? calling.filters(expr, start) : expr;
  }

  /// A name, a literal, or an expression in parentheses.
  Expr primary() {
    Token token = tokens.current();
    return switch (token.kind()) {
      case NAME -> name(tokens.take());
      case STRING -> text(token.start());
      case INTEGER -> new Literals.Constant(whole(tokens.take()));
      case FLOAT -> {
        Double real = NumberText.real(tokens.take().text());
        yield new Literals.Constant(real == null ? 0.0 : real);
      }
      default -> bracketed(token);
    };
  }

  private Expr bracketed(Token token) {
    if (tokens.taken("(")) {
      if (++depth > MAX_DEPTH) {
        throw tooDeep();
      }
      Expr inside = tuple(true, true, null);
      depth--;
      tokens.expect(")");
      return inside;
    }
    if (tokens.taken("[")) {
      return list();
    }
    if (tokens.taken("{")) {
      return dict(token.start());
    }
    throw tokens.mistake("unexpected '" + token.description() + "'", token);
  }

  private Expr name(Token token) {
    switch (token.text()) {
      case "true", "True" -> {
        return new Literals.Constant(true);
      }
      case "false", "False" -> {
        return new Literals.Constant(false);
      }
      case "none", "None" -> {
        return new Literals.Constant(None.NONE);
      }
      default -> {
        usage.name(token.text());
        return new Lookups.Name(token.text());
      }
    }
  }

  private Expr text(int start) {
    Text text = string();
    return environment.language().isAnsible() && environment.isTemplate(text)
        ? new Literals.Embedded(text, tokens.since(start))
        : new Literals.Constant(text);
  }

  private Text string() {
    String value = literal(tokens.take());
    if (!tokens.is(Token.Kind.STRING)) {
      return Text.of(value, Marks.TRUSTED);
    }
    StringBuilder all = new StringBuilder(value);
    while (tokens.is(Token.Kind.STRING)) {
      all.append(literal(tokens.take()));
    }
    return Text.of(all.toString(), Marks.TRUSTED);
  }

  private String literal(Token token) {
    String text = Chars.withNewlines(token.text(), syntax.newline());
    if (syntax.rawBackslashes() && printed) {
      return text;
    }
    String value = Escapes.read(text);
    if (value == null) {
      throw tokens.mistake("the literal has a broken escape", token);
    }
    return value;
  }

  private Object whole(Token token) {
    Object value = NumberText.whole(token.text(), 0);
    if (value == null) {
      throw tokens.mistake("the number is too long", token);
    }
    return value;
  }

  private Expr list() {
    List<Expr> items = new ArrayList<>();
    while (!tokens.taken("]")) {
      if (!items.isEmpty()) {
        tokens.expect(",");
        if (tokens.taken("]")) {
          break;
        }
      }
      items.add(expression());
    }
    return new Literals.ListOf(items);
  }

  private Expr dict(int start) {
    List<Expr> keys = new ArrayList<>();
    List<Expr> values = new ArrayList<>();
    while (!tokens.taken("}")) {
      if (!keys.isEmpty()) {
        tokens.expect(",");
        if (tokens.taken("}")) {
          break;
        }
      }
      keys.add(expression());
      tokens.expect(":");
      values.add(expression());
    }
    return new Literals.DictOf(keys, values, tokens.since(start));
  }
}
