package dev.runner.cli;

import dev.runner.catalog.ModuleType;
import dev.runner.catalog.Modules;
import dev.runner.configuration.Configuration;
import dev.runner.configuration.Option;
import dev.runner.report.awx.EventsReport;
import dev.runner.report.console.Screen;
import java.time.InstantSource;
import java.util.Map;

/// What ansible-runner (and with it AWX, Automation Controller and ansible-navigator) asks of the
/// commands it starts: events of the run, marked in its output. It asks by the setting
/// `stdout_callback`, and says where they go in `AWX_ISOLATED_DATA_DIR`.
final class JobEvents {
  private static final String CALLBACK = "awx_display";
  private static final String FOLDER = "AWX_ISOLATED_DATA_DIR";

  private JobEvents() {}

  /// Whether they are asked for.
  static boolean areWanted(Map<String, String> environment, Configuration settings) {
    return !environment.getOrDefault(FOLDER, "").isEmpty()
        && settings.text(Option.STDOUT_CALLBACK).filter(JobEvents::isName).isPresent();
  }

  /// Whether this callback is the one that makes events.
  static boolean isName(String callback) {
    return callback.equals(CALLBACK);
  }

  /// The callback that writes the lines.
  ///
  /// @param usual what it is if nobody says so
  static String lines(Map<String, String> environment, String usual) {
    boolean oneTask = !environment.getOrDefault("AD_HOC_COMMAND_ID", "").isEmpty();
    String named = environment.getOrDefault("ORIGINAL_STDOUT_CALLBACK", "");
    return named.isEmpty() ? (oneTask ? "minimal" : usual) : named;
  }

  /// The same with events, if they are asked for.
  static Shown around(Shown shown, Screen screen, Wiring wiring, Modules modules) {
    return areWanted(wiring.environment(), wiring.configuration())
        ? shown.with(
            new EventsReport(
                screen,
                shown.report(),
                wiring.here().resolve(wiring.environment().getOrDefault(FOLDER, "")),
                name -> modules.find(name).map(ModuleType::qualifiedName).orElse(name),
                wiring.here(),
                wiring.environment(),
                InstantSource.system(),
                shown.trace().isPresent()))
        : shown;
  }
}
