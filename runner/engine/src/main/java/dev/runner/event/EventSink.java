package dev.runner.event;

/// Takes events, in the order in which they happened. Called by one thread at a time.
@FunctionalInterface
public interface EventSink {
  void accept(RunEvent event);
}
