package dev.runner.execute.reach;

/// A question in check mode whose answer depends on a step that was not applied.
public final class UnknownAnswer extends RuntimeException {
  private static final long serialVersionUID = 1;

  /// @param because a sentence that names the task and the step
  public UnknownAnswer(String because) {
    super(because, null, false, false);
  }

  /// A sentence that names the task and the step.
  public String because() {
    return String.valueOf(getMessage());
  }
}
