package dev.runner.template.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A table drawn with `+`, `-` and `|`.
final class TextTable {
  private final List<String> heads;
  private final Map<String, Character> sides;
  private final List<List<String[]>> rows = new ArrayList<>();
  private final int[] widths;

  /// @param sides `l`, `c` or `r` by head; in the middle where none is given
  TextTable(List<String> heads, Map<String, Character> sides) {
    this.heads = heads;
    this.sides = sides;
    widths = heads.stream().mapToInt(TextTable::width).toArray();
  }

  /// Adds a row; a cell may have several lines.
  void add(List<String> cells) {
    List<String[]> row = new ArrayList<>();
    for (int i = 0; i < cells.size(); i++) {
      String[] lines = cells.get(i).split("\n", -1);
      for (String line : lines) {
        widths[i] = Math.max(widths[i], width(line));
      }
      row.add(lines);
    }
    rows.add(row);
  }

  String text() {
    StringBuilder out = new StringBuilder();
    rule(out);
    line(out, heads);
    rule(out);
    for (List<String[]> row : rows) {
      int height = row.stream().mapToInt(cell -> cell.length).max().orElse(1);
      for (int i = 0; i < height; i++) {
        int at = i;
        line(out, row.stream().map(cell -> at < cell.length ? cell[at] : "").toList());
      }
    }
    rule(out);
    return out.substring(0, out.length() - 1);
  }

  private void rule(StringBuilder out) {
    out.append('+');
    for (int width : widths) {
      out.repeat('-', width + 2).append('+');
    }
    out.append('\n');
  }

  private void line(StringBuilder out, List<String> cells) {
    out.append('|');
    for (int i = 0; i < cells.size(); i++) {
      int free = widths[i] - width(cells.get(i));
      int left =
          switch (sides.getOrDefault(heads.get(i), 'c')) {
            case 'l' -> 0;
            case 'r' -> free;
            default -> free / 2 + (free & widths[i] & 1); // as Python's str.center does
          };
      out.append(' ').repeat(' ', left).append(cells.get(i));
      out.repeat(' ', free - left).append(" |");
    }
    out.append('\n');
  }

  /// Characters of East Asia take two columns.
  private static int width(String text) {
    return text.codePoints().map(TextTable::columns).sum();
  }

  private static int columns(int c) {
    int kind = Character.getType(c);
    if (kind == Character.NON_SPACING_MARK || kind == Character.ENCLOSING_MARK) {
      return 0;
    }
    boolean wide =
        c >= 0x1100
            && (c <= 0x115f
                || (c >= 0x2e80 && c <= 0xa4cf)
                || (c >= 0xac00 && c <= 0xd7a3)
                || (c >= 0xf900 && c <= 0xfaff)
                || (c >= 0xfe30 && c <= 0xfe6f)
                || (c >= 0xff00 && c <= 0xff60)
                || (c >= 0xffe0 && c <= 0xffe6)
                || (c >= 0x1f300 && c <= 0x1faff)
                || (c >= 0x20000 && c <= 0x3fffd));
    return wide ? 2 : 1;
  }
}
