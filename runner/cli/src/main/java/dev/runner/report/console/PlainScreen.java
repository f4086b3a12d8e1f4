package dev.runner.report.console;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.stream.Collectors;

/// Lines, the same on every run: for pipes, files and `NO_COLOR`. Without colours unless they are
/// asked for by force.
public final class PlainScreen implements Screen {
  private final PrintWriter out;
  private final PrintWriter err;
  private final int width;
  private final boolean colours;

  /// @param out takes the lines
  /// @param err takes warnings
  /// @param width for tables and rules
  public PlainScreen(PrintWriter out, PrintWriter err, int width) {
    this(out, err, width, false);
  }

  /// @param colours whether colours are written, by the codes of ECMA-48
  public PlainScreen(PrintWriter out, PrintWriter err, int width, boolean colours) {
    this.out = out;
    this.err = err;
    this.width = width;
    this.colours = colours;
  }

  @Override
  public boolean isTerminal() {
    return false;
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public String paint(Colour colour, String text) {
    if (!colours) {
      return text;
    }
    return Arrays.stream(text.split("\n", -1))
        .map(line -> "\033[%sm%s\033[0m".formatted(code(colour), line))
        .collect(Collectors.joining("\n"));
  }

  private static String code(Colour colour) {
    return switch (colour) {
      case GOOD, ADDED -> "0;32";
      case CHANGED, WARNING -> "0;33";
      case BAD, REMOVED -> "0;31";
      case FAINT -> "0;36";
      case STRONG -> "1";
    };
  }

  @Override
  public void line(String text) {
    out.println(text);
    out.flush();
  }

  @Override
  public void mark(String code) {
    out.print(code);
    out.flush();
  }

  @Override
  public void aside(String text) {
    err.println(text);
    err.flush();
  }

  @Override
  public void status(String text) {
    // there is no line that could change
  }

  @Override
  public void close() {
    out.flush();
  }
}
