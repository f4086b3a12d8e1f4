package dev.runner.report.console;

import dev.runner.event.RunEvent;
import dev.runner.report.console.Screen.Colour;
import dev.runner.values.Deprecation;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Warnings in Ansible's lines. What was told already isn't again: most are those of many hosts.
final class LinesWarnings {
  private final Screen screen;
  private final LinesPlaces places;
  private final DeprecationLines deprecated;
  private final Set<String> told = new HashSet<>();

  LinesWarnings(Screen screen, LinesPlaces places) {
    this.screen = screen;
    this.places = places;
    this.deprecated = new DeprecationLines(places::below);
  }

  /// A warning as it is shown; lines that end as on Windows end as here.
  static String line(String sentence) {
    return "[WARNING]: " + Printable.of(sentence.replace("\r\n", "\n"));
  }

  /// @param where file:line:column; may be empty
  void tell(String sentence, String where) {
    if (told.add(sentence + where)) {
      aside(line(sentence));
      List<String> below = places.below(where);
      below.forEach(this::aside);
      if (below.isEmpty() && sentence.contains("\n")) {
        aside(""); // so that its end is seen
      }
    }
  }

  /// What is deprecated.
  void tell(Deprecation use) {
    deprecated.of(use).forEach(this::aside);
  }

  /// What is owed to a host.
  void owed(RunEvent.Owed owed) {
    switch (owed.state()) {
      case LEFT, FOUND ->
          tell(
              "%s: still owed: %s (%s)".formatted(owed.host(), owed.sentence(), owed.remedy()), "");
      case DISCHARGED ->
          tell("%s: paid at the end: %s".formatted(owed.host(), owed.sentence()), "");
      case RECORDED, SETTLED -> {}
    }
  }

  private void aside(String line) {
    screen.aside(screen.paint(Colour.WARNING, line));
  }
}
