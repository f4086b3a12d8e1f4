package dev.runner.event;

import dev.runner.module.Difference;
import dev.runner.values.Deprecation;
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
/// @param causes why it failed, from the outside in, where more is known than the reason
/// @param delegate the host that carried it out instead, as it is shown; else empty
/// @param told whether the result is what the task is for, and shown in any case
/// @param loop whether it sums up a loop, whose items' results are in the result
/// @param deprecations what it uses that won't be there for ever
public record Outcome(
    Kind kind,
    String reason,
    String remedy,
    Map<String, Object> result,
    List<ShownStep> steps,
    List<String> warnings,
    Duration took,
    Handling handled,
    List<Cause> causes,
    String delegate,
    boolean told,
    boolean loop,
    List<Deprecation> deprecations) {
  public Outcome {
    result = Collections.unmodifiableMap(new LinkedHashMap<>(result));
    steps = List.copyOf(steps);
    warnings = List.copyOf(warnings);
    causes = List.copyOf(causes);
    deprecations = List.copyOf(deprecations);
  }

  /// One that uses nothing that won't be there for ever.
  public Outcome(
      Kind kind,
      String reason,
      String remedy,
      Map<String, Object> result,
      List<ShownStep> steps,
      List<String> warnings,
      Duration took,
      Handling handled,
      List<Cause> causes,
      String delegate,
      boolean told,
      boolean loop) {
    this(
        kind, reason, remedy, result, steps, warnings, took, handled, causes, delegate, told, loop,
        List.of());
  }

  /// The same, which uses this.
  public Outcome deprecated(List<Deprecation> uses) {
    return with(result, handled, loop, uses);
  }

  /// The same with another result.
  public Outcome showing(Map<String, Object> other) {
    return with(other, handled, loop, deprecations);
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

  /// The lines of the difference that the module registered, as far as it did.
  public List<String> differences() {
    Object own = result.get("diff");
    return own == null ? List.of() : Difference.lines(own);
  }

  /// A step as it is shown.
  ///
  /// @param title a phrase
  /// @param command what is run, masked; empty for steps that are no command
  /// @param diff lines of a unified diff; empty if there is none
  public record ShownStep(String title, String command, String diff) {}

  /// One of the causes of a failure.
  ///
  /// @param message a sentence
  /// @param where file:line:column; empty for the task's own place
  /// @param help a sentence about what can be done; may be empty
  public record Cause(String message, String where, String help) {
    public Cause(String message, String where) {
      this(message, where, "");
    }
  }

  /// Causes in one sentence: each but the last without its full stop.
  public static String brief(List<Cause> causes) {
    StringBuilder brief = new StringBuilder();
    for (Cause cause : causes) {
      if (!brief.isEmpty() && brief.charAt(brief.length() - 1) == '.') {
        brief.setLength(brief.length() - 1);
      }
      brief.append(brief.isEmpty() ? "" : ": ").append(cause.message());
    }
    return brief.toString();
  }

  /// An outcome with nothing but a kind and a reason.
  public static Outcome of(Kind kind, String reason) {
    return new Outcome(
        kind,
        reason,
        "",
        Map.of(),
        List.of(),
        List.of(),
        Duration.ZERO,
        Handling.NONE,
        List.of(),
        "",
        false,
        false);
  }

  /// The same, as the sum of a loop.
  public Outcome ofLoop() {
    return with(result, handled, true, deprecations);
  }

  /// The same, handled that way.
  public Outcome handled(Handling how) {
    return with(result, how, loop, deprecations);
  }

  private Outcome with(
      Map<String, Object> shown, Handling how, boolean ofLoop, List<Deprecation> uses) {
    return new Outcome(
        kind, reason, remedy, shown, steps, warnings, took, how, causes, delegate, told, ofLoop,
        uses);
  }
}
