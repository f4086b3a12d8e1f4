package dev.runner.template.query;

import dev.runner.values.Python;

/// A word, sign or literal of a query.
///
/// @param value a literal's value, a number, a name, or the sign itself
/// @param start where it begins in the query
record Token(Kind kind, Object value, int start) {

  /// Kinds of tokens, with how strongly they bind what stands on their left.
  enum Kind {
    EOF("eof", 0),
    NAME("unquoted_identifier", 0),
    QUOTED_NAME("quoted_identifier", 0),
    LITERAL("literal", 0),
    NUMBER("number", 0),
    CURRENT("current", 0),
    REFERENCE("expref", 0),
    COLON("colon", 0),
    COMMA("comma", 0),
    CLOSE_BRACKET("rbracket", 0),
    CLOSE_PARENTHESIS("rparen", 0),
    CLOSE_BRACE("rbrace", 0),
    PIPE("pipe", 1),
    OR("or", 2),
    AND("and", 3),
    EQUAL("eq", 5),
    UNEQUAL("ne", 5),
    LESS("lt", 5),
    AT_MOST("lte", 5),
    GREATER("gt", 5),
    AT_LEAST("gte", 5),
    FLATTEN("flatten", 9),
    STAR("star", 20),
    FILTER("filter", 21),
    DOT("dot", 40),
    NOT("not", 45),
    BRACE("lbrace", 50),
    BRACKET("lbracket", 55),
    PARENTHESIS("lparen", 60);

    private final String word;
    private final int power;

    Kind(String word, int power) {
      this.word = word;
      this.power = power;
    }

    /// What messages call it.
    String word() {
      return word;
    }

    /// How strongly it binds.
    int power() {
      return power;
    }
  }

  /// What messages show of it.
  String said() {
    return Python.string(value);
  }
}
