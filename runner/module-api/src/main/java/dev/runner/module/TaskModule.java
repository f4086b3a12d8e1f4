package dev.runner.module;

/// A kind of task. The implementing record's components are the parameters; see
/// `docs/writing-modules.md`.
public interface TaskModule {

  /// Decides what has to be done on a host, by asking it. Free of effects, and may be called again
  /// for the same task.
  ///
  /// @throws ProbeException out of the probe, when a question can't be answered; the engine reports
  ///   it, so don't catch it without need
  Plan plan(Probe host);
}
