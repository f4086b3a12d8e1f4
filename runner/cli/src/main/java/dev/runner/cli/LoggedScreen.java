package dev.runner.cli;

import dev.runner.report.console.Screen;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// A screen whose lines are kept in a file, too, as `log_path` has it: with the time, the process
/// and the user before them, and without colours.
final class LoggedScreen implements Screen {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss,SSS", Locale.ROOT);

  private final Screen below;
  private final PrintWriter file;
  private final Clock clock;
  private final String who;

  private LoggedScreen(Screen below, PrintWriter file, Clock clock) {
    this.below = below;
    this.file = file;
    this.clock = clock;
    this.who =
        "p=%d u=%s n=runner INFO| "
            .formatted(ProcessHandle.current().pid(), System.getProperty("user.name"));
  }

  /// The same screen, with its lines added to the file.
  static Screen of(Screen below, Path file, Clock clock) {
    try {
      PrintWriter writer =
          new PrintWriter(
              Files.newBufferedWriter(
                  file,
                  StandardCharsets.UTF_8,
                  StandardOpenOption.CREATE,
                  StandardOpenOption.APPEND));
      return new LoggedScreen(below, writer, clock);
    } catch (IOException e) {
      throw new UncheckedIOException("the log '%s' can't be written".formatted(file), e);
    }
  }

  private void keep(String text) {
    String plain = text.replaceAll("\033\\[[0-9;]*m", "").strip();
    if (!plain.isEmpty()) {
      file.println("%s %s%s".formatted(LocalDateTime.now(clock).format(TIME), who, plain));
      file.flush();
    }
  }

  @Override
  public boolean isTerminal() {
    return below.isTerminal();
  }

  @Override
  public int width() {
    return below.width();
  }

  @Override
  public String paint(Colour colour, String text) {
    return below.paint(colour, text);
  }

  @Override
  public void line(String text) {
    below.line(text);
    keep(text);
  }

  @Override
  public void mark(String code) {
    below.mark(code);
  }

  @Override
  public void aside(String text) {
    below.aside(text);
    keep(text);
  }

  @Override
  public void status(String text) {
    below.status(text);
  }

  @Override
  public void close() {
    below.close();
    file.close();
  }
}
