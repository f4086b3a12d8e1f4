package dev.runner.modules.site;

/// What the message is to be.
public enum BannerState {
  /// Up, with a time that lies ahead.
  PRESENT,
  /// Up, with its time reached: waits for it.
  BEGUN,
  /// Not shown.
  ABSENT
}
