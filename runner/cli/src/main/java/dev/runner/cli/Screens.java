package dev.runner.cli;

import dev.runner.configuration.Configuration;
import dev.runner.configuration.Option;
import dev.runner.report.console.PlainScreen;
import dev.runner.report.console.Screen;
import dev.runner.report.console.TerminalScreen;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Map;

/// Chooses the screen: the terminal with its status line and colours, or plain lines where there is
/// none, where `NO_COLOR` is set, or where it can't do more.
final class Screens {
  private static final int USUAL_WIDTH = 100;

  private Screens() {}

  /// The screen for a report; what is written on it is kept in a file too, if the settings say so.
  ///
  /// @param own whether the output goes to the process's own standard output
  static Screen open(
      PrintWriter out,
      PrintWriter err,
      boolean own,
      Map<String, String> environment,
      Configuration settings) {
    Screen screen = bare(out, err, own, environment, settings);
    return settings
        .path(Option.LOG_PATH)
        .map(file -> LoggedScreen.of(screen, file, Clock.system(ZoneId.systemDefault())))
        .orElse(screen);
  }

  /// Gets ready for a report on the terminal, if there is one.
  static void ahead(Map<String, String> environment) {
    if (canMoveItsCursor(environment) && Keyboard.isThere()) {
      TerminalScreen.ahead();
    }
  }

  private static boolean canMoveItsCursor(Map<String, String> environment) {
    return !environment.getOrDefault("TERM", "dumb").equals("dumb");
  }

  private static Screen bare(
      PrintWriter out,
      PrintWriter err,
      boolean own,
      Map<String, String> environment,
      Configuration settings) {
    boolean events = JobEvents.areWanted(environment, settings);
    boolean plain =
        !own
            || events
            || !Keyboard.isThere()
            || settings.flag(Option.NO_COLOUR)
            || !canMoveItsCursor(environment);
    if (plain) {
      boolean colours =
          settings.flag(Option.FORCE_COLOUR)
              || (events && Keyboard.isThere() && !settings.flag(Option.NO_COLOUR));
      return new PlainScreen(out, err, USUAL_WIDTH, colours);
    }
    try {
      return TerminalScreen.open(true);
    } catch (IOException e) {
      return new PlainScreen(
          out, err, USUAL_WIDTH); // a terminal that can't be taken over still takes lines
    }
  }
}
