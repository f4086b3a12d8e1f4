package dev.runner.cli;

import dev.runner.event.EventSink;
import java.util.Optional;
import java.util.function.Consumer;

/// How a run is shown.
///
/// @param report takes its events
/// @param notes takes lines of the command itself: below a report that is a document of its own
///   they would spoil it, so they go to standard error there
/// @param traces whether each connection and shell is told of
record Shown(EventSink report, Consumer<String> notes, boolean traces) {
  private static final int TRACES = 3;

  Shown(EventSink report, Consumer<String> notes) {
    this(report, notes, false);
  }

  /// The same with another report.
  Shown with(EventSink other) {
    return new Shown(other, notes, traces);
  }

  /// The same, told as much as so many `-v` ask for.
  Shown at(int verbosity) {
    return new Shown(report, notes, verbosity >= TRACES);
  }

  /// Takes lines about connections and shells, if anybody wants them.
  Optional<Consumer<String>> trace() {
    return traces ? Optional.of(notes) : Optional.empty();
  }
}
