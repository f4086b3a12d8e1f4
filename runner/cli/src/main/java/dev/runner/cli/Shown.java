package dev.runner.cli;

import dev.runner.event.EventSink;
import java.util.function.Consumer;

/// How a run is shown.
///
/// @param report takes its events
/// @param notes takes lines of the command itself: below a report that is a document of its own
///   they would spoil it, so they go to standard error there
record Shown(EventSink report, Consumer<String> notes) {
  /// The same with another report.
  Shown with(EventSink other) {
    return new Shown(other, notes);
  }
}
