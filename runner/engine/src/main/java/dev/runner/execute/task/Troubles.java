package dev.runner.execute.task;

import dev.runner.event.Outcome;
import dev.runner.execute.host.FailedCheck;
import dev.runner.execute.reach.HostAccess;
import dev.runner.module.Plan;
import dev.runner.module.Step;
import dev.runner.transport.ConnectException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How an attempt ends that its module didn't end: a step failed, the host was lost or lacks
/// something, the time was over.
record Troubles(AttemptSetting setting, Findings findings, TimeLeft time) {
  /// What Ansible's users look for in the result of a host that can't be reached; only hosts that
  /// SSH leads to can be lost.
  private static final String VIA_SSH = "Task failed: Failed to connect to the host via ssh: ";

  /// One of the steps failed.
  Ending stepFailed(Plan.Changes changes, HostAccess.Applied done) {
    int index = done.failed().orElseThrow();
    Step step = changes.steps().get(index);
    findings.remove("msg"); // what was foreseen hasn't come about
    findings.remove("rc");
    boolean told = done.outputs().all().size() > index;
    Optional<FailedCheck> check =
        told ? FailedCheck.of(step, done.outputs().get(index)) : Optional.empty();
    if (check.isPresent()) {
      findings.add(check.get().values());
      return failed(check.get().sentence());
    }
    if (told && step instanceof Step.Run run) {
      findings.add(run, done.outputs().get(index));
    }
    return done.late() && setting.timeout().isPresent()
        ? timedOut()
        : failed(
            complaint(changes, done, index)
                .orElseGet(() -> "%s: %s".formatted(step.title(), done.because())));
  }

  /// What the command itself says, where the module has it told so.
  private static Optional<String> complaint(
      Plan.Changes changes, HostAccess.Applied done, int index) {
    if (done.outputs().all().size() > index
        && changes.steps().get(index) instanceof Step.Run run
        && run.complaint().isPresent()) {
      String words = done.outputs().get(index).err().strip();
      return Optional.of(words).filter(it -> !it.isEmpty()).map(run.complaint().get()::concat);
    }
    return Optional.empty();
  }

  /// The host has not what the module needs.
  Ending lacks(List<String> programs) {
    Plan.Refused lacks =
        Plan.lacks(programs, "install %s on it".formatted(programs.size() == 1 ? "it" : "them"));
    return refused(Outcome.Kind.REFUSED, lacks.because(), lacks.remedy());
  }

  /// The module refuses. In check mode that may be owed to a task that wasn't applied.
  Ending refused(Outcome.Kind kind, String because, String remedy) {
    Optional<String> owedTo = setting.check() ? setting.host().unforeseeable() : Optional.empty();
    return owedTo.isPresent()
        ? ending(
            Outcome.Kind.UNKNOWN,
            "%s; that may be owed to the task \"%s\", which wasn't applied"
                .formatted(because, owedTo.get()))
        : findings.ending(kind, because, remedy);
  }

  /// The host can't be reached, or not as it must be.
  Ending lost(ConnectException e) {
    findings.forget(); // what was foreseen hasn't come about
    String sentence = String.valueOf(e.getMessage());
    boolean late = e.kind() == ConnectException.Kind.DEADLINE && time.isOver();
    if (late && setting.background().isEmpty()) {
      return timedOut();
    }
    Outcome.Kind kind =
        switch (e.kind()) {
          case BECOME, DEADLINE, CHANNEL_REFUSED -> Outcome.Kind.FAILED;
          case BUSY -> Outcome.Kind.REFUSED;
          case UNREACHABLE, HOST_KEY, AUTHENTICATION, OPTION, LOST -> Outcome.Kind.UNREACHABLE;
        };
    if (kind == Outcome.Kind.UNREACHABLE && e.kind() != ConnectException.Kind.OPTION) {
      findings.add(Map.of("msg", VIA_SSH + sentence));
    }
    return ending(kind, sentence);
  }

  /// The task had its time (`timeout`).
  Ending timedOut() {
    long seconds = setting.deadline().toSeconds();
    List<Outcome.Cause> causes =
        List.of(
            new Outcome.Cause("Task failed.", ""),
            new Outcome.Cause("Timed out after %d second(s).".formatted(seconds), ""));
    findings.forget();
    findings.add(Map.of("timedout", Map.of("frame", "", "period", seconds)));
    findings.add(Map.of("msg", Outcome.brief(causes)));
    return failed(Outcome.brief(causes)).as(Outcome.Kind.FAILED, Outcome.brief(causes), causes);
  }

  private Ending failed(String reason) {
    return ending(Outcome.Kind.FAILED, reason);
  }

  private Ending ending(Outcome.Kind kind, String reason) {
    return findings.ending(kind, reason, "");
  }
}
