package dev.runner.modules.apache;

/// What Apache is to be.
public enum ApacheState {
  /// Running.
  STARTED,
  /// Not running, its port closed.
  STOPPED,
  /// Stopped for a moment and started afresh, as another process.
  RESTARTED,
  /// Running with its configuration and programs read again; requests under way are finished.
  RELOADED,
  /// The same as reloaded.
  GRACEFUL
}
