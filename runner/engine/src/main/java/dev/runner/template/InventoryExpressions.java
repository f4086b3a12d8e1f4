package dev.runner.template;

import dev.runner.inventory.Expressions;
import dev.runner.values.Marks;
import dev.runner.values.Text;
import dev.runner.values.Undefined;
import dev.runner.values.Untrusted;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// Expressions and templates of inventories (`compose`, `groups`, `keyed_groups`).
record InventoryExpressions(Templates templates) implements Expressions {

  @Override
  public Object evaluate(String expression, Map<String, Object> variables) {
    return tried(
        variables,
        scope -> {
          Object made =
              scope.isBefore219()
                  ? scope.value(trusted("{{" + expression + "}}")) // what a template makes of it
                  : expressed(expression, scope);
          if (made.equals(Scope.OMIT)) {
            throw new Mistake("'%s' is omitted".formatted(expression.strip()));
          }
          return Untrusted.of(made, texts(variables)::contains);
        });
  }

  private static Object expressed(String expression, Scope scope) {
    Object value = scope.expression(trusted(expression));
    if (value instanceof Undefined) {
      throw new Mistake("'%s' is undefined".formatted(expression.strip()));
    }
    return scope.value(value);
  }

  /// All texts of variables, each for itself.
  private static Set<Text> texts(Map<String, Object> variables) {
    Set<Text> found = Collections.newSetFromMap(new IdentityHashMap<>());
    collect(variables, found);
    return found;
  }

  private static void collect(Object value, Set<Text> found) {
    switch (value) {
      case Text text -> found.add(text);
      case Collection<?> all -> all.forEach(each -> collect(each, found));
      case Map<?, ?> map -> collect(map.values(), found);
      default -> {}
    }
  }

  @Override
  public boolean holds(Object condition, Map<String, Object> variables) {
    Object written = Text.isText(condition) ? trusted(condition.toString()) : condition;
    return tried(variables, scope -> Conditions.holds(scope, written));
  }

  @Override
  public Object value(String template, Map<String, Object> variables) {
    return tried(variables, scope -> scope.value(trusted(template)));
  }

  private static Text trusted(String written) {
    return Text.of(written, Marks.TRUSTED);
  }

  private <T> T tried(Map<String, Object> variables, Function<Scope, T> evaluation) {
    try {
      return evaluation.apply(templates.scope(RawVariables.of(variables)));
    } catch (TemplateException e) {
      throw new Mistake(e.sentence());
    }
  }
}
