package dev.runner.report.console;

import java.io.IOException;
import java.util.List;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import org.jline.utils.Status;

/// A terminal, with colours and a status line.
public final class TerminalScreen implements Screen {
  private final Terminal terminal;
  private final Status status;
  private final boolean colours;

  private TerminalScreen(Terminal terminal, Status status, boolean colours) {
    this.terminal = terminal;
    this.status = status;
    this.colours = colours;
  }

  /// Takes over the terminal that the process runs in.
  public static TerminalScreen open(boolean colours) throws IOException {
    Terminal terminal = TerminalBuilder.builder().system(true).build();
    return new TerminalScreen(terminal, Status.getStatus(terminal), colours);
  }

  @Override
  public int width() {
    return terminal.getSize().getColumns() > 20 ? terminal.getSize().getColumns() : 80;
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
    terminal.writer().println(text);
    terminal.flush();
  }

  @Override
  public void status(String text) {
    AttributedStringBuilder line = new AttributedStringBuilder();
    line.append(text.length() > width() - 1 ? text.substring(0, width() - 1) : text);
    status.update(text.isEmpty() ? List.of() : List.of(line.toAttributedString()));
  }

  @Override
  public void close() {
    status.update(List.of());
    status.close();
    try {
      terminal.close();
    } catch (IOException e) {
      // the terminal is gone, and so is whoever would read this
    }
  }
}
