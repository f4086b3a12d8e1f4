package dev.runner.report.console;

import dev.runner.event.RunEvent;
import java.util.List;
import java.util.Optional;

/// Places in files, as Ansible's lines tell them.
///
/// @param lines the lines of a place; absent: no more is told than file and line
record LinesPlaces(Optional<SourceLines> lines) {

  /// The file and line of a task.
  String of(RunEvent.Task task) {
    String line = task.where().replaceFirst(":[0-9]+$", "");
    return lines.map(places -> places.whole(line)).orElse(line);
  }

  /// What is told below a sentence about a place.
  ///
  /// @param where file:line:column
  List<String> below(String where) {
    return lines.map(places -> places.of(where)).orElse(List.of());
  }
}
