package dev.runner.template.web;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/// Fetches pages for lookups.
@FunctionalInterface
public interface Web {

  /// What to ask for.
  ///
  /// @param headers by name
  /// @param verify whether the server's certificate must be valid
  /// @param follow whether redirections are followed
  /// @param proxied whether the proxies count that the environment names
  record Page(
      URI uri,
      Map<String, String> headers,
      Duration timeout,
      boolean verify,
      boolean follow,
      boolean proxied) {}

  /// What the server said.
  record Reply(int status, String reason, byte[] body) {}

  /// Asks.
  Reply get(Page page) throws IOException, InterruptedException;

  /// Asks the server itself, or a proxy that the environment names (`https_proxy`, `no_proxy`…).
  static Web direct(Map<String, String> environment) {
    return page -> DirectWeb.get(page, environment);
  }
}
