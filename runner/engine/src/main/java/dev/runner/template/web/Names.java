package dev.runner.template.web;

import java.net.InetAddress;
import java.net.UnknownHostException;

/// Asks for names of hosts.
@FunctionalInterface
public interface Names {
  /// Whether a name or an address is known, by the file of hosts or by DNS.
  boolean isKnown(String host);

  /// Asks as the machine is set up.
  static Names system() {
    return Names::asked;
  }

  /// An address counts as known if there is a name for it.
  private static boolean asked(String host) {
    try {
      InetAddress address = InetAddress.getByName(host);
      boolean numeric = host.equals(address.getHostAddress()) || host.indexOf(':') >= 0;
      return !numeric || !address.getCanonicalHostName().equals(address.getHostAddress());
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
