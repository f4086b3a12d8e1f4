package dev.runner.values;

/// Where a value was written: a file (or another name for the source, such as "the command line"),
/// line and column.
///
/// @param source the file's path as the user would type it, or a description
/// @param line counted from 1; 0 where lines make no sense
/// @param column counted from 1; 0 where columns make no sense
public record Origin(String source, int line, int column) {

  @Override
  public String toString() {
    return line == 0 ? source : source + ":" + line + ":" + column;
  }
}
