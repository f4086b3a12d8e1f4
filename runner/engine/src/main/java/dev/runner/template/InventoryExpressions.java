package dev.runner.template;

import dev.runner.inventory.Expressions;
import dev.runner.values.Marks;
import dev.runner.values.Python;
import dev.runner.values.Text;
import dev.runner.values.Undefined;
import java.util.Map;
import java.util.Optional;

/// Expressions and templates of inventories (`compose`, `groups`, `keyed_groups`). What uses
/// something that isn't there has no value; other mistakes are errors.
record InventoryExpressions(Templates templates) implements Expressions {

  @Override
  public Optional<Object> evaluate(String expression, Map<String, Object> variables) {
    Scope scope = templates.scope(RawVariables.of(variables));
    try {
      Object value = scope.expression(Text.of(expression, Marks.TRUSTED));
      return value instanceof Undefined ? Optional.empty() : Optional.of(scope.value(value));
    } catch (TemplateException e) {
      return nothing(e);
    }
  }

  @Override
  public Optional<String> render(String template, Map<String, Object> variables) {
    Scope scope = templates.scope(RawVariables.of(variables));
    try {
      return Optional.of(Python.string(scope.value(Text.of(template, Marks.TRUSTED))));
    } catch (TemplateException e) {
      return nothing(e);
    }
  }

  private static <T> Optional<T> nothing(TemplateException e) {
    if (e.isUndefined()) {
      return Optional.empty();
    }
    throw e;
  }
}
