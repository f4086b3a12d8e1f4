package dev.runner.execute.host;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/// The proxies that the environment names on a host.
///
/// @param except names and domains that are reached without one, with commas between
record Proxies(String http, String https, String except) {

  /// Reads what `rn_forward` wrote.
  static Proxies of(String text) {
    String[] lines = text.split("\n", -1);
    return new Proxies(line(lines, 1), line(lines, 2), line(lines, 3));
  }

  private static String line(String[] lines, int index) {
    return index < lines.length ? lines[index].strip() : "";
  }

  /// The one that is meant for this URL.
  Optional<String> of(URI url) {
    String proxy = "https".equalsIgnoreCase(url.getScheme()) ? https : http;
    return proxy.isEmpty() || isExcepted(String.valueOf(url.getHost()).toLowerCase(Locale.ROOT))
        ? Optional.empty()
        : Optional.of(proxy);
  }

  private boolean isExcepted(String host) {
    for (String each : except.toLowerCase(Locale.ROOT).split("[, ]+")) {
      String domain = each.startsWith(".") ? each.substring(1) : each;
      if (each.equals("*")
          || (!domain.isEmpty() && (host.equals(domain) || host.endsWith("." + domain)))) {
        return true;
      }
    }
    return false;
  }
}
