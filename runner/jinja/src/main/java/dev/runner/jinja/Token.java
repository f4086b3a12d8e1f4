package dev.runner.jinja;

/// A piece of a template.
///
/// @param kind what it is
/// @param text the characters; for a literal those between the quotes
/// @param start index of its first character in the template
/// @param end index after its last
record Token(Kind kind, String text, int start, int end) {

  /// Kinds of pieces.
  enum Kind {
    TEXT("text"),
    PRINT_BEGIN("begin of print statement"),
    PRINT_END("end of print statement"),
    BLOCK_BEGIN("begin of statement block"),
    BLOCK_END("end of statement block"),
    NAME("name"),
    STRING("string"),
    INTEGER("integer"),
    FLOAT("float"),
    OPERATOR("operator"),
    END("end of template");

    private final String description;

    Kind(String description) {
      this.description = description;
    }

    String description() {
      return description;
    }
  }

  boolean is(String operator) {
    return kind == Kind.OPERATOR && text.equals(operator);
  }

  boolean isName(String name) {
    return kind == Kind.NAME && text.equals(name);
  }

  String description() {
    return kind == Kind.NAME || kind == Kind.OPERATOR ? text : kind.description();
  }
}
