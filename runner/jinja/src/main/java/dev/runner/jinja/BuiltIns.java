package dev.runner.jinja;

/// Jinja2's own filters, tests and globals.
final class BuiltIns {
  private BuiltIns() {}

  static void addTo(Environment.Builder environment) {
    environment.global("true", true);
  }
}
