package dev.runner.jinja;

import dev.runner.values.Python;

/// A parsed expression, such as a `when` condition. It may be evaluated by many threads at once.
public final class Expression {
  private final Environment environment;
  private final String name;
  private final String text;

  private Expression(Environment environment, String name, String text) {
    this.environment = environment;
    this.name = name;
    this.text = text;
  }

  static Expression parse(Environment environment, String text, String name, Syntax syntax) {
    return new Expression(environment, name, text);
  }

  /// How errors name it.
  public String name() {
    return name;
  }

  /// The environment that it was parsed with.
  public Environment environment() {
    return environment;
  }

  /// The value as it is: it may be undefined or unknown.
  ///
  /// @throws JinjaException if the evaluation fails
  public Object evaluate(Variables variables) {
    return variables.get(text);
  }

  /// Whether it holds. From Ansible 2.19 on the value must be boolean; before that, and in Jinja2,
  /// its truth counts.
  ///
  /// @throws JinjaException if the evaluation fails or the value may not be a condition
  /// @throws dev.runner.values.UnknownException if it can't be known
  public boolean condition(Variables variables) {
    return Python.truth(evaluate(variables));
  }
}
