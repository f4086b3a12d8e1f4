package dev.runner.transport.ssh.config;

import java.util.Optional;

/// A line of a configuration file, or the text behind `-o`: an option's name, and what stands
/// behind it, which blanks or one `=` separate.
///
/// @param keyword the name as written
/// @param rest what is behind it
/// @param where `file:line`, or the command line word
record Line(String keyword, String rest, String where) {

  /// Absent for empty lines and comments.
  static Optional<Line> read(String text, String where) {
    String line = text.strip();
    if (line.isEmpty() || line.charAt(0) == '#') {
      return Optional.empty();
    }
    int end = 0;
    while (end < line.length() && !Words.blank(line.charAt(end)) && line.charAt(end) != '=') {
      end++;
    }
    String keyword = line.substring(0, end);
    if (keyword.length() > 1 && keyword.startsWith("\"") && keyword.endsWith("\"")) {
      keyword = keyword.substring(1, keyword.length() - 1);
    }
    String rest = line.substring(end).strip();
    if (rest.startsWith("=")) {
      rest = rest.substring(1).strip();
    }
    return Optional.of(new Line(keyword, rest, where));
  }
}
