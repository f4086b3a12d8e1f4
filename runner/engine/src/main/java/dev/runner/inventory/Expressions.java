package dev.runner.inventory;

import dev.runner.values.Python;
import java.util.Map;

/// Evaluates expressions and templates of inventories: the port that the template language fills.
public interface Expressions {
  /// The value of an expression. Text that it makes is no template; text that it only hands on
  /// stays what it was.
  ///
  /// @throws Mistake if it has none
  Object evaluate(String expression, Map<String, Object> variables);

  /// Whether a condition holds.
  ///
  /// @param condition as it is written: true, false or an expression
  /// @throws Mistake if it has no value, or none that is true or false
  boolean holds(Object condition, Map<String, Object> variables);

  /// The value of a template: of its own type if it is one expression, text otherwise.
  ///
  /// @throws Mistake if it has none
  Object value(String template, Map<String, Object> variables);

  /// The text of a template.
  ///
  /// @throws Mistake if it has none
  default String render(String template, Map<String, Object> variables) {
    return Python.string(value(template, variables));
  }

  /// Why something has no value: it uses what isn't there, or can't be understood.
  final class Mistake extends RuntimeException {
    private static final long serialVersionUID = 1;

    public Mistake(String sentence) {
      super(sentence, null, false, false);
    }
  }

  /// There is no template language.
  Expressions NONE =
      new Expressions() {
        @Override
        public Object evaluate(String expression, Map<String, Object> variables) {
          Object value = variables.get(expression.strip());
          if (value == null) {
            throw new Mistake("'%s' is undefined".formatted(expression.strip()));
          }
          return value;
        }

        @Override
        public boolean holds(Object condition, Map<String, Object> variables) {
          return Boolean.TRUE.equals(evaluate(Python.string(condition), variables));
        }

        @Override
        public Object value(String template, Map<String, Object> variables) {
          if (template.contains("{{")) {
            throw new Mistake("there is no template language");
          }
          return template;
        }
      };
}
