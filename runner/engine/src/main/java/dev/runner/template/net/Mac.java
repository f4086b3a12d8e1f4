package dev.runner.template.net;

import dev.runner.template.call.Call;
import dev.runner.values.None;
import dev.runner.values.PythonException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The filters `hwaddr` and `macaddr`: addresses of network cards.
public final class Mac {
  private Mac() {}

  static Object of(Call call) {
    String form = call.bind("query?", "alias?").text("query", "");
    String text = call.text();
    Optional<String> read = digits(text);
    if (read.isEmpty()) {
      if (form.isEmpty() || form.equals("bool")) {
        return None.NONE;
      }
      throw PythonException.value("%s: not a hardware address: %s".formatted(call.name(), text));
    }
    String digits = read.get();
    String lower = digits.toLowerCase(Locale.ROOT);
    return switch (form) {
      case "" -> text;
      case "bool" -> true;
      case "bare" -> digits.toUpperCase(Locale.ROOT);
      case "cisco" -> groups(lower, 4, ".");
      case "linux", "unix" -> groups(lower, 2, ":");
      case "win", "eui48" -> groups(lower.toUpperCase(Locale.ROOT), 2, "-");
      case "pgsql", "postgresql", "psql" -> groups(lower, 6, ":");
      case "int" -> Long.parseLong(lower, 16);
      default ->
          throw PythonException.value(
              "there is no form '%s' of hardware addresses".formatted(form));
    };
  }

  /// The digits of an address in any of its forms; nothing if it is none.
  static Optional<String> digits(String text) {
    String digits = text.replaceAll("[-:.]", "");
    boolean valid =
        digits.matches("[0-9a-fA-F]{12}")
            && text.matches(
                "[0-9a-fA-F]{12}|([0-9a-fA-F]{1,2}[-:]){5}[0-9a-fA-F]{1,2}"
                    + "|([0-9a-fA-F]{4}[.:]){2}[0-9a-fA-F]{4}|[0-9a-fA-F]{6}-[0-9a-fA-F]{6}");
    return valid ? Optional.of(digits) : Optional.empty();
  }

  private static String groups(String digits, int size, String separator) {
    List<String> groups = new ArrayList<>();
    for (int i = 0; i < digits.length(); i += size) {
      groups.add(digits.substring(i, i + size));
    }
    return String.join(separator, groups);
  }
}
