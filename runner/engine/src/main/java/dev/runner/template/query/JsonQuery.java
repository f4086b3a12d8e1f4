package dev.runner.template.query;

import dev.runner.jinja.Bound;
import dev.runner.template.call.Call;
import dev.runner.values.Marks;
import dev.runner.values.Python;
import dev.runner.values.PythonException;
import dev.runner.values.Text;
import dev.runner.values.Texts;

/// The filter `json_query`: asks lists and dicts in the language JMESPath.
public final class JsonQuery {
  private JsonQuery() {}

  /// What the query selects.
  public static Object apply(Call call) {
    Bound bound = call.bind("expr");
    Object query = bound.value("expr");
    if (!Text.isText(query)) {
      throw PythonException.type("a query is text, not " + Python.typeName(query));
    }
    return own(search(Texts.value(query), Text.marksOf(query), call.value()));
  }

  /// A text that was selected has no part in the rest of the data, so it doesn't get its marks.
  private static Object own(Object found) {
    return found instanceof String text ? Text.of(text, Marks.NONE) : found;
  }

  /// What a query makes of data.
  ///
  /// @param marks what the text of its literals carries
  static Object search(String query, Marks marks, Object data) {
    try {
      return new Evaluation().of(Parser.parse(query, marks), data);
    } catch (QueryException e) {
      throw PythonException.value("JMESPathError in json_query filter plugin:\n" + e.getMessage());
    } catch (PythonException e) {
      throw switch (e.kind()) {
        case UNDEFINED, RECURSION, BOUND -> e;
        default ->
            PythonException.of(
                e.kind(),
                "Error in jmespath.search in json_query filter plugin:\n" + e.getMessage());
      };
    }
  }
}
