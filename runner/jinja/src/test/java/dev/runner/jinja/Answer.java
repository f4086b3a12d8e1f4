package dev.runner.jinja;

/// What an engine makes of a template.
sealed interface Answer {

  /// A value: its type's name in Python, and its `repr`, or the text itself where text is rendered.
  record Value(String type, String text) implements Answer {}

  /// An error of a kind of [JinjaException.Kind], or the name of an exception that nobody expects.
  record Failure(String kind, String message) implements Answer {}

  /// Whether another answer says the same; the words of an error are each engine's own.
  default boolean agreesWith(Answer other) {
    return switch (this) {
      case Value value -> value.equals(other);
      case Failure failure -> other instanceof Failure(String kind, _) && kind.equals(failure.kind);
    };
  }
}
