package dev.runner.execute;

import dev.runner.values.None;
import dev.runner.values.Text;
import dev.runner.values.Undefined;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What stands in a playbook, as it stands there.
final class Written {
  private Written() {}

  /// Text without its marks; of anything else, what it is called.
  static String plain(Object value) {
    return switch (value) {
      case Text text -> text.value();
      case Undefined undefined -> undefined.hint();
      default -> value.toString();
    };
  }

  /// The entries of a list; anything else is a list of its own.
  static List<Object> list(@Nullable Object written) {
    return switch (written) {
      case null -> List.of();
      case None none -> List.of();
      case List<?> list -> List.copyOf(list);
      default -> List.of(written);
    };
  }
}
