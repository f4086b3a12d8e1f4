package dev.runner.template.query;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A part of a query: what it makes of a value.
sealed interface Node {

  /// The value itself.
  record Current() implements Node {}

  /// The same, whatever the value is.
  record Literal(Object value) implements Node {}

  /// What a dict has under a name.
  record Field(String name) implements Node {}

  /// An item of a list.
  record Index(Object index) implements Node {}

  /// Some items of a list.
  record Slice(@Nullable Object start, @Nullable Object stop, @Nullable Object step)
      implements Node {}

  /// One after the other: what the first makes goes into the second.
  record Chain(Node first, Node second) implements Node {}

  /// Each item of the list that the source makes, and of these what isn't null.
  record ListProjection(Node source, Node each) implements Node {}

  /// The same of the values of a dict.
  record ValueProjection(Node source, Node each) implements Node {}

  /// The same of those items of a list for which the condition is true.
  record FilterProjection(Node source, Node each, Node condition) implements Node {}

  /// A list whose items that are lists give way to their items.
  record Flatten(Node source) implements Node {}

  /// A new list.
  record NewList(List<Node> items) implements Node {}

  /// A new dict.
  record NewDict(List<Entry> entries) implements Node {}

  /// A key of a new dict, and what makes its value.
  record Entry(String key, Node value) {}

  /// Two values compared.
  record Comparison(Token.Kind operator, Node left, Node right) implements Node {}

  /// The first value if it is true, else the second.
  record Or(Node left, Node right) implements Node {}

  /// The first value if it is false, else the second.
  record And(Node left, Node right) implements Node {}

  /// The contrary.
  record Not(Node operand) implements Node {}

  /// A query as a value.
  record Reference(Node query) implements Node {}

  /// A function of values.
  record Invocation(String name, List<Node> arguments) implements Node {}
}
