package dev.runner.modules.services;

/// What starts the services of a host.
enum InitSystem {
  SYSTEMD,
  OPENRC,
  /// Scripts in `/etc/init.d`, whatever calls them when the host starts.
  SYSV
}
