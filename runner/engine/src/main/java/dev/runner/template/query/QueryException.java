package dev.runner.template.query;

/// A query that is none, or one that doesn't suit its data.
final class QueryException extends RuntimeException {
  private static final long serialVersionUID = 1;

  QueryException(String message) {
    super(message, null, false, false);
  }

  /// That something stands where it can't.
  static QueryException at(Token token, String what, String query) {
    return new QueryException(
        "%s: Parse error at column %d, token \"%s\" (%s), for expression:\n\"%s\"\n%s^"
            .formatted(
                what,
                column(query, token.start()),
                token.said(),
                token.kind().word().toUpperCase(java.util.Locale.ROOT),
                query,
                " ".repeat(column(query, token.start()) + 1)));
  }

  /// That the query ends too early.
  static QueryException incomplete(String query) {
    return new QueryException(
        "Invalid jmespath expression: Incomplete expression:\n\"%s\"\n%s^"
            .formatted(query, " ".repeat(column(query, query.length()) + 1)));
  }

  /// That what starts at an index is no token.
  static QueryException noToken(String what, String query, int start) {
    return new QueryException(
        "Bad jmespath expression: %s:\n%s\n%s^"
            .formatted(what, query, " ".repeat(column(query, start))));
  }

  private static int column(String query, int index) {
    return query.codePointCount(0, index);
  }
}
