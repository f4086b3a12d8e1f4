package dev.runner.modules.files;

import dev.runner.module.BadParameter;
import dev.runner.module.Command;
import dev.runner.module.Words;
import java.util.List;

/// A command of the user's that checks a file before it is put in place.
public final class Validation {
  private Validation() {}

  /// The command that this text says.
  ///
  /// @param text holds `%s` for the file
  /// @throws BadParameter if it doesn't
  public static Command command(String text) {
    List<String> words = split(text);
    if (words.stream().noneMatch(word -> word.contains("%s"))) {
      throw new BadParameter("validate", "validate must contain %s: " + text);
    }
    return Command.of(words);
  }

  private static List<String> split(String text) {
    try {
      return Words.split(text);
    } catch (IllegalArgumentException e) {
      throw new BadParameter("validate", "Invalid command syntax: " + e.getMessage());
    }
  }
}
