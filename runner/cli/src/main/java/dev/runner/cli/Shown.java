package dev.runner.cli;

import dev.runner.event.EventSink;
import java.util.Optional;
import java.util.function.Consumer;

/// How a run is shown.
///
/// @param report takes its events
/// @param notes takes lines of the command itself: below a report that is a document of its own
///   they would spoil it, so they go to standard error there
/// @param trace takes lines about connections and shells, if anybody wants them
record Shown(EventSink report, Consumer<String> notes, Optional<Consumer<String>> trace) {
  private static final int TRACES = 3;

  Shown(EventSink report, Consumer<String> notes) {
    this(report, notes, Optional.empty());
  }

  /// The same with another report.
  Shown with(EventSink other) {
    return new Shown(other, notes, trace);
  }

  /// The same, told as much as so many `-v` ask for.
  ///
  /// @param traces takes lines about connections; absent: they go where the command's own go
  Shown at(int verbosity, Optional<Consumer<String>> traces) {
    return verbosity >= TRACES
        ? new Shown(report, notes, traces.or(() -> Optional.of(notes)))
        : this;
  }
}
