package dev.runner.journal;

import dev.runner.event.RunEvent;
import java.util.List;

/// The record of a run, appended to and never changed. What is appended has reached the operating
/// system when the call returns; it has reached the disk at the next barrier.
public interface RunJournal extends AutoCloseable {

  /// The name of the run.
  String run();

  /// Appends what happened.
  void event(RunEvent event);

  /// Appends what is about to be done on a host, before it is done. An intent without an outcome is
  /// an indeterminate attempt: it may or may not have been carried out.
  ///
  /// @param attempt unique in the run; its outcome names it too
  /// @param steps titles
  void intent(String attempt, String host, String task, List<String> steps);

  /// Appends how an attempt ended: `done`, `failed` or `indeterminate`.
  void outcome(String attempt, String result);

  /// Brings what was appended to the disk.
  void barrier();

  @Override
  void close();
}
