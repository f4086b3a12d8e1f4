package dev.runner.execute.host;

import dev.runner.module.HttpReply;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// Reads heads of HTTP answers.
final class HttpHeads {
  private HttpHeads() {}

  /// The headers of the last answer in a text that may hold several, with other lines in between
  /// that aren't headers: names in lower case, several of one name joined.
  static Map<String, String> last(String text) {
    Map<String, String> headers = new LinkedHashMap<>();
    boolean inside = false;
    for (String line : text.split("\r?\n")) {
      String bare = line.strip();
      int colon = bare.indexOf(':');
      if (bare.startsWith("HTTP/")) {
        headers.clear();
        String[] words = bare.split(" ", 3);
        if (words.length == 3 && !words[2].isBlank()) {
          headers.put(HttpReply.REASON, words[2].strip());
        }
        inside = true;
      } else if (bare.isEmpty()) {
        inside = false;
      } else if (inside && colon > 0) {
        headers.merge(
            bare.substring(0, colon).strip().toLowerCase(Locale.ROOT),
            bare.substring(colon + 1).strip(),
            (one, two) -> one + ", " + two);
      }
    }
    return headers;
  }
}
