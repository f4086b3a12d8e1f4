package dev.runner.modules.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Cookies that servers set (RFC 6265). Each goes back to the host alone that set it.
record Cookies(List<Cookie> all) {

  /// A cookie, and who set it.
  record Cookie(String host, String name, String value) {}

  static final Cookies NONE = new Cookies(List.of());

  /// With those of a header `Set-Cookie`, which may hold several, joined by commas.
  Cookies and(String host, String header) {
    List<Cookie> more = new ArrayList<>(all);
    // A comma in a date is followed by a space and digits, one between cookies by a name and "=".
    for (String cookie : header.split(",(?=\\s*[^;,=\\s]+=)")) {
      String pair = cookie.split(";", 2)[0].strip();
      int equals = pair.indexOf('=');
      if (equals > 0) {
        String name = pair.substring(0, equals);
        more.removeIf(known -> known.host().equals(host) && known.name().equals(name));
        more.add(new Cookie(host, name, pair.substring(equals + 1)));
      }
    }
    return new Cookies(more);
  }

  /// By name, whoever set them.
  Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>();
    all.forEach(each -> values.put(each.name(), each.value()));
    return values;
  }

  /// As the header `Cookie` has them.
  String text() {
    return written(all);
  }

  /// As the header `Cookie` has them that goes to this host.
  String text(String host) {
    return written(all.stream().filter(each -> each.host().equals(host)).toList());
  }

  private static String written(List<Cookie> cookies) {
    return cookies.stream()
        .map(each -> each.name() + "=" + each.value())
        .collect(Collectors.joining("; "));
  }
}
