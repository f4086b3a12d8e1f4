package dev.runner.modules.databases;

import dev.runner.module.Output;
import dev.runner.module.Value;
import dev.runner.values.None;
import dev.runner.values.Python;
import dev.runner.values.Secret;
import dev.runner.values.Secrets;
import dev.runner.values.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Writes names and values as SQL has them, and reads rows that clients write.
final class Sql {
  private Sql() {}

  /// Makes backslashes escape in a session of MySQL, whatever the server's mode is.
  static final String BACKSLASHES_ESCAPE =
      "SET SESSION sql_mode=REPLACE(@@SESSION.sql_mode,'NO_BACKSLASH_ESCAPES','')";

  /// A name in back quotes, for MySQL.
  static String name(String name) {
    return "`" + name.replace("`", "``") + "`";
  }

  /// Text as MySQL writes it, where backslashes escape.
  static String text(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
  }

  /// The characters of what stands between the quotes of a text of MySQL.
  static String unquoted(String text) {
    return unescaped(text.replace("''", "'"));
  }

  /// A name as standard SQL writes it.
  static String standardName(String name) {
    return "\"" + name.replace("\"", "\"\"") + "\"";
  }

  /// Text as PostgreSQL writes it: with backslashes in the form that `standard_conforming_strings`
  /// doesn't change.
  static String standardText(String text) {
    String quoted = "'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
    return text.contains("\\") ? "E" + quoted : quoted;
  }

  /// A value as MySQL writes it.
  static String value(Object value) {
    return value(value, true);
  }

  /// A value as MySQL writes it.
  ///
  /// @param escapes whether backslashes escape, which `NO_BACKSLASH_ESCAPES` forbids
  static String value(Object value, boolean escapes) {
    return switch (value) {
      case None none -> "NULL";
      case Boolean bool -> bool ? "true" : "false";
      case Number number -> Python.string(number);
      case List<?> list ->
          "(" + String.join(",", list.stream().map(each -> value(each, escapes)).toList()) + ")";
      default -> escapes ? text(plain(value)) : "'" + plain(value).replace("'", "''") + "'";
    };
  }

  /// A value as standard SQL writes it; lists are arrays of PostgreSQL, whose type is that of where
  /// they stand.
  static String standardValue(Object value) {
    return switch (value) {
      case None none -> "NULL";
      case Boolean bool -> bool ? "true" : "false";
      case Number number -> Python.string(number);
      case List<?> list -> standardText(array(list));
      default -> standardText(plain(value));
    };
  }

  /// An array in the text form that PostgreSQL reads (its manual, "Array Value Input").
  private static String array(List<?> list) {
    return list.stream().map(Sql::element).collect(Collectors.joining(", ", "{", "}"));
  }

  private static String element(Object value) {
    return switch (value) {
      case None none -> "NULL";
      case Boolean bool -> bool ? "true" : "false";
      case Number number -> Python.string(number);
      case List<?> list -> array(list);
      default -> {
        String text = plain(value);
        boolean bare = text.matches("[\\w.:-]+") && !text.equalsIgnoreCase("NULL");
        yield bare ? text : "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
      }
    };
  }

  /// The characters of a value, secret or not.
  static String plain(Object value) {
    return switch (value) {
      case Text text -> text.value();
      case Secret secret -> Secrets.revealed(secret).toString();
      default -> Python.string(value);
    };
  }

  /// What a row of JSON says under this name.
  static String word(Map<?, ?> row, String name) {
    return plain(String.valueOf(row.get(name)));
  }

  /// The texts of a list that a row of JSON has under this name; none if it has no list there.
  static List<String> words(Map<?, ?> row, String name) {
    return row.get(name) instanceof List<?> list
        ? list.stream().map(Sql::plain).toList()
        : List.of();
  }

  /// The statements of a parameter that takes one or a list of them.
  static List<String> statements(Value query) {
    return query.value() instanceof List<?> list
        ? list.stream().map(Sql::plain).toList()
        : List.of(plain(query.value()));
  }

  /// A statement without the texts in it, whose words are no words of SQL.
  static String withoutTexts(String statement) {
    return statement.replaceAll("(?s)'(?:[^'\\\\]|\\\\.|'')*'|\"[^\"]*\"", "''");
  }

  /// What a client complains of: the server's error, without the place in the statement.
  static String complaint(Output output) {
    return output
        .err()
        .lines()
        .filter(line -> line.contains("ERROR"))
        .findFirst()
        .orElseGet(output::lastWords);
  }

  /// What PostgreSQL's server complains of, without where the client stood.
  static String error(Output output) {
    return complaint(output).replaceFirst("^.*?ERROR: +", "");
  }

  /// The rows of `mysql --batch`: backslashes escape tabs, newlines and themselves.
  static List<List<String>> rows(String output) {
    List<List<String>> rows = new ArrayList<>();
    for (String line : output.lines().toList()) {
      rows.add(List.of(line.split("\t", -1)).stream().map(Sql::unescaped).toList());
    }
    return rows;
  }

  private static String unescaped(String field) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < field.length(); i++) {
      char c = field.charAt(i);
      if (c != '\\' || i + 1 == field.length()) {
        text.append(c);
        continue;
      }
      char next = field.charAt(++i);
      text.append(next == 'n' ? '\n' : next == 't' ? '\t' : next == '0' ? '\0' : next);
    }
    return text.toString();
  }
}
