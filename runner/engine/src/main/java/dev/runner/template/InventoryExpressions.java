package dev.runner.template;

import dev.runner.inventory.Expressions;
import dev.runner.values.Marks;
import dev.runner.values.Text;
import dev.runner.values.Undefined;
import java.util.Map;

/// Expressions and templates of inventories (`compose`, `groups`, `keyed_groups`).
record InventoryExpressions(Templates templates) implements Expressions {

  @Override
  public Object evaluate(String expression, Map<String, Object> variables) {
    Scope scope = templates.scope(RawVariables.of(variables));
    try {
      Object value = scope.expression(Text.of(expression, Marks.TRUSTED));
      if (value instanceof Undefined) {
        throw new Mistake("'%s' is undefined".formatted(expression.strip()));
      }
      return scope.value(value);
    } catch (TemplateException e) {
      throw new Mistake(e.sentence());
    }
  }

  @Override
  public Object value(String template, Map<String, Object> variables) {
    Scope scope = templates.scope(RawVariables.of(variables));
    try {
      return scope.value(Text.of(template, Marks.TRUSTED));
    } catch (TemplateException e) {
      throw new Mistake(e.sentence());
    }
  }
}
