package dev.runner.module;

/// Thrown by a module's compact constructor when parameters don't go together. The engine shows it
/// as the user's mistake, with the place of the parameter.
public final class BadParameter extends IllegalArgumentException {
  private static final long serialVersionUID = 1;
  private final String parameter;

  /// @param parameter the component's name
  /// @param sentence what is wrong, and what to do
  public BadParameter(String parameter, String sentence) {
    super(sentence);
    this.parameter = parameter;
  }

  /// The component's name.
  public String parameter() {
    return parameter;
  }
}
