package dev.runner.template.yaml;

/// The text of a YAML document that is being written, with what decides where lines are broken. The
/// rules for breaking lines are those of libyaml, which Ansible writes with.
final class YamlOutput {
  private final StringBuilder out = new StringBuilder();
  private final YamlStyle style;
  private int column;
  private boolean whitespace = true;
  private boolean indention = true;
  private int indent;

  YamlOutput(YamlStyle style) {
    this.style = style;
  }

  String text() {
    return out.toString();
  }

  int column() {
    return column;
  }

  boolean indention() {
    return indention;
  }

  /// Sets the column at which the next lines begin.
  void indent(int columns) {
    indent = columns;
  }

  void indicator(String text, boolean needsSpace, boolean leavesSpace, boolean indents) {
    String written = whitespace || !needsSpace ? text : " " + text;
    whitespace = leavesSpace;
    indention = indention && indents;
    write(written);
  }

  private void write(String text) {
    out.append(text);
    column += text.codePointCount(0, text.length());
  }

  private void chars(int[] text, int from, int to) {
    for (int i = from; i < to; i++) {
      out.appendCodePoint(text[i]);
    }
    column += to - from;
  }

  void lineBreak() {
    out.append('\n');
    whitespace = true;
    indention = true;
    column = 0;
  }

  /// Goes to the column of the indentation, on this line or the next.
  void writeIndent() {
    if (!indention || column > indent || (column == indent && !whitespace)) {
      lineBreak();
    }
    if (column < indent) {
      whitespace = true;
      write(" ".repeat(indent - column));
    }
  }

  private static int end(int[] text, int from, boolean spaces) {
    int end = from;
    while (end < text.length && (spaces ? text[end] == ' ' : ScalarShape.isBreak(text[end]))) {
      end++;
    }
    return end;
  }

  private void breaks(int[] text, int from, int to) {
    if (text[from] == '\n') {
      lineBreak();
    }
    for (int i = from; i < to; i++) {
      if (text[i] == '\n') {
        lineBreak();
      } else {
        out.appendCodePoint(text[i]);
        whitespace = true;
        indention = true;
        column = 0;
      }
    }
    writeIndent();
  }

  private boolean isFull(boolean split) {
    return split && column > style.width();
  }

  /// Without quotes.
  void plain(String value, boolean split) {
    if (value.isEmpty()) {
      return;
    }
    if (!whitespace) {
      write(" ");
    }
    whitespace = false;
    indention = false;
    int[] text = value.codePoints().toArray();
    int at = 0;
    while (at < text.length) {
      int end = end(text, at, true);
      if (end > at) {
        if (end == at + 1 && isFull(split)) {
          writeIndent();
          whitespace = false;
          indention = false;
        } else {
          chars(text, at, end);
        }
        at = end;
        continue;
      }
      while (end < text.length && text[end] != ' ') {
        end++;
      }
      chars(text, at, end);
      at = end;
    }
  }

  /// In single quotes.
  void single(String value, boolean split) {
    indicator("'", true, false, false);
    int[] text = value.codePoints().toArray();
    int at = 0;
    while (at < text.length) {
      int spaces = end(text, at, true);
      int breaks = end(text, at, false);
      if (spaces > at) {
        if (spaces == at + 1 && isFull(split) && at != 0 && spaces != text.length) {
          writeIndent();
        } else {
          chars(text, at, spaces);
        }
        at = spaces;
      } else if (breaks > at) {
        breaks(text, at, breaks);
        at = breaks;
      } else if (text[at] == '\'') {
        write("''");
        at++;
      } else {
        int end = at;
        while (end < text.length
            && text[end] != ' '
            && text[end] != '\''
            && !ScalarShape.isBreak(text[end])) {
          end++;
        }
        chars(text, at, end);
        at = end;
      }
    }
    indicator("'", false, false, false);
  }

