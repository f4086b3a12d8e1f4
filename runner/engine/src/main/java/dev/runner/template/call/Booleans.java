package dev.runner.template.call;

import dev.runner.values.Python;
import dev.runner.values.Text;
import java.util.Locale;
import java.util.Optional;

/// The words and numbers that Ansible takes for true or false.
public final class Booleans {
  private Booleans() {}

  /// The truth that a value says; nothing if it says none.
  public static Optional<Boolean> of(Object value) {
    if (value instanceof Boolean bool) {
      return Optional.of(bool);
    }
    if (value instanceof Double real) {
      return real == 1 ? Optional.of(true) : real == 0 ? Optional.of(false) : Optional.empty();
    }
    if (!Text.isText(value) && !Python.isInteger(value)) {
      return Optional.empty();
    }
    return switch (Python.string(value).strip().toLowerCase(Locale.ROOT)) {
      case "y", "yes", "on", "1", "true", "t" -> Optional.of(true);
      case "n", "no", "off", "0", "false", "f" -> Optional.of(false);
      default -> Optional.empty();
    };
  }
}
