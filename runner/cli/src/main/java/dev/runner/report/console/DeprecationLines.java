package dev.runner.report.console;

import dev.runner.values.Deprecation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/// What is deprecated, in Ansible's lines, each once.
public final class DeprecationLines {
  private static final String ADVICE =
      "[WARNING]: Deprecation warnings can be disabled by setting `deprecation_warnings=False` in"
          + " ansible.cfg.";

  private final Function<String, List<String>> places;
  private final Set<List<String>> told = new HashSet<>();

  /// @param places the lines about a place: file:line:column
  public DeprecationLines(Function<String, List<String>> places) {
    this.places = places;
  }

  /// The lines about one; none if they were told already.
  public List<String> of(Deprecation use) {
    List<String> lines = new ArrayList<>();
    String head = "[DEPRECATION WARNING]: " + Printable.of(use.line());
    if (use.where().isEmpty()) {
      lines.add(use.help().isEmpty() ? head : head + " " + Printable.of(use.help()));
    } else {
      lines.add(head);
      List<String> place = places.apply(use.where());
      lines.addAll(place.isEmpty() ? List.of("Origin: " + use.where(), "") : place);
      if (!use.help().isEmpty()) {
        lines.add(Printable.of(use.help()));
        lines.add("");
      }
    }
    if (!told.add(List.copyOf(lines))) {
      return List.of();
    }
    if (told.size() == 1) {
      lines.addFirst(ADVICE);
    }
    return lines;
  }
}
