package dev.runner.template;

import dev.runner.jinja.Environment;
import dev.runner.jinja.JinjaException;
import dev.runner.jinja.Language;
import dev.runner.jinja.Syntax;
import dev.runner.jinja.Template;
import dev.runner.values.None;
import dev.runner.values.Origin;
import dev.runner.values.Python;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The line `#jinja2: trim_blocks: True, variable_start_string: '[%'` at the beginning of a
/// template file or of a value, which says how to read the rest.
///
/// @param syntax with what the line says
/// @param text what follows the line
record JinjaHeader(Syntax syntax, String text) {
  private static final String START = "#jinja2:";
  private static final Set<String> FLAGS =
      Set.of("trim_blocks", "lstrip_blocks", "keep_trailing_newline");

  /// Whether a text begins with such a line.
  static boolean begins(String text) {
    return text.startsWith(START);
  }

  /// The template of a text that may begin with such a line, as a value does that is written over
  /// several lines.
  ///
  /// @param origin where the text stands, if that is known
  /// @throws JinjaException if it can't be parsed
  static Template template(Environment environment, String text, @Nullable Origin origin) {
    String place = Scope.place(origin);
    if (!begins(text)) {
      return environment.template(text, place);
    }
    Origin where = origin == null ? new Origin(place, 1, 1) : origin;
    JinjaHeader header = of(text, environment.syntax(), environment.language(), where);
    return environment.template(header.text(), place, header.syntax());
  }

  /// @param language before Ansible 2.19 anything was taken for a truth value
  static JinjaHeader of(String text, Syntax syntax, Language language, Origin origin) {
    if (!begins(text)) {
      return new JinjaHeader(syntax, text);
    }
    int end = text.indexOf('\n');
    String line = text.substring(START.length(), end < 0 ? text.length() : end);
    Syntax result = syntax;
    for (String pair : line.strip().split(",(?=\\s*[a-z_]+\\s*:)")) {
      int colon = pair.indexOf(':');
      if (colon < 0) {
        throw wrong("Missing key-value separator ':' in '%s'".formatted(pair.strip()), origin);
      }
      String name = pair.substring(0, colon).strip();
      Optional<Object> value = literal(pair.substring(colon + 1).strip());
      if (value.isEmpty()) {
        throw wrong("the value of '%s' is no literal".formatted(name), origin);
      }
      if (language == Language.ANSIBLE_2_19
          && FLAGS.contains(name)
          && !(value.get() instanceof Boolean)) {
        throw wrong("%s must be True or False, without quotes".formatted(name), origin);
      }
      result = setting(result, name, value.get(), origin);
    }
    return new JinjaHeader(result, end < 0 ? "" : text.substring(end + 1));
  }

  /// A text in quotes, a truth value or None.
  private static Optional<Object> literal(String text) {
    int last = text.length() - 1;
    if (last > 0 && "'\"".indexOf(text.charAt(0)) >= 0 && text.charAt(last) == text.charAt(0)) {
      return Optional.of(text.substring(1, last).translateEscapes());
    }
    return switch (text) {
      case "True" -> Optional.of(true);
      case "False" -> Optional.of(false);
      case "None" -> Optional.of(None.NONE);
      default -> Optional.empty();
    };
  }

  private static TemplateException wrong(String what, Origin origin) {
    return new TemplateException(
        "the '#jinja2:' line is wrong: " + what,
        "write it as #jinja2: trim_blocks: True, lstrip_blocks: True",
        new Origin(origin.source(), 1, 1),
        false,
        null);
  }

  private static Syntax setting(Syntax syntax, String name, Object value, Origin origin) {
    return switch (name) {
      case "trim_blocks" -> syntax.trimming(Python.truth(value), syntax.lstripBlocks());
      case "lstrip_blocks" -> syntax.trimming(syntax.trimBlocks(), Python.truth(value));
      case "keep_trailing_newline" -> syntax.keepingTrailingNewline(Python.truth(value));
      case "line_statement_prefix" ->
          syntax.withLines(Python.string(value), syntax.lineCommentPrefix());
      case "line_comment_prefix" ->
          syntax.withLines(syntax.lineStatementPrefix(), Python.string(value));
      case "newline_sequence",
          "block_start_string",
          "block_end_string",
          "variable_start_string",
          "variable_end_string",
          "comment_start_string",
          "comment_end_string" ->
          delimiter(syntax, name, value);
      default -> throw wrong("'%s' is no setting of Jinja".formatted(name), origin);
    };
  }

  /// The syntax with one delimiter, or unchanged if that is the name of something else.
  static Syntax delimiter(Syntax syntax, String name, Object value) {
    return switch (name) {
      case "newline_sequence" -> syntax.withNewline(newline(Python.string(value)));
      case "block_start_string" -> syntax.withBlocks(Python.string(value), syntax.blockEnd());
      case "block_end_string" -> syntax.withBlocks(syntax.blockStart(), Python.string(value));
      case "variable_start_string" ->
          syntax.withVariables(Python.string(value), syntax.variableEnd());
      case "variable_end_string" ->
          syntax.withVariables(syntax.variableStart(), Python.string(value));
      case "comment_start_string" -> syntax.withComments(Python.string(value), syntax.commentEnd());
      case "comment_end_string" -> syntax.withComments(syntax.commentStart(), Python.string(value));
      default -> syntax;
    };
  }

  /// People write `\n` in single quotes, where YAML keeps the backslash.
  private static String newline(String written) {
    return switch (written) {
      case "\\n" -> "\n";
      case "\\r" -> "\r";
      case "\\r\\n" -> "\r\n";
      default -> written;
    };
  }
}
