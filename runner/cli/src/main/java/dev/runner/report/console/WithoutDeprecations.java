package dev.runner.report.console;

import dev.runner.event.EventSink;
import dev.runner.event.RunEvent;
import java.util.List;

/// A report that is told nothing of what is deprecated.
///
/// @param report which shows all else
public record WithoutDeprecations(EventSink report) implements EventSink {

  @Override
  public void accept(RunEvent event) {
    report.accept(
        switch (event) {
          case RunEvent.TaskFinished end when !end.outcome().deprecations().isEmpty() ->
              new RunEvent.TaskFinished(
                  end.host(), end.task(), end.outcome().deprecated(List.of()));
          case RunEvent.ItemFinished end when !end.outcome().deprecations().isEmpty() ->
              new RunEvent.ItemFinished(
                  end.host(), end.task(), end.label(), end.outcome().deprecated(List.of()));
          default -> event;
        });
  }
}
