package dev.runner.modules.site;

import java.util.Set;

/// Which names of an example file must be in the real one, and how such a file is written.
public enum NameKind {
  /// Names in capitals that are given a value, of a module of Python.
  SETTINGS,
  /// Functions, of a module of Python.
  FUNCTIONS,
  /// Variables of a file of lines `NAME=value`, such as `.env`.
  ENVIRONMENT;

  /// The names that an example asks for.
  Set<String> wanted(String example) {
    return switch (this) {
      case SETTINGS -> PythonText.settings(example);
      case FUNCTIONS -> PythonText.functions(example);
      case ENVIRONMENT -> EnvironmentText.of(example).names();
    };
  }

  /// The names that a file has.
  Set<String> present(String text) {
    return switch (this) {
      case SETTINGS, FUNCTIONS -> PythonText.names(text);
      case ENVIRONMENT -> EnvironmentText.of(text).names();
    };
  }

  /// Whether a line can be put at the end of a file.
  boolean isWhole(String text) {
    return switch (this) {
      case SETTINGS, FUNCTIONS -> PythonText.isWhole(text);
      case ENVIRONMENT -> EnvironmentText.of(text).whole();
    };
  }
}
