package dev.runner.template.text;

import dev.runner.jinja.Bound;
import dev.runner.template.call.Call;
import dev.runner.values.Python;
import dev.runner.values.PythonException;
import dev.runner.values.Text;

/// The filter `comment`: text as a block of comment.
///
/// @param beginning a line before it all; none if empty
/// @param decoration what each line begins with
/// @param end a line after it all; none if empty
public record CommentBlock(String beginning, String decoration, String end) {

  static Object of(Call call) {
    Bound bound =
        call.bind(
            "style?",
            "decoration?",
            "beginning?",
            "end?",
            "newline?",
            "prefix?",
            "prefix_count?",
            "postfix?",
            "postfix_count?");
    if (!Text.isText(call.value())) {
      throw PythonException.of(
          PythonException.Kind.ATTRIBUTE,
          "'%s' object has no attribute 'replace'".formatted(Python.typeName(call.value())));
    }
    CommentBlock style = style(bound.text("style", "plain"));
    String decoration = bound.text("decoration", style.decoration);
    String line = bound.text("newline", "\n");
    String beginning = bound.text("beginning", style.beginning);
    String end = bound.text("end", style.end);
    String around = decoration.stripTrailing();
    StringBuilder out = new StringBuilder();
    if (!beginning.isEmpty()) {
      out.append(beginning).append(line);
    }
    String prefix = bound.text("prefix", around);
    if (!prefix.isEmpty()) {
      out.append(
          (prefix.equals(line) ? line : prefix + line).repeat(bound.integer("prefix_count", 1)));
    }
    out.append(
        (decoration + call.text().replace(line, line + decoration))
            .replace(decoration + line, around + line));
    out.append((line + bound.text("postfix", around)).repeat(bound.integer("postfix_count", 1)));
    if (!end.isEmpty()) {
      out.append(line).append(end);
    }
    return out.toString();
  }

  private static CommentBlock style(String name) {
    return switch (name) {
      case "plain" -> new CommentBlock("", "# ", "");
      case "erlang" -> new CommentBlock("", "% ", "");
      case "c" -> new CommentBlock("", "// ", "");
      case "cblock" -> new CommentBlock("/*", " * ", " */");
      case "xml" -> new CommentBlock("<!--", " - ", "-->");
      default ->
          throw PythonException.value(
              "Invalid style '%s'. Available styles: plain, erlang, c, cblock, xml"
                  .formatted(name));
    };
  }
}
