package dev.runner.template.call;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The options that some lookups take inside their term: `key file=users.csv delimiter=,`.
public final class TermOptions {
  /// Where the words that are no options stand, with spaces between them and quotes as written.
  public static final String REST = "";

  private static final Pattern WORD =
      Pattern.compile("([A-Za-z_]+)=(?=\\s|$)|(?:([A-Za-z_]+)=)?(?:\"([^\"]*)\"|'([^']*)'|(\\S+))");

  private TermOptions() {}

  /// The options of a term, and what else it says.
  public static Map<String, String> read(String term) {
    Map<String, String> options = new LinkedHashMap<>();
    Matcher matcher = WORD.matcher(term);
    while (matcher.find()) {
      String value = "";
      for (int i = 3; i <= 5; i++) {
        value = matcher.group(i) == null ? value : matcher.group(i);
      }
      if (matcher.group(1) != null) {
        options.put(matcher.group(1), "");
      } else if (matcher.group(2) != null) {
        options.put(matcher.group(2), value);
      } else {
        options.merge(REST, matcher.group(), (before, more) -> before + " " + more);
      }
    }
    return options;
  }
}
