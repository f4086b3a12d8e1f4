package dev.runner.report.console;

import org.jline.utils.Signals;

/// Takes Ctrl+C over, which would end the process otherwise, until it is given back by [#close].
public final class InterruptKey implements AutoCloseable {
  private static final String INTERRUPT = "INT";

  private final Object before;

  /// Takes it over.
  ///
  /// @param pressed is told each time that it is pressed
  public InterruptKey(Runnable pressed) {
    this.before = Signals.register(INTERRUPT, pressed);
  }

  @Override
  public void close() {
    Signals.unregister(INTERRUPT, before);
  }
}
