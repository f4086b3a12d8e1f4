package dev.runner.modules.databases;

import dev.runner.values.None;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a client of MySQL answers with `--xml`, where each statement is followed by one that asks
/// how many rows it changed.
///
/// @param warnings how many warnings each statement gave
record MysqlRows(List<List<Map<String, Object>>> results, List<Long> counts, List<Long> warnings) {
  /// What is asked after each statement.
  static final String QUESTION =
      "SELECT ROW_COUNT() AS runner_row_count, @@warning_count AS runner_warnings";

  private static final String COUNT = "runner_row_count";
  private static final Pattern RESULT =
      Pattern.compile("<resultset\\b[^>]*>(.*?)</resultset>", Pattern.DOTALL);
  private static final Pattern ROW = Pattern.compile("<row>(.*?)</row>", Pattern.DOTALL);
  private static final Pattern FIELD =
      Pattern.compile(
          "<field name=\"([^\"]*)\"(?: xsi:nil=\"true\" />|>(.*?)</field>)", Pattern.DOTALL);
  private static final Pattern WHOLE = Pattern.compile("0|-?[1-9][0-9]{0,19}");
  private static final int OF_A_LONG = 18;

  static MysqlRows read(String xml) {
    List<List<Map<String, Object>>> results = new ArrayList<>();
    List<Long> counts = new ArrayList<>();
    List<Long> warnings = new ArrayList<>();
    List<Map<String, Object>> rows = new ArrayList<>();
    Matcher result = RESULT.matcher(xml);
    while (result.find()) {
      List<Map<String, Object>> found =
          ROW.matcher(result.group(1)).results().map(row -> fields(row.group(1))).toList();
      if (found.size() == 1 && found.getFirst().get(COUNT) instanceof Long count) {
        results.add(List.copyOf(rows));
        counts.add(count < 0 ? rows.size() : count);
        warnings.add(found.getFirst().get("runner_warnings") instanceof Long number ? number : 0L);
        rows.clear();
      } else {
        rows.addAll(found);
      }
    }
    return new MysqlRows(results, counts, warnings);
  }

  private static Map<String, Object> fields(String row) {
    Map<String, Object> fields = new LinkedHashMap<>();
    Matcher field = FIELD.matcher(row);
    while (field.find()) {
      String text = field.group(2);
      fields.put(plain(field.group(1)), text == null ? None.NONE : value(plain(text)));
    }
    return fields;
  }

  private static Object value(String text) {
    if (!WHOLE.matcher(text).matches()) {
      return text;
    }
    return text.length() > OF_A_LONG ? new BigInteger(text) : (Object) Long.valueOf(text);
  }

  private static String plain(String xml) {
    return xml.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&apos;", "'")
        .replace("&amp;", "&");
  }
}
