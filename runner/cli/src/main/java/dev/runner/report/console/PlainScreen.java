package dev.runner.report.console;

import java.io.PrintWriter;

/// Lines without colours, the same on every run: for pipes, files and `NO_COLOR`.
public final class PlainScreen implements Screen {
  private final PrintWriter out;
  private final int width;

  /// @param out takes the lines
  /// @param width for tables and rules
  public PlainScreen(PrintWriter out, int width) {
    this.out = out;
    this.width = width;
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public String paint(Colour colour, String text) {
    return text;
  }

  @Override
  public void line(String text) {
    out.println(text);
    out.flush();
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
