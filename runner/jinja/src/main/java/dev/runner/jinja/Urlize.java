package dev.runner.jinja;

import dev.runner.values.Html;
import dev.runner.values.None;
import dev.runner.values.Python;
import dev.runner.values.PythonException;
import dev.runner.values.Unicode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Makes links of the addresses in a text ("urlize" among the filters in Jinja2's template designer
/// documentation; what counts as an address is Jinja2's rule too).
final class Urlize {
  /// Longer words are no addresses; the patterns would take long for them.
  private static final int LONGEST = 8192;

  private static final Pattern WEB =
      Pattern.compile(
          "((https?://|www\\.)([\\w%-]+\\.)*([a-z]{2,63}|xn--[\\w%]{2,59})"
              + "|([\\w%-]{2,63}\\.)+(com|net|int|edu|gov|org|info|mil)"
              + "|https?://(\\d{1,3}(\\.\\d{1,3}){3}|\\[([\\da-f]{0,4}:){2}([\\da-f]{0,4}:?){1,6}]))"
              + "(:\\d{1,5})?([/?#]\\S*)?\\n?",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CHARACTER_CLASS);

  private static final Pattern MAIL =
      Pattern.compile("\\S+@\\w[\\w.-]*\\.\\w+\\n?", Pattern.UNICODE_CHARACTER_CLASS);

  private static final Pattern SCHEME =
      Pattern.compile("[\\w.+-]{2,}:/{0,2}\\n?", Pattern.UNICODE_CHARACTER_CLASS);

  private static final String[][] BRACKETS = {{"(", ")"}, {"<", ">"}, {"&lt;", "&gt;"}};

  private final int limit;
  private final String attributes;
  private final List<String> schemes;

  private Urlize(int limit, String attributes, List<String> schemes) {
    this.limit = limit;
    this.attributes = attributes;
    this.schemes = schemes;
  }

  /// The text as HTML.
  static String of(Object value, Bound given) {
    int limit =
        given.optional("trim_url_limit") == null
            ? Integer.MAX_VALUE
            : given.integer("trim_url_limit");
    String rel = rel(given.optional("rel"), given.flag("nofollow", false));
    String target = given.optional("target") == null ? "" : given.text("target");
    String attributes =
        attribute("rel", rel) + (target.isEmpty() ? "" : attribute("target", target));
    List<String> schemes = new ArrayList<>();
    Object extra = given.optional("extra_schemes");
    for (Object scheme : extra == null ? List.of() : Python.list(extra)) {
      String text = Python.string(scheme);
      if (!SCHEME.matcher(text).matches()) {
        throw PythonException.runtime(Python.repr(scheme) + " is not a valid URI scheme prefix.");
      }
      schemes.add(text);
    }
    return new Urlize(limit, attributes, schemes).all(Html.escape(value));
  }

  private static String rel(@org.jspecify.annotations.Nullable Object given, boolean nofollow) {
    TreeSet<String> parts = new TreeSet<>();
    parts.add("noopener");
    if (nofollow) {
      parts.add("nofollow");
    }
    if (given != null && given != None.NONE) {
      for (String part : Unicode.strip(Python.string(given)).split("\\s+")) {
        parts.add(part);
      }
    }
    parts.remove("");
    return String.join(" ", parts);
  }

  private static String attribute(String name, String value) {
    return " " + name + "=\"" + Html.escape(value) + "\"";
  }

  private String all(String text) {
    StringBuilder out = new StringBuilder(text.length());
    int start = 0;
    while (start < text.length()) {
      int end = start;
      boolean space = Unicode.isSpace(text.charAt(start));
      while (end < text.length() && Unicode.isSpace(text.charAt(end)) == space) {
        end++;
      }
      String word = text.substring(start, end);
      out.append(space || word.length() > LONGEST ? word : word(word));
      start = end;
    }
    return out.toString();
  }

  /// A word may stand in brackets and before punctuation; those aren't part of the address, unless
  /// a bracket closes one in it.
  private String word(String word) {
    int first = 0;
    while (opening(word, first) > 0) {
      first += opening(word, first);
    }
    int last = word.length();
    while (closing(word, first, last) > 0) {
      last -= closing(word, first, last);
    }
    for (String[] pair : BRACKETS) {
      int open = count(word.substring(first, last), pair[0]);
      if (open > count(word.substring(first, last), pair[1])) {
        int moved = Math.min(open, count(word.substring(last), pair[1]));
        for (int i = 0; i < moved; i++) {
          last = word.indexOf(pair[1], last) + pair[1].length();
        }
      }
    }
    return word.substring(0, first) + link(word.substring(first, last)) + word.substring(last);
  }

  private static int opening(String word, int at) {
    if (word.startsWith("&lt;", at)) {
      return 4;
    }
    return at < word.length() && "(<".indexOf(word.charAt(at)) >= 0 ? 1 : 0;
  }

  private static int closing(String word, int first, int end) {
    if (end - 4 >= first && word.startsWith("&gt;", end - 4)) {
      return 4;
    }
    return end > first && ")>.,".indexOf(word.charAt(end - 1)) >= 0 ? 1 : 0;
  }

  private static int count(String text, String part) {
    int count = 0;
    for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length())) {
      count++;
    }
    return count;
  }

  private String link(String text) {
    if (WEB.matcher(text).matches()) {
      boolean whole = text.startsWith("https://") || text.startsWith("http://");
      return anchor((whole ? "" : "https://") + text, attributes, trimmed(text));
    }
    if (text.startsWith("mailto:") && MAIL.matcher(text.substring(7)).matches()) {
      return anchor(text, "", text.substring(7));
    }
    if (text.indexOf('@') >= 0
        && !text.startsWith("www.")
        && text.indexOf(':') < 0
        && MAIL.matcher(text).matches()) {
      return anchor("mailto:" + text, "", text);
    }
    String linked = text;
    for (String scheme : schemes) {
      if (!linked.equals(scheme) && linked.startsWith(scheme)) {
        linked = anchor(linked, attributes, linked);
      }
    }
    return linked;
  }

  private String trimmed(String text) {
    if (Python.length(text) <= limit) {
      return text;
    }
    Object start = dev.runner.values.Sequences.slice(text, null, (long) limit, null);
    return start + "...";
  }

  private static String anchor(String address, String attributes, String text) {
    return "<a href=\"" + address + "\"" + attributes + ">" + text + "</a>";
  }
}
