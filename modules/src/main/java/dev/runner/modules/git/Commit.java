package dev.runner.modules.git;

/// Names of commits.
record Commit(String id) {

  /// The name as it is shown.
  String abbreviated() {
    return id.substring(0, Math.min(id.length(), 10));
  }

  @Override
  public String toString() {
    return abbreviated();
  }
}
