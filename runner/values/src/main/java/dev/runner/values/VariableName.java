package dev.runner.values;

import java.util.Set;
import java.util.regex.Pattern;

/// What a variable may be called, as ansible-core has it.
public final class VariableName {
  /// The rule, in Ansible's words.
  public static final String RULE =
      "Variable names must be strings starting with a letter or underscore character, and"
          + " contain only letters, numbers and underscores.";

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  /// Names that expressions read as something else.
  private static final Set<String> WORDS =
      Set.of("True", "False", "None", "true", "false", "none", "not");

  private VariableName() {}

  /// Whether a variable can be called so.
  public static boolean isOne(String name) {
    return NAME.matcher(name).matches() && !WORDS.contains(name);
  }
}
