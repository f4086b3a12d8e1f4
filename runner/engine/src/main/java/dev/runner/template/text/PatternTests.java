package dev.runner.template.text;

import dev.runner.jinja.Bound;
import dev.runner.template.call.Call;
import dev.runner.values.Python;
import dev.runner.values.PythonException;
import dev.runner.values.Text;
import dev.runner.values.regex.Match;
import dev.runner.values.regex.PythonRegex;
import java.util.Locale;

/// Tests of texts by regular expressions, and of URLs.
public final class PatternTests {
  private PatternTests() {}

  /// Whether one of its tests holds.
  public static boolean test(Call call) {
    return switch (call.name()) {
      case "match" -> matches(call, call.bind("pattern", "ignorecase?", "multiline?"), "match");
      case "search" -> matches(call, call.bind("pattern", "ignorecase?", "multiline?"), "search");
      case "regex" -> {
        Bound bound = call.bind("pattern", "ignorecase?", "multiline?", "match_type?");
        yield matches(call, bound, bound.text("match_type", "search"));
      }
      case "url", "uri", "urn" -> isUri(call);
      default -> throw call.unknown();
    };
  }

  private static boolean matches(Call call, Bound bound, String type) {
    PythonRegex regex =
        PythonRegex.compile(
            bound.text("pattern"), bound.flag("ignorecase", false), bound.flag("multiline", false));
    Match match = regex.on(call.text());
    return switch (type) {
      case "search" -> match.find();
      case "match" -> match.begins();
      case "fullmatch" -> match.whole();
      default ->
          throw PythonException.value(
              "Invalid match_type specified. Expected one of: search, match, fullmatch.");
    };
  }

  /// As Ansible decides: a URI is anything that can be split, a URL has a network location, a URN
  /// has the scheme `urn` and no network location. What is no text is none of them, unless it is
  /// empty: that counts as no text at all.
  private static boolean isUri(Call call) {
    Bound bound = call.bind("schemes?");
    boolean empty = !Text.isText(call.value()) && !Python.truth(call.value());
    if (!Text.isText(call.value()) && !empty) {
      return false;
    }
    var parts = UrlParts.split(empty ? "" : call.text());
    String scheme = Python.string(parts.getOrDefault("scheme", ""));
    String netloc = Python.string(parts.getOrDefault("netloc", ""));
    Object schemes = bound.optional("schemes");
    boolean known =
        schemes == null
            || Python.list(schemes).stream()
                .anyMatch(each -> Python.string(each).toLowerCase(Locale.ROOT).equals(scheme));
    boolean shaped =
        switch (call.name()) {
          case "url" -> !netloc.isEmpty();
          case "urn" -> scheme.equals("urn") && netloc.isEmpty();
          default -> true;
        };
    boolean balanced = netloc.contains("[") == netloc.contains("]");
    return known && shaped && balanced;
  }
}
