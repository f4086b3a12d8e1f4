package dev.runner.execute.task;

import dev.runner.execute.reach.HostAccess;
import dev.runner.module.DifferenceLimit;
import dev.runner.transport.Identity;
import dev.runner.values.Text;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// What an attempt runs with.
///
/// @param task for messages: the task's name
/// @param asker for the questions of the module
/// @param diff changes of content are registered
/// @param limit what is too large to be compared
/// @param lays whether shown steps count as applied for later tasks; not those of a task that never
///   applies any
/// @param timeout the time that the user gave the task
/// @param background the task's command is left running on the host
public record AttemptSetting(
    HostAccess host,
    HostAccess.Asker asker,
    String task,
    boolean diff,
    DifferenceLimit limit,
    boolean lays,
    Optional<Duration> timeout,
    HostAccess.Watching watching,
    Ledger ledger,
    Optional<Background> background) {
  private static final Duration LONGEST = Duration.ofDays(1);

  /// For each script and command.
  Duration deadline() {
    return timeout.orElse(LONGEST);
  }

  Identity who() {
    return asker.who();
  }

  Map<String, Text> environment() {
    return asker.environment();
  }

  /// Whether steps are shown instead of applied.
  boolean check() {
    return asker.overlaid();
  }
}
