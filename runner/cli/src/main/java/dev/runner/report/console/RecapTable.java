package dev.runner.report.console;

import dev.runner.event.Recap;
import dev.runner.report.console.Screen.Colour;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/// The table at the end of a run, for a person: a row for each host, and only columns that say
/// something.
final class RecapTable {
  private record Column(String name, ToIntFunction<Recap> count, Colour colour, boolean always) {}

  private static final List<Column> COLUMNS =
      List.of(
          new Column("ok", Recap::ok, Colour.GOOD, true),
          new Column("changed", Recap::changed, Colour.CHANGED, true),
          new Column("skipped", Recap::skipped, Colour.FAINT, false),
          new Column("failed", Recap::failed, Colour.BAD, true),
          new Column("unreachable", Recap::unreachable, Colour.BAD, false),
          new Column("rescued", Recap::rescued, Colour.WARNING, false),
          new Column("ignored", Recap::ignored, Colour.WARNING, false),
          new Column("unknown", Recap::unknown, Colour.WARNING, false));

  private RecapTable() {}

  static void show(Screen screen, Map<String, Recap> recaps) {
    List<Column> columns =
        COLUMNS.stream()
            .filter(
                column ->
                    column.always()
                        || recaps.values().stream()
                            .anyMatch(recap -> column.count().applyAsInt(recap) > 0))
            .toList();
    int widest =
        Stream.concat(recaps.keySet().stream(), Stream.of("host"))
            .mapToInt(String::length)
            .max()
            .orElse(0);
    StringBuilder head = new StringBuilder(padded("host", widest));
    columns.forEach(column -> head.append("  ").append(column.name()));
    screen.line(screen.paint(Colour.FAINT, head.toString()));
    recaps.forEach((host, recap) -> screen.line(row(screen, host, recap, widest, columns)));
  }

  private static String row(
      Screen screen, String host, Recap recap, int widest, List<Column> columns) {
    StringBuilder row = new StringBuilder(padded(host, widest));
    for (Column column : columns) {
      int count = column.count().applyAsInt(recap);
      String cell = " ".repeat(column.name().length() - digits(count)) + count;
      row.append("  ").append(count == 0 ? cell : screen.paint(column.colour(), cell));
    }
    return row.toString();
  }

  private static int digits(int count) {
    return Integer.toString(count).length();
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }
}
