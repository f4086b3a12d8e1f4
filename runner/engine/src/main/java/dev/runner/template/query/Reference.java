package dev.runner.template.query;

import dev.runner.jinja.Attributed;
import dev.runner.values.Python;
import org.jspecify.annotations.Nullable;

/// A query that is a function's argument. It is equal to itself only, and no result of a template.
final class Reference implements Attributed, Python.Named {
  private final Node query;

  Reference(Node query) {
    this.query = query;
  }

  /// What is to be done with each item.
  Node query() {
    return query;
  }

  @Override
  public @Nullable Object attribute(String name) {
    return null;
  }

  @Override
  public String typeName() {
    return "_Expression";
  }

  @Override
  public String toString() {
    return "an expression";
  }
}
