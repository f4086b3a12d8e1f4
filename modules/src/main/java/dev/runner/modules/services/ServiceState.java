package dev.runner.modules.services;

/// What a service is to do.
public enum ServiceState {
  RELOADED,
  RESTARTED,
  STARTED,
  STOPPED;

  /// What it is afterwards, as `register` gets it.
  String after() {
    return this == STOPPED ? "stopped" : "started";
  }
}
