package dev.runner.inventory;

import java.util.Map;
import java.util.Optional;

/// Evaluates expressions and templates of inventories: the port that the template language fills.
public interface Expressions {
  /// The value of an expression; nothing if it uses something that isn't there.
  Optional<Object> evaluate(String expression, Map<String, Object> variables);

  /// The text of a template.
  Optional<String> render(String template, Map<String, Object> variables);

  /// There is no template language.
  Expressions NONE =
      new Expressions() {
        @Override
        public Optional<Object> evaluate(String expression, Map<String, Object> variables) {
          return Optional.ofNullable(variables.get(expression.strip()));
        }

        @Override
        public Optional<String> render(String template, Map<String, Object> variables) {
          return template.contains("{{") ? Optional.empty() : Optional.of(template);
        }
      };
}
