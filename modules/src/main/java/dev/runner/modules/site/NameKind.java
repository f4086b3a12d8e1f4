package dev.runner.modules.site;

/// Which names of an example file must be in the real one.
public enum NameKind {
  /// Names in capitals that are given a value.
  SETTINGS,
  /// Functions.
  FUNCTIONS
}
