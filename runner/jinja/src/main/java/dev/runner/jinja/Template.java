package dev.runner.jinja;

import dev.runner.values.Text;

/// A parsed template. It may be rendered by many threads at once.
public final class Template {
  private final Environment environment;
  private final String name;
  private final String text;

  private Template(Environment environment, String name, String text) {
    this.environment = environment;
    this.name = name;
    this.text = text;
  }

  static Template parse(Environment environment, String text, String name, Syntax syntax) {
    return new Template(environment, name, text);
  }

  /// How errors name it.
  public String name() {
    return name;
  }

  /// The environment that it was parsed with.
  public Environment environment() {
    return environment;
  }

  /// The text that it makes.
  ///
  /// @throws JinjaException if the evaluation fails
  /// @throws dev.runner.values.UnknownException if it depends on an unknown value
  public Text render(Variables variables) {
    return Text.of(text, Environment.LITERAL);
  }

  /// The value that it makes: of its own type if the template is one expression, text otherwise,
  /// [dev.runner.values.Unknown] if it depends on an unknown value, `None` if it makes nothing at
  /// all. Undefined values in it are errors, tuples, ranges and views are lists.
  ///
  /// @throws JinjaException if the evaluation fails
  public Object value(Variables variables) {
    return Text.of(text, Environment.LITERAL);
  }
}
