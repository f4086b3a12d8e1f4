package dev.runner.report.console;

import dev.runner.event.Recap;
import java.util.Map;

/// The table at the end of a run, in the words that scripts look for.
final class Recaps {
  /// How wide the column of hosts is; a longer name moves its own row alone.
  private static final int WIDTH = 26;

  private Recaps() {}

  static void show(Screen screen, Map<String, Recap> recaps) {
    recaps.forEach((host, recap) -> screen.line(row(screen, host, recap)));
  }

  private static String row(Screen screen, String host, Recap recap) {
    Screen.Colour colour =
        recap.failed() + recap.unreachable() > 0
            ? Screen.Colour.BAD
            : recap.changed() > 0 ? Screen.Colour.CHANGED : Screen.Colour.GOOD;
    String margin = " ".repeat(Math.max(0, WIDTH - host.length()));
    String counts =
        "ok=%-4d changed=%-4d unreachable=%-4d failed=%-4d skipped=%-4d rescued=%-4d ignored=%-4d"
            .formatted(
                recap.ok(),
                recap.changed(),
                recap.unreachable(),
                recap.failed(),
                recap.skipped(),
                recap.rescued(),
                recap.ignored());
    String unknown = recap.unknown() > 0 ? " unknown=%-4d".formatted(recap.unknown()) : "";
    return screen.paint(colour, host) + margin + " : " + counts + unknown;
  }
}
