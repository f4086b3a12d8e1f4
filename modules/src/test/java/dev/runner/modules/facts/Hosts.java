package dev.runner.modules.facts;

/// What the script printed on hosts of several kinds, cut down to what a test looks at.
final class Hosts {
  private Hosts() {}

  /// A section.
  static String section(String name, String text) {
    return "\n\u0001" + name + "\n" + text;
  }

  /// The files of a host, each line with the name of its file.
  static Sections files(String lines) {
    return Sections.of(section("files", lines));
  }

  /// The files of a host, and the paths that are there.
  static Sections host(String lines, String paths) {
    return Sections.of(section("files", lines) + section("paths", paths));
  }
}
