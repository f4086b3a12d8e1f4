package dev.runner.event;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How a task ended on a host, fit to be shown and stored: secrets are masked, sizes bounded.
///
/// @param kind what it counts as
/// @param reason why it is so, a phrase or sentence; may be empty
/// @param remedy what to do about it; empty if there is nothing to be said
/// @param result what `register` got, masked
/// @param steps what was done, or would be in check mode
/// @param warnings sentences
/// @param took time from the task's start on this host
/// @param handled a failure that `ignore_errors` or a `rescue` takes care of
public record Outcome(
    Kind kind,
    String reason,
    String remedy,
    Map<String, Object> result,
    List<ShownStep> steps,
    List<String> warnings,
    Duration took,
    Handling handled) {
  public Outcome {
    result = Collections.unmodifiableMap(new LinkedHashMap<>(result));
    steps = List.copyOf(steps);
    warnings = List.copyOf(warnings);
  }

  /// The kinds of outcome.
  public enum Kind {
    OK,
    CHANGED,
    SKIPPED,
    REFUSED,
    FAILED,
    UNREACHABLE,
    UNKNOWN;

    /// Whether the host leaves the ordinary course of the play.
    public boolean isTrouble() {
      return this == REFUSED || this == FAILED || this == UNREACHABLE;
    }
  }

  /// What happens about a failure.
  public enum Handling {
    NONE,
    IGNORED,
    RESCUED
  }

  /// A step as it is shown.
  ///
  /// @param title a phrase
  /// @param command what is run, masked; empty for steps that are no command
  /// @param diff lines of a unified diff; empty if there is none
  public record ShownStep(String title, String command, String diff) {}

  /// An outcome with nothing but a kind and a reason.
  public static Outcome of(Kind kind, String reason) {
    return new Outcome(
        kind, reason, "", Map.of(), List.of(), List.of(), Duration.ZERO, Handling.NONE);
  }

  /// The same, handled that way.
  public Outcome handled(Handling how) {
    return new Outcome(kind, reason, remedy, result, steps, warnings, took, how);
  }
}
