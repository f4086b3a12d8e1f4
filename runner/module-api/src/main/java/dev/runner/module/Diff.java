package dev.runner.module;

import java.util.ArrayList;
import java.util.List;

/// The difference of two texts in the unified format (POSIX.1-2017, `diff -u`), by the algorithm of
/// E. Myers ("An O(ND) Difference Algorithm and Its Variations", 1986).
final class Diff {
  private static final int AROUND = 3;
  private static final int MOST_EDITS = 2_000;

  private enum Kind {
    SAME,
    REMOVED,
    ADDED
  }

  private record Line(Kind kind, String text, int before, int after) {}

  private Diff() {}

  /// Lines of the difference, without the two lines of file names; empty if the texts are equal.
  static List<String> unified(String before, String after) {
    return unified(before, after, AROUND);
  }

  /// The same with so many lines around each change.
  static List<String> unified(String before, String after, int around) {
    if (before.equals(after)) {
      return List.of();
    }
    return hunks(compare(split(before), split(after)), around);
  }

  private static List<String> split(String text) {
    if (text.isEmpty()) {
      return List.of();
    }
    List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
    if (lines.getLast().isEmpty()) {
      lines.removeLast();
    } else {
      lines.add(lines.removeLast() + "\n\\ No newline at end of file");
    }
    return lines;
  }

  private static List<Line> compare(List<String> a, List<String> b) {
    int start = 0;
    while (start < a.size() && start < b.size() && a.get(start).equals(b.get(start))) {
      start++;
    }
    int end = 0;
    while (end < a.size() - start
        && end < b.size() - start
        && a.get(a.size() - 1 - end).equals(b.get(b.size() - 1 - end))) {
      end++;
    }
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < start; i++) {
      lines.add(new Line(Kind.SAME, a.get(i), i, i));
    }
    lines.addAll(middle(a.subList(start, a.size() - end), b.subList(start, b.size() - end), start));
    for (int i = end; i > 0; i--) {
      lines.add(new Line(Kind.SAME, a.get(a.size() - i), a.size() - i, b.size() - i));
    }
    return lines;
  }

  private static List<Line> middle(List<String> a, List<String> b, int offset) {
    List<int[]> trace = trace(a, b);
    if (trace.isEmpty()) {
      return replaced(a, b, offset);
    }
    List<Line> lines = new ArrayList<>();
    int x = a.size();
    int y = b.size();
    for (int d = trace.size() - 1; d > 0; d--) {
      int[] reach = trace.get(d - 1);
      int middle = reach.length / 2;
      int k = x - y;
      boolean down = k == -d || (k != d && reach[middle + k - 1] < reach[middle + k + 1]);
      int previous = down ? k + 1 : k - 1;
      int px = reach[middle + previous];
      int py = px - previous;
      while (x > px && y > py) {
        x--;
        y--;
        lines.add(new Line(Kind.SAME, a.get(x), offset + x, offset + y));
      }
      if (down) {
        y--;
        lines.add(new Line(Kind.ADDED, b.get(y), offset + x, offset + y));
      } else {
        x--;
        lines.add(new Line(Kind.REMOVED, a.get(x), offset + x, offset + y));
      }
    }
    while (x > 0) {
      x--;
      y--;
      lines.add(new Line(Kind.SAME, a.get(x), offset + x, offset + y));
    }
    return lines.reversed();
  }

  /// How far each diagonal is reached with each number of edits; empty if there are too many edits
  /// to bother.
  private static List<int[]> trace(List<String> a, List<String> b) {
    int most = Math.min(a.size() + b.size(), MOST_EDITS);
    int middle = most + 1;
    int[] reach = new int[2 * middle + 1];
    List<int[]> trace = new ArrayList<>();
    for (int d = 0; d <= most; d++) {
      for (int k = -d; k <= d; k += 2) {
        boolean down = k == -d || (k != d && reach[middle + k - 1] < reach[middle + k + 1]);
        int x = down ? reach[middle + k + 1] : reach[middle + k - 1] + 1;
        int y = x - k;
        while (x < a.size() && y < b.size() && a.get(x).equals(b.get(y))) {
          x++;
          y++;
        }
        reach[middle + k] = x;
        if (x >= a.size() && y >= b.size()) {
          trace.add(reach.clone());
          return trace;
        }
      }
      trace.add(reach.clone());
    }
    return List.of();
  }

  private static List<Line> replaced(List<String> a, List<String> b, int offset) {
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < a.size(); i++) {
      lines.add(new Line(Kind.REMOVED, a.get(i), offset + i, offset));
    }
    for (int i = 0; i < b.size(); i++) {
      lines.add(new Line(Kind.ADDED, b.get(i), offset + a.size(), offset + i));
    }
    return lines;
  }

  private static List<String> hunks(List<Line> lines, int around) {
    List<String> out = new ArrayList<>();
    int at = 0;
    while (at < lines.size()) {
      if (lines.get(at).kind() == Kind.SAME) {
        at++;
        continue;
      }
      int from = Math.max(0, at - around);
      int to = at;
      int same = 0;
      for (int i = at; i < lines.size() && same <= 2L * around; i++) {
        same = lines.get(i).kind() == Kind.SAME ? same + 1 : 0;
        to = same == 0 ? i + 1 : to;
      }
      to = (int) Math.min(lines.size(), to + (long) around);
      hunk(lines.subList(from, to), out);
      at = to;
    }
    return out;
  }

  private static void hunk(List<Line> lines, List<String> out) {
    long before = lines.stream().filter(line -> line.kind() != Kind.ADDED).count();
    long after = lines.stream().filter(line -> line.kind() != Kind.REMOVED).count();
    Line first = lines.getFirst();
    out.add("@@ -%s +%s @@".formatted(range(first.before(), before), range(first.after(), after)));
    for (Line line : lines) {
      String sign =
          switch (line.kind()) {
            case SAME -> " ";
            case REMOVED -> "-";
            case ADDED -> "+";
          };
      (sign + line.text()).lines().forEach(out::add);
    }
  }

  private static String range(int start, long count) {
    return count == 1 ? "" + (start + 1) : (count == 0 ? start : start + 1) + "," + count;
  }
}
