package dev.runner.modules.packages.apt;

import dev.runner.module.Answer;
import dev.runner.module.Command;
import dev.runner.module.FileStat;
import dev.runner.module.Finished;
import dev.runner.module.Output;
import dev.runner.module.Pending;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// The lists of what repositories offer, and how old they are.
///
/// @param time of the last update; the epoch if it isn't known
/// @param now by the host's clock
/// @param updated whether this task has updated them
record AptLists(Instant time, Instant now, boolean updated) {
  private static final RemotePath STAMP =
      RemotePath.of("/var/lib/apt/periodic/update-success-stamp");

  /// Tries again after 1, 2, 4 … seconds.
  private static final String UPDATE =
      """
      tries=$2 most=$3 try=0 pause=1
      while :; do
        apt-get -q -o APT::Update::Error-Mode=any -o DPkg::Lock::Timeout="$4" update && exit 0
        try=$((try + 1))
        [ "$try" -lt "$tries" ] || exit 100
        [ "$pause" -le "$most" ] || pause=$most
        echo "runner: trying again in $pause seconds" >&2
        sleep "$pause"
        pause=$((pause * 2))
      done
      """;

  /// Puts the question.
  static Pending<AptLists> later(Probe host) {
    Pending<FileStat> stamp = host.later(new Question.Stat(STAMP, true));
    Pending<FileStat> lists = host.later(new Question.Stat(AptTools.lists(), true));
    Pending<Instant> clock = host.later(new Question.Clock());
    return () -> {
      FileStat found = stamp.get().exists() ? stamp.get() : lists.get();
      Instant time = found.exists() ? found.modified() : Instant.EPOCH;
      return new AptLists(time, clock.get(), false);
    };
  }

  /// Whether they are older than that.
  boolean isOlderThan(Duration age) {
    return time.plus(age).isBefore(now);
  }

  /// What `register` gets.
  Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("cache_updated", updated);
    values.put("cache_update_time", time.getEpochSecond());
    return values;
  }

  /// Updates them, and goes on.
  ///
  /// @param retries how often it is tried
  /// @param longest the longest pause between two tries
  /// @param next what follows, with the lists as they are then
  Plan.Changes update(
      int retries, Duration longest, int lockTimeout, Function<AptLists, After> next) {
    return Plan.changes(step(retries, longest, lockTimeout))
        .after(
            (outputs, host) -> {
              Output output = outputs.last();
              if (!output.ok()) {
                return failed(output, retries);
              }
              AptLists fresh = later(host).get();
              boolean changed = fresh.time.getEpochSecond() != time.getEpochSecond();
              return warned(
                  next.apply(new AptLists(fresh.time, fresh.now, changed)).look(host), output);
            });
  }

  /// The step that updates them; `after` has to look at its status.
  static Step.Run step(int retries, Duration longest, int lockTimeout) {
    Command command =
        Command.of(
                "sh",
                "-c",
                UPDATE,
                "update",
                AptTools.lists(),
                retries,
                longest.toSeconds(),
                lockTimeout)
            .with("LC_ALL", "C");
    return Step.run("update the lists of packages", command).anyStatus();
  }

  /// What follows an update.
  @FunctionalInterface
  interface After {
    Answer look(Probe host);
  }

  static Finished failed(Output output, int retries) {
    List<String> complaints =
        output.err().lines().filter(line -> !line.startsWith("runner:")).distinct().toList();
    return Finished.failed(
            "Failed to update apt cache after %d retries: %s"
                .formatted(retries, String.join("\n", complaints)))
        .changedWhen(false)
        .withAll(new AptRun(output).failure());
  }

  private static Answer warned(Answer answer, Output output) {
    List<String> tries = new ArrayList<>();
    for (String line : output.err().lines().toList()) {
      if (line.startsWith("runner:")) {
        tries.add("the update of the package lists failed: " + line.substring(8));
      }
    }
    return switch (answer) {
      case Finished finished when !tries.isEmpty() -> finished.warning(String.join("; ", tries));
      case Plan.Changes changes when !tries.isEmpty() -> changes.warning(String.join("; ", tries));
      default -> answer;
    };
  }
}
