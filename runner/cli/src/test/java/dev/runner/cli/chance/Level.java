package dev.runner.cli.chance;

/// The levels of the language that are compared, each with the release of ansible-core that has it.
enum Level {
  /// What ansible-core 2.14 to 2.18 accepted.
  OLD("2.14", "target/oracles-2.14"),
  /// The newest.
  NEW("2.19", "target/oracles");

  private final String language;
  private final String oracles;

  Level(String language, String oracles) {
    this.language = language;
    this.oracles = oracles;
  }

  /// Its name among the settings of this program.
  String language() {
    return language;
  }

  /// What is printed, without what may differ.
  String normal(String printed) {
    return this == OLD ? Printed.old(printed) : Printed.normal(printed);
  }

  /// Where that release is, below the project's root.
  String oracles() {
    return oracles;
  }
}
