package dev.runner.template.text;

import dev.runner.jinja.Bound;
import dev.runner.template.call.Call;
import dev.runner.values.None;
import dev.runner.values.PythonException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// The parts of a URL, as Python's `urlsplit` finds them (RFC 3986, leniently).
public final class UrlParts {
  private UrlParts() {}

  static Object of(Call call) {
    Bound bound = call.bind("query?", "alias?");
    Map<Object, Object> parts = split(call.value() == None.NONE ? "" : call.text());
    parts.put("port", port(String.valueOf(parts.get("port"))));
    String wanted = bound.text("query", "");
    if (wanted.isEmpty()) {
      return parts;
    }
    Object part = parts.get(wanted);
    if (part == null) {
      throw PythonException.value(
          "%s: unknown URL component: %s; there are %s"
              .formatted(bound.text("alias", "urlsplit"), wanted, parts.keySet()));
    }
    return part;
  }

  /// The parts; the port is text that may be no number.
  static Map<Object, Object> split(String written) {
    String rest = written.strip().replaceAll("[\t\r\n]", "");
    String scheme = "";
    int colon = rest.indexOf(':');
    if (colon > 0 && rest.substring(0, colon).matches("[A-Za-z][A-Za-z0-9+.-]*")) {
      scheme = rest.substring(0, colon).toLowerCase(Locale.ROOT);
      rest = rest.substring(colon + 1);
    }
    String netloc = "";
    if (rest.startsWith("//")) {
      int end = 2;
      while (end < rest.length() && "/?#".indexOf(rest.charAt(end)) < 0) {
        end++;
      }
      netloc = rest.substring(2, end);
      rest = rest.substring(end);
    }
    String[] fragment = cut(rest, '#');
    String[] query = cut(fragment[0], '?');
    return parts(scheme, netloc, query[0], query[1], fragment[1]);
  }

  private static String[] cut(String text, char at) {
    int index = text.indexOf(at);
    return index < 0
        ? new String[] {text, ""}
        : new String[] {text.substring(0, index), text.substring(index + 1)};
  }

  private static Map<Object, Object> parts(
      String scheme, String netloc, String path, String query, String fragment) {
    int at = netloc.lastIndexOf('@');
    String user = at < 0 ? "" : netloc.substring(0, at);
    String host = netloc.substring(at + 1);
    int bracket = host.lastIndexOf(']');
    int colon = host.indexOf(':', Math.max(0, bracket));
    String name = colon < 0 ? host : host.substring(0, colon);
    if (bracket > 0 && name.startsWith("[")) {
      name = name.substring(1, bracket);
    }
    int secret = user.indexOf(':');
    Map<Object, Object> parts = new LinkedHashMap<>();
    parts.put("fragment", fragment);
    parts.put("hostname", name.isEmpty() ? None.NONE : name.toLowerCase(Locale.ROOT));
    parts.put("netloc", netloc);
    parts.put("password", secret < 0 ? None.NONE : user.substring(secret + 1));
    parts.put("path", path);
    parts.put("port", colon < 0 ? "" : host.substring(colon + 1));
    parts.put("query", query);
    parts.put("scheme", scheme);
    parts.put("username", at < 0 ? None.NONE : secret < 0 ? user : user.substring(0, secret));
    return parts;
  }

  private static Object port(String digits) {
    if (digits.isEmpty()) {
      return None.NONE;
    }
    if (!digits.matches("[0-9]{1,9}") || Integer.parseInt(digits) > 65535) {
      throw PythonException.value("'%s' is no port".formatted(digits));
    }
    return Long.valueOf(digits);
  }
}
