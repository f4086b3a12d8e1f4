package dev.runner.module;

import java.util.Collection;
import java.util.List;

/// Thrown by a module's compact constructor when parameters don't go together. The engine shows it
/// as the user's mistake, with the place of the parameter.
public final class BadParameter extends IllegalArgumentException {
  private static final long serialVersionUID = 1;
  private final String parameter;
  private final boolean lacksFile;

  /// @param parameter the component's name
  /// @param sentence what is wrong, and what to do
  public BadParameter(String parameter, String sentence) {
    this(parameter, sentence, false);
  }

  private BadParameter(String parameter, String sentence, boolean lacksFile) {
    super(sentence);
    this.parameter = parameter;
    this.lacksFile = lacksFile;
  }

  /// A file of the control machine that a parameter names isn't there.
  ///
  /// @param parameter the component's name
  /// @param sentence which one, and where it was looked for
  public static BadParameter noFile(String parameter, String sentence) {
    return new BadParameter(parameter, sentence, true);
  }

  /// None of several parameters is given, and one must be.
  public static BadParameter oneRequired(String... names) {
    return new BadParameter(names[0], ParameterRule.oneOf(List.of(names)));
  }

  /// Several parameters are given that don't go together.
  public static BadParameter exclusive(String... names) {
    return new BadParameter(
        names[names.length - 1], ParameterRule.exclusive(List.of(List.of(names))));
  }

  /// A word that is none of those that a parameter takes.
  public static BadParameter choice(String name, String given, Collection<String> choices) {
    return new BadParameter(
        name,
        "value of %s must be one of: %s, got: %s"
            .formatted(name, String.join(", ", choices), given));
  }

  /// Whether nothing is wrong but that a file of the control machine isn't there.
  public boolean lacksFile() {
    return lacksFile;
  }

  /// The component's name.
  public String parameter() {
    return parameter;
  }
}
