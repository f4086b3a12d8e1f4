package dev.runner.module;

/// A question that a host couldn't answer: permission denied, a missing tool, no such command.
public final class ProbeException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /// @param sentence what was asked and why there is no answer
  public ProbeException(String sentence) {
    super(sentence);
  }

  /// What was asked and why there is no answer.
  public String sentence() {
    String message = getMessage();
    return message == null ? "" : message;
  }
}
