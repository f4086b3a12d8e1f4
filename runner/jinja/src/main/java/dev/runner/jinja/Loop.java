package dev.runner.jinja;

import dev.runner.values.Python;
import dev.runner.values.PythonException;
import dev.runner.values.Tuple;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What `loop` is in the body of a `for`. Items pass the loop's `if` when they are needed, one by
/// one, since the body may change what it says.
final class Loop implements Callable, Attributed, Python.Named {
  private final Control.For statement;
  private final List<Object> source;
  private final int depth;
  private final Scope outer;
  private final List<Object> ahead = new ArrayList<>(0);
  private @Nullable Rendering rendering;
  private @Nullable Object previous;
  private @Nullable Object current;
  private @Nullable Object lastChanged;
  private final int size;
  private int at;
  private long index = -1;

  Loop(Control.For statement, List<Object> source, int depth, Scope outer) {
    this.statement = statement;
    this.source = source;
    this.size = source.size();
    this.depth = depth;
    this.outer = outer;
  }

  /// Goes on to the next item; false if there is none.
  boolean advance(Rendering with) {
    rendering = with;
    Object next = ahead.isEmpty() ? fetch(with) : ahead.removeFirst();
    if (next == null) {
      return false;
    }
    previous = current;
    current = next;
    index++;
    return true;
  }

  Object item() {
    return java.util.Objects.requireNonNull(current);
  }

  private @Nullable Object fetch(Rendering with) {
    while (at < size && at < source.size()) {
      Object item = source.get(at++);
      if (statement.accepts(with, item, outer)) {
        return item;
      }
    }
    return null;
  }

  private @Nullable Object peek() {
    if (ahead.isEmpty()) {
      Object next = rendering == null ? null : fetch(rendering);
      if (next == null) {
        return null;
      }
      ahead.add(next);
    }
    return ahead.getFirst();
  }

  private long length() {
    Rendering with = rendering;
    while (with != null && at < size) {
      Object next = fetch(with);
      if (next != null) {
        ahead.add(next);
      }
    }
    return index + 1 + ahead.size();
  }

  @Override
  public @Nullable Object attribute(String name) {
    return switch (name) {
      case "index" -> index + 1;
      case "index0" -> index;
      case "revindex" -> length() - index;
      case "revindex0" -> length() - index - 1;
      case "first" -> index == 0;
      case "last" -> peek() == null;
      case "length" -> length();
      case "depth" -> depth + 1L;
      case "depth0" -> (long) depth;
      case "previtem" -> previous == null ? none("there is no previous item", name) : previous;
      case "nextitem" -> {
        Object next = peek();
        yield next == null ? none("there is no next item", name) : next;
      }
      case "cycle" -> (Callable) this::cycle;
      case "changed" -> (Callable) this::changed;
      default -> null;
    };
  }

  private @Nullable Object none(String hint, String name) {
    return rendering == null ? null : rendering.undefined(name, hint);
  }

  private Object cycle(Arguments arguments, Rendering with) {
    List<Object> items = arguments.positional();
    if (items.isEmpty()) {
      throw PythonException.type("no items for cycling given");
    }
    return items.get((int) (index % items.size()));
  }

  private Object changed(Arguments arguments, Rendering with) {
    Object value = Tuple.of(arguments.positional());
    if (lastChanged != null && Python.equal(lastChanged, value)) {
      return false;
    }
    lastChanged = value;
    return true;
  }

  /// The same loop over the items of an item.
  @Override
  public Object call(Arguments arguments, Rendering with) {
    if (!statement.recursive()) {
      throw PythonException.type(
          "The loop must have the 'recursive' marker to be called recursively.");
    }
    Object items = arguments.bind("iterable").value("iterable");
    return with.captured(inner -> statement.run(inner, items, depth + 1, outer));
  }

  @Override
  public String typeName() {
    return "LoopContext";
  }

  @Override
  public String toString() {
    return "<LoopContext " + (index + 1) + "/" + length() + ">";
  }
}
