package dev.runner.template.web;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The proxies that the environment names, as Python's `urllib` reads them: `http_proxy`,
/// `https_proxy`, `all_proxy`, and `no_proxy` with names of hosts, `.domains` and `*`.
final class EnvironmentProxies extends ProxySelector {
  private final Map<String, String> environment;

  EnvironmentProxies(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public List<Proxy> select(URI uri) {
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    String named = setting(scheme + "_proxy");
    String proxy = named.isEmpty() ? setting("all_proxy") : named;
    if (proxy.isEmpty() || isExempt(String.valueOf(uri.getHost()))) {
      return List.of(Proxy.NO_PROXY);
    }
    URI place = URI.create(proxy.contains("://") ? proxy : "http://" + proxy);
    int port = place.getPort() < 0 ? 80 : place.getPort();
    return List.of(
        new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(place.getHost(), port)));
  }

  private boolean isExempt(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    for (String each : setting("no_proxy").split(",")) {
      String name = each.strip().toLowerCase(Locale.ROOT);
      String bare = name.startsWith(".") ? name.substring(1) : name;
      if (name.equals("*")
          || (!bare.isEmpty() && (lower.equals(bare) || lower.endsWith("." + bare)))) {
        return true;
      }
    }
    return false;
  }

  /// Names in lower case come first.
  private String setting(String name) {
    String value = environment.get(name);
    return value != null ? value : environment.getOrDefault(name.toUpperCase(Locale.ROOT), "");
  }

  @Override
  public void connectFailed(
      @Nullable URI uri, @Nullable SocketAddress address, @Nullable IOException cause) {
    // the request itself says so
  }
}
