package dev.runner.jinja;

/// Jinja2's own filters, tests and globals ("List of Builtin Filters" and its like in Jinja2's
/// template designer documentation).
///
/// Each family is one class that finds what to do by the name: a class or lambda for each would
/// make starting slow.
final class BuiltIns {
  private BuiltIns() {}

  static void addTo(Environment.Builder environment) {
    for (String name : TextFilters.NAMES) {
      environment.filter(name, new TextFilters(name));
    }
    for (String name : HtmlFilters.NAMES) {
      environment.filter(name, new HtmlFilters(name));
    }
    for (String name : NumberFilters.NAMES) {
      environment.filter(name, new NumberFilters(name));
    }
    for (String name : SequenceFilters.NAMES) {
      environment.filter(name, new SequenceFilters(name));
    }
    for (String name : KeyFilters.NAMES) {
      environment.filter(name, new KeyFilters(name));
    }
    for (String name : ChoiceFilters.NAMES) {
      environment.filter(name, new ChoiceFilters(name));
    }
    for (String name : BuiltInTests.NAMES) {
      environment.test(name, new BuiltInTests(name));
    }
    for (String name : Globals.NAMES) {
      environment.global(name, new Globals(name));
    }
  }
}
