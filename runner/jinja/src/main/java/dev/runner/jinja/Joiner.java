package dev.runner.jinja;

import dev.runner.values.Python;

/// What `joiner(separator)` makes: called first it gives nothing, called again the separator.
final class Joiner implements Callable, Python.Named {
  private final Object separator;
  private boolean used;

  Joiner(Object separator) {
    this.separator = separator;
  }

  @Override
  public Object call(Arguments arguments, Rendering rendering) {
    arguments.bind();
    if (used) {
      return Marking.own(separator);
    }
    used = true;
    return Marking.said("");
  }

  @Override
  public String typeName() {
    return "Joiner";
  }
}
