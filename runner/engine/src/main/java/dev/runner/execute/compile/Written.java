package dev.runner.execute.compile;

import dev.runner.values.Python;
import dev.runner.values.Text;
import dev.runner.values.Undefined;
import java.util.List;
import java.util.Map;

/// What stands in a playbook, as it stands there.
public final class Written {
  private Written() {}

  /// Text without its marks; of anything else, what it is called.
  public static String plain(Object value) {
    return switch (value) {
      case Text text -> text.value();
      case Undefined undefined -> undefined.hint();
      case Map<?, ?> map -> Python.string(map);
      case List<?> list -> Python.string(list);
      default -> value.toString();
    };
  }
}