  /// In double quotes.
  void doubled(String value, boolean split) {
    indicator("\"", true, false, false);
    int[] text = value.codePoints().toArray();
    boolean spaces = false;
    for (int i = 0; i < text.length; i++) {
      int c = text[i];
      if (isEscaped(c)) {
        write(escape(c));
        spaces = false;
      } else if (c == ' ') {
        if (isFull(split) && !spaces && i > 0 && i < text.length - 1) {
          writeIndent();
          write(text[i + 1] == ' ' ? "\\" : "");
        } else {
          write(" ");
        }
        spaces = true;
      } else {
        chars(text, i, i + 1);
        spaces = false;
      }
    }
    indicator("\"", false, false, false);
  }

  private boolean isEscaped(int c) {
    if ("\"\\\u0085\u2028\u2029\ufeff".indexOf(c) >= 0) {
      return true;
    }
    boolean ascii = c >= 0x20 && c <= 0x7e;
    boolean kept = style.unicode() && ((c >= 0xa0 && c <= 0xd7ff) || (c >= 0xe000 && c <= 0xfffd));
    return !ascii && !kept;
  }

  private static String escape(int c) {
    return switch (c) {
      case 0 -> "\\0";
      case 7 -> "\\a";
      case '\b' -> "\\b";
      case '\t' -> "\\t";
      case '\n' -> "\\n";
      case 0x0b -> "\\v";
      case '\f' -> "\\f";
      case '\r' -> "\\r";
      case 0x1b -> "\\e";
      case '"' -> "\\\"";
      case '\\' -> "\\\\";
      case 0x85 -> "\\N";
      case 0xa0 -> "\\_";
      case 0x2028 -> "\\L";
      case 0x2029 -> "\\P";
      default ->
          c <= 0xff
              ? "\\x%02X".formatted(c)
              : c <= 0xffff ? "\\u%04X".formatted(c) : "\\U%08X".formatted(c);
    };
  }

  /// As lines, each kept (`|`) or folded (`>`).
  ///
  /// @return whether its end isn't marked
  boolean block(String value, boolean folded, boolean split) {
    String hints = hints(value);
    indicator((folded ? ">" : "|") + hints, true, false, false);
    lineBreak();
    String[] lines = value.split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      if (i > 0) {
        lineBreak();
        if (folded && isFolded(lines, i)) {
          lineBreak();
        }
      }
      if (!lines[i].isEmpty()) {
        writeIndent();
        if (folded) {
          fold(lines[i], split);
        } else {
          write(lines[i]);
        }
        whitespace = false;
        indention = false;
      }
    }
    if (!value.endsWith("\n")) {
      lineBreak();
    }
    return hints.endsWith("+");
  }

  /// Whether the break before this line would be read as a space: then it is written twice.
  private static boolean isFolded(String[] lines, int at) {
    boolean before = !lines[at - 1].isEmpty() && lines[at - 1].charAt(0) != ' ';
    int next = at;
    while (next < lines.length && lines[next].isEmpty()) {
      next++;
    }
    return before && next < lines.length && lines[next].charAt(0) != ' ';
  }

  private void fold(String line, boolean split) {
    int[] text = line.codePoints().toArray();
    int at = 0;
    while (at < text.length) {
      int spaces = end(text, at, true);
      if (spaces > at) {
        if (spaces == at + 1 && isFull(split) && at != 0) {
          lineBreak();
          writeIndent();
        } else {
          chars(text, at, spaces);
        }
        at = spaces;
      } else {
        int end = at;
        while (end < text.length && text[end] != ' ') {
          end++;
        }
        chars(text, at, end);
        at = end;
      }
    }
  }

  private String hints(String value) {
    if (value.isEmpty()) {
      return "";
    }
    boolean blank = value.charAt(0) == ' ' || ScalarShape.isBreak(value.charAt(0));
    String hint = blank ? Integer.toString(style.indent()) : "";
    int last = value.length() - 1;
    if (!ScalarShape.isBreak(value.charAt(last))) {
      return hint + "-";
    }
    boolean more = last == 0 || ScalarShape.isBreak(value.charAt(last - 1));
    return more ? hint + "+" : hint;
  }
}
