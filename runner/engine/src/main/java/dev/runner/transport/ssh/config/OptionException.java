package dev.runner.transport.ssh.config;

/// An option that can't be read or can't be honoured; the message is a sentence that names it and
/// where it stands.
public final class OptionException extends Exception {
  private static final long serialVersionUID = 1;

  /// @param sentence what is wrong, where, and what to do about it
  public OptionException(String sentence) {
    super(sentence);
  }
}
