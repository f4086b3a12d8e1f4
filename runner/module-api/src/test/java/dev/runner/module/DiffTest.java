package dev.runner.module;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DiffTest {

  @Test
  void equalTextsHaveNone() {
    assertEquals(List.of(), Diff.unified("a\nb\n", "a\nb\n"));
  }

  @Test
  void oneLineChanged() {
    assertEquals(
        List.of("@@ -1,5 +1,5 @@", " 1", " 2", "-3", "+three", " 4", " 5"),
        Diff.unified("1\n2\n3\n4\n5\n", "1\n2\nthree\n4\n5\n"));
  }

  @Test
  void aNewFile() {
    assertEquals(List.of("@@ -0,0 +1,2 @@", "+a", "+b"), Diff.unified("", "a\nb\n"));
  }

  @Test
  void aMissingNewlineIsSaid() {
    assertEquals(
        List.of("@@ -1 +1 @@", "-a", "\\ No newline at end of file", "+a"),
        Diff.unified("a", "a\n"));
  }

  @Test
  void farChangesAreHunksOfTheirOwn() {
    String before = "a\n" + "x\n".repeat(20) + "b\n";
    String after = "A\n" + "x\n".repeat(20) + "B\n";
    assertEquals(
        List.of(
            "@@ -1,4 +1,4 @@",
            "-a",
            "+A",
            " x",
            " x",
            " x",
            "@@ -19,4 +19,4 @@",
            " x",
            " x",
            " x",
            "-b",
            "+B"),
        Diff.unified(before, after));
  }

  /// Whatever the texts are, the difference applied to the one gives the other.
  @Test
  void aDifferenceLeadsFromTheOneToTheOther() {
    Random random = new Random(7);
    for (int round = 0; round < 500; round++) {
      List<String> before = lines(random);
      List<String> after = lines(random);
      List<String> diff = Diff.unified(join(before), join(after));
      assertEquals(after, applied(before, diff));
    }
  }

  private static String join(List<String> lines) {
    return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
  }

  private static List<String> lines(Random random) {
    List<String> lines = new ArrayList<>();
    for (int i = random.nextInt(30); i > 0; i--) {
      lines.add("l" + random.nextInt(5));
    }
    return lines;
  }

  private static List<String> applied(List<String> before, List<String> diff) {
    List<String> out = new ArrayList<>();
    int at = 0;
    for (String line : diff) {
      if (line.startsWith("@@")) {
        String range = line.substring(4, line.indexOf(' ', 4));
        int start = Integer.parseInt(range.split(",")[0]);
        int from = range.endsWith(",0") ? start : start - 1;
        out.addAll(before.subList(at, from));
        at = from;
      } else if (line.startsWith("+")) {
        out.add(line.substring(1));
      } else {
        assertEquals(before.get(at), line.substring(1));
        if (line.startsWith(" ")) {
          out.add(before.get(at));
        }
        at++;
      }
    }
    out.addAll(before.subList(at, before.size()));
    return out;
  }
}
