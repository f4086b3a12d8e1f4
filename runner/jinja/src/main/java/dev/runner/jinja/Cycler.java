package dev.runner.jinja;

import dev.runner.values.Python;
import dev.runner.values.PythonException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What `cycler(…)` makes: values that come round again and again.
final class Cycler implements Attributed, Python.Named {
  private final List<Object> items;
  private int at;

  Cycler(List<Object> items) {
    if (items.isEmpty()) {
      throw PythonException.runtime("at least one item has to be provided");
    }
    this.items = items;
  }

  @Override
  public @Nullable Object attribute(String name) {
    return switch (name) {
      case "current" -> items.get(at);
      case "pos" -> (long) at;
      case "items" -> items;
      case "next" -> (Callable) (arguments, rendering) -> next();
      case "reset" -> (Callable) (arguments, rendering) -> reset();
      default -> null;
    };
  }

  private Object next() {
    Object current = items.get(at);
    at = (at + 1) % items.size();
    return Marking.own(current);
  }

  private Object reset() {
    at = 0;
    return dev.runner.values.None.NONE;
  }

  @Override
  public String typeName() {
    return "Cycler";
  }
}
