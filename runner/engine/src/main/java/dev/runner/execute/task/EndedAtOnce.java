package dev.runner.execute.task;

/// A task that failed before its module did anything, in a way that no `failed_when` or `until` of
/// the task is asked about.
final class EndedAtOnce extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Ending ending;

  EndedAtOnce(Ending ending) {
    super(ending.reason(), null, false, false);
    this.ending = ending;
  }

  Ending ending() {
    return ending;
  }
}
