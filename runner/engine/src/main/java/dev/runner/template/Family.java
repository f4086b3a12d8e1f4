package dev.runner.template;

import dev.runner.values.PythonException;

/// Filters that one class computes. Registering them loads none of these classes: a family is
/// loaded when the first of its filters is used.
enum Family {
  PATHS(
      "basename dirname expanduser expandvars normpath path_join realpath relpath splitext commonpath"
          + " win_basename win_dirname win_splitdrive fileglob");

  private final String names;

  Family(String names) {
    this.names = names;
  }

  /// The short names of its filters.
  String[] names() {
    return names.split(" ");
  }

  Object apply(Call call) {
    return switch (this) {
      case PATHS -> PathFilters.apply(call);
    };
  }

  /// A name that the family lists and doesn't know.
  static PythonException unknown(Call call) {
    throw new IllegalStateException("no filter " + call.name());
  }
}
