package dev.runner.transport.ssh.config;

import java.util.Optional;

/// The name that is looked up and connected to.
final class HostNames {
  private HostNames() {}

  /// `HostName` with its tokens replaced, or the name as given.
  static String effective(Asking asking, Options options) {
    Optional<Setting> name = options.first("HostName");
    return name.map(setting -> setting.value().replace("%h", asking.host()).replace("%%", "%"))
        .orElse(asking.host());
  }
}
