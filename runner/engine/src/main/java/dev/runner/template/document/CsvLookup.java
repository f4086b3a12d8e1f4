package dev.runner.template.document;

import dev.runner.template.call.LookupCall;
import dev.runner.template.call.TermOptions;
import dev.runner.values.PythonException;
import dev.runner.values.Text;
import dev.runner.values.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The lookup `csvfile`: a field of the row that begins with a key.
public final class CsvLookup {
  private static final List<String> OPTIONS =
      List.of("file", "delimiter", "encoding", "default", "col", "keycol");

  private CsvLookup() {}

  /// What the lookup finds.
  public static List<Object> find(LookupCall call) {
    List<Object> found = new ArrayList<>();
    if (call.terms().isEmpty()) {
      throw noKey(call);
    }
    for (Object term : call.terms()) {
      Map<String, String> options = TermOptions.read(LookupCall.text(term));
      String key = options.remove(TermOptions.REST);
      if (key == null) {
        throw noKey(call);
      }
      for (String option : options.keySet()) {
        if (!OPTIONS.contains(option)) {
          throw call.wrong("'%s' is not a valid option; there are %s".formatted(option, OPTIONS));
        }
      }
      Object value = value(call, options, key);
      if (value instanceof List<?> list) {
        found.addAll(list);
      } else if (value != null) {
        found.add(value);
      }
    }
    return found;
  }

  private static PythonException noKey(LookupCall call) {
    return call.wrong("Search key is required but was not found");
  }

  private static String option(
      LookupCall call, Map<String, String> options, String name, String byDefault) {
    return options.getOrDefault(name, call.text(name, byDefault));
  }

  private static @Nullable Object value(LookupCall call, Map<String, String> options, String key) {
    String delimiter = option(call, options, "delimiter", "TAB");
    char mark =
        switch (delimiter) {
          case "TAB", "\\t", "t" -> '\t';
          default -> delimiter.charAt(0);
        };
    int keyColumn = number(call, option(call, options, "keycol", "0"));
    String file = option(call, options, "file", "ansible.csv");
    Text text =
        call.content(
            call.file("files", file, "No such file or directory: '%s'".formatted(file)),
            option(call, options, "encoding", "utf-8"));
    for (List<String> row : rows(text.value(), mark, false, false)) {
      if (row.size() > keyColumn && row.get(keyColumn).equals(key)) {
        int column = number(call, option(call, options, "col", "1"));
        if (column >= row.size()) {
          throw call.wrong("the row of '%s' has no column %d".formatted(key, column));
        }
        return Texts.like(text, row.get(column));
      }
    }
    Object byDefault = call.option("default");
    return options.containsKey("default") ? options.get("default") : byDefault;
  }

  private static int number(LookupCall call, String digits) {
    if (!digits.matches("[0-9]{1,6}")) {
      throw call.wrong("'%s' has an invalid value: a column is a number".formatted(digits));
    }
    return Integer.parseInt(digits);
  }

  /// Rows of fields (RFC 4180).
  ///
  /// @param skips whether spaces at the beginning of a field don't count
  /// @param strict whether quotes must stand around a whole field, and end
  public static List<List<String>> rows(
      String text, char delimiter, boolean skips, boolean strict) {
    List<List<String>> rows = new ArrayList<>();
    List<String> row = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted && c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"') {
        field.append('"');
        i++;
      } else if (c == '"' && (quoted || field.isEmpty())) {
        quoted = !quoted;
        if (strict && !quoted && !endsField(text, i + 1, delimiter)) {
          throw PythonException.value(
              "Unable to process file: '%s' expected after '\"'".formatted(delimiter));
        }
      } else if (!quoted && c == delimiter) {
        row.add(field.toString());
        field.setLength(0);
      } else if (!quoted && (c == '\n' || c == '\r')) {
        if (!row.isEmpty() || !field.isEmpty()) {
          row.add(field.toString());
          rows.add(row);
        }
        row = new ArrayList<>();
        field.setLength(0);
      } else if (!(skips && c == ' ' && !quoted && field.isEmpty())) {
        field.append(c);
      }
    }
    if (strict && quoted) {
      throw PythonException.value("Unable to process file: unexpected end of data");
    }
    if (!row.isEmpty() || !field.isEmpty()) {
      row.add(field.toString());
      rows.add(row);
    }
    return rows;
  }

  private static boolean endsField(String text, int at, char delimiter) {
    return at == text.length()
        || text.charAt(at) == delimiter
        || text.charAt(at) == '\n'
        || text.charAt(at) == '\r';
  }
}
