package dev.runner.report.console;

/// Where a report is written: lines, and at the bottom of a terminal a line that changes.
public interface Screen extends AutoCloseable {

  /// Whether a person looks at it, not a program.
  boolean isTerminal();

  /// How many characters fit on a line.
  int width();

  /// Text in a colour, where there are colours.
  String paint(Colour colour, String text);

  /// Writes whole lines.
  void line(String text);

  /// Writes a code that belongs to no line, for a program that reads the output.
  void mark(String code);

  /// Writes whole lines to standard error.
  void aside(String text);

  /// Shows what is going on; nothing where the output is no terminal.
  void status(String text);

  @Override
  void close();

  /// What a colour says.
  enum Colour {
    GOOD,
    CHANGED,
    BAD,
    WARNING,
    FAINT,
    STRONG,
    ADDED,
    REMOVED
  }
}
