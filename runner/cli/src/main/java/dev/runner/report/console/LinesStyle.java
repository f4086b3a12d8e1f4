package dev.runner.report.console;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// What Ansible's lines show; the settings of its `default` callback.
///
/// @param verbosity how many `-v` were given
/// @param diff whether differences are shown
/// @param hidesOk no lines of tasks that are ok
/// @param hidesSkipped no lines of tasks that are skipped
/// @param hidesIncluded no lines of what is included
/// @param failedAside failures go to standard error
/// @param marksCheck titles say `[CHECK MODE]`
/// @param placeOfFailure each failure is preceded by its task's file and line
/// @param verboseAside lines that are there for `-v` alone go to standard error
/// @param hostStarts a line tells that a task begins on a host
/// @param pretty whether results stand on many lines; absent: where a task is for the reader
/// @param indentation of results on many lines, in spaces
/// @param yaml writes results as YAML; absent: they are JSON
public record LinesStyle(
    int verbosity,
    boolean diff,
    boolean hidesOk,
    boolean hidesSkipped,
    boolean hidesIncluded,
    boolean failedAside,
    boolean marksCheck,
    boolean placeOfFailure,
    boolean verboseAside,
    boolean hostStarts,
    Optional<Boolean> pretty,
    int indentation,
    Optional<Function<Map<String, Object>, String>> yaml) {

  /// The usual one.
  public static LinesStyle usual(int verbosity, boolean diff) {
    return new LinesStyle(
        verbosity,
        diff,
        false,
        false,
        false,
        false,
        false,
        false,
        false,
        false,
        Optional.empty(),
        4,
        Optional.empty());
  }
}
