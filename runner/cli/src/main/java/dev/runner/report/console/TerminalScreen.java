package dev.runner.report.console;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;
import org.jline.utils.InfoCmp.Capability;
import org.jspecify.annotations.Nullable;

/// A terminal, with colours, and a line below all others that says what is going on. That line is
/// taken away before others are written and put back after them, so that what scrolls by stays
/// whole.
public final class TerminalScreen implements Screen {
  private static final int SMALLEST = 20;
  private static final int USUAL = 80;

  private static final AtomicReference<@Nullable FutureTask<Terminal>> AHEAD =
      new AtomicReference<>();

  private final Terminal terminal;
  private final boolean colours;
  private final ReentrantLock writing = new ReentrantLock();
  private String status = "";

  private TerminalScreen(Terminal terminal, boolean colours) {
    this.terminal = terminal;
    this.colours = colours;
  }

  /// Begins to take over the terminal, on a thread of its own: it takes a third of a short run, and
  /// there is other work to do meanwhile.
  public static void ahead() {
    FutureTask<Terminal> making = new FutureTask<>(TerminalScreen::made);
    if (AHEAD.compareAndSet(null, making)) {
      Thread.ofPlatform().daemon().name("terminal").start(making);
    }
  }

  /// Waits until a terminal that was begun to be taken over is taken over, or couldn't be.
  public static void awaitAhead() {
    FutureTask<Terminal> begun = AHEAD.get();
    try {
      if (begun != null) {
        begun.get();
      }
    } catch (ExecutionException e) {
      // whoever opens it is told
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Takes over the terminal that the process runs in.
  public static TerminalScreen open(boolean colours) throws IOException {
    FutureTask<Terminal> begun = AHEAD.getAndSet(null);
    return new TerminalScreen(begun == null ? made() : made(begun), colours);
  }

  private static Terminal made(FutureTask<Terminal> begun) throws IOException {
    try {
      return begun.get();
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /// The terminal isn't asked what it can do: one that gives no answers (`script`, the
  /// pseudo-terminal of a build server) held up each start by more than a second. Signals stay with
  /// the process.
  private static Terminal made() throws IOException {
    return TerminalBuilder.builder()
        .system(true)
        .graphemeCluster(false)
        .nativeSignals(false)
        .build();
  }

  @Override
  public boolean isTerminal() {
    return true;
  }

  @Override
  public int width() {
    int columns = terminal.getSize().getColumns();
    return columns > SMALLEST ? columns : USUAL;
  }

  @Override
  public String paint(Colour colour, String text) {
    return colours ? new AttributedString(text, style(colour)).toAnsi(terminal) : text;
  }

  private static AttributedStyle style(Colour colour) {
    AttributedStyle plain = AttributedStyle.DEFAULT;
    return switch (colour) {
      case GOOD, ADDED -> plain.foreground(AttributedStyle.GREEN);
      case CHANGED, WARNING -> plain.foreground(AttributedStyle.YELLOW);
      case BAD, REMOVED -> plain.foreground(AttributedStyle.RED);
      case FAINT -> plain.foreground(AttributedStyle.BRIGHT + AttributedStyle.BLACK);
      case STRONG -> plain.bold();
    };
  }

  @Override
  public void line(String text) {
    writing.lock();
    try {
      erase();
      terminal.writer().println(text);
      draw();
    } finally {
      writing.unlock();
    }
  }

  @Override
  public void mark(String code) {
    writing.lock();
    try {
      erase();
      terminal.writer().print(code);
      draw();
    } finally {
      writing.unlock();
    }
  }

  /// A terminal shows both streams; what is shown must not break the line that changes.
  @Override
  public void aside(String text) {
    line(text);
  }

  @Override
  public void status(String text) {
    writing.lock();
    try {
      String line = Printable.of(text).replace('\n', ' ').replace('\t', ' ');
      int most = width() - 1;
      String fitting = line.length() > most ? line.substring(0, most - 1) + "…" : line;
      if (!fitting.equals(status)) {
        erase();
        status = fitting;
        draw();
      }
    } finally {
      writing.unlock();
    }
  }

  private void erase() {
    if (!status.isEmpty()) {
      terminal.puts(Capability.carriage_return);
      terminal.puts(Capability.clr_eol);
    }
  }

  private void draw() {
    if (!status.isEmpty()) {
      terminal.writer().print(paint(Colour.FAINT, status));
    }
    terminal.flush();
  }

  @Override
  public void close() {
    status("");
    try {
      terminal.close();
    } catch (IOException e) {
      // the terminal is gone, and so is whoever would read this
    }
  }
}
