package dev.runner.modules.databases;

/// What is wrong with a rule of pg_hba.conf, or with the file.
final class HbaMistake extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  /// @param sentence what is wrong
  HbaMistake(String sentence) {
    super(sentence);
  }

  /// What is wrong.
  String sentence() {
    String message = getMessage();
    return message == null ? "" : message;
  }
}
