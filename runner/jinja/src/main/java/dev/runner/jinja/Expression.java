package dev.runner.jinja;

import dev.runner.values.Python;
import dev.runner.values.PythonException;
import dev.runner.values.Text;
import dev.runner.values.Undefined;
import dev.runner.values.Unknown;
import dev.runner.values.UnknownException;

/// A parsed expression, such as a `when` condition. It may be evaluated by many threads at once.
public final class Expression {
  private final Environment environment;
  private final Expr expr;
  private final Spot at;
  private final boolean changes;

  private Expression(Environment environment, Expr expr, Spot at, boolean changes) {
    this.environment = environment;
    this.expr = expr;
    this.at = at;
    this.changes = changes;
  }

  static Expression parse(Environment environment, String text, String name, Syntax syntax) {
    SourceText source = new SourceText(name, Chars.withNewlines(text, "\n"), syntax);
    Tokens tokens = new Tokens(source, new Lexer(source, syntax).expression());
    Usage usage = new Usage(environment);
    ExpressionParser parser = new ExpressionParser(environment, syntax, tokens, usage);
    Expr expr = parser.expression();
    if (!tokens.is(Token.Kind.END)) {
      throw tokens.mistake("chunk after expression");
    }
    JinjaException mistake = usage.mistake();
    if (mistake != null) {
      throw mistake;
    }
    return new Expression(environment, expr, tokens.since(0), usage.changes());
  }

  /// How errors name it.
  public String name() {
    return at.source().name();
  }

  /// The environment that it was parsed with.
  public Environment environment() {
    return environment;
  }

  /// The value as it is: it may be undefined or unknown.
  ///
  /// @throws JinjaException if the evaluation fails
  public Object evaluate(Variables variables) {
    try {
      return evaluate(new Rendering(environment, variables, changes));
    } catch (UnknownException e) {
      return e.unknown();
    }
  }

  private Object evaluate(Rendering rendering) {
    try {
      return expr.evaluate(rendering);
    } catch (StackOverflowError e) {
      throw at.failure(
          JinjaException.Kind.BOUND, "the expression needs more stack than a thread has");
    }
  }

  /// Whether it holds. From Ansible 2.19 on the value must be boolean; before that, and in Jinja2,
  /// its truth counts.
  ///
  /// @throws JinjaException if the evaluation fails or the value may not be a condition
  /// @throws dev.runner.values.UnknownException if it can't be known
  public boolean condition(Variables variables) {
    Rendering rendering = new Rendering(environment, variables, changes);
    rendering.condition();
    Object value = evaluate(rendering);
    if (value instanceof Boolean bool) {
      return bool;
    }
    if (value instanceof Unknown unknown) {
      throw new UnknownException(unknown);
    }
    if (!environment.takesAnyCondition() && !(value instanceof Undefined)) {
      JinjaException wrong =
          at.failure(
              JinjaException.Kind.NOT_BOOLEAN,
              "Conditional result (%s) was derived from value of type '%s'. Conditionals must have a boolean result."
                  .formatted(
                      Python.string(Values.truth(value, rendering, at)), Python.typeName(value)));
      throw isReference() ? wrong.in(Text.marksOf(value).origin()) : wrong;
    }
    if (value instanceof Undefined undefined && environment.language().isAnsible()) {
      throw at.failure(rendering, PythonException.undefined(undefined));
    }
    return Values.truth(value, rendering, at);
  }

  /// Whether its value is one that stands elsewhere.
  private boolean isReference() {
    return expr instanceof Lookups.Name
        || expr instanceof Lookups.Attribute
        || expr instanceof Lookups.Item;
  }
}
