package dev.runner.report.awx;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// What whoever looks on wants of events, said by variables of the environment:
/// `RUNNER_OMIT_EVENTS` (names and ids only), `RUNNER_ONLY_FAILED_EVENTS` (more than that of
/// failures only), `MAX_EVENT_RES` (how many characters of results; 700,000 unless it says
/// otherwise), and to which job they belong.
final class EventLimits {
  private static final Set<String> FAILURES =
      Set.of("runner_on_failed", "runner_on_async_failed", "runner_on_item_failed");
  private static final List<String> JOBS =
      List.of("JOB_ID", "AD_HOC_COMMAND_ID", "PROJECT_UPDATE_ID");
  private static final int LONGEST = 700_000;

  private final boolean oneTask;
  private final boolean omits;
  private final boolean onlyFailures;
  private final long longest;
  private final Map<String, Object> owner = new LinkedHashMap<>();

  EventLimits(Map<String, String> environment) {
    this.oneTask = !environment.getOrDefault("AD_HOC_COMMAND_ID", "").isEmpty();
    this.omits = isTrue(environment, "RUNNER_OMIT_EVENTS");
    this.onlyFailures = isTrue(environment, "RUNNER_ONLY_FAILED_EVENTS");
    this.longest = number(environment.getOrDefault("MAX_EVENT_RES", ""), LONGEST);
    for (String job : JOBS) {
      String id = environment.getOrDefault(job, "");
      if (!id.isEmpty()) {
        owner.put(job.toLowerCase(Locale.ROOT), number(id, 0));
      }
    }
  }

  private static boolean isTrue(Map<String, String> environment, String variable) {
    return environment.getOrDefault(variable, "").equalsIgnoreCase("true");
  }

  private static long number(String written, long otherwise) {
    return written.matches("[0-9]{1,18}") ? Long.parseLong(written) : otherwise;
  }

  /// The job, as each event tells it.
  Map<String, Object> owner() {
    return owner;
  }

  /// Whether there is an event of this name: where the run is one task that has been asked for on a
  /// command line, nobody wants to know that its play and its task begin.
  boolean has(String event) {
    return !oneTask
        || !(event.equals("playbook_on_play_start") || event.equals("playbook_on_task_start"));
  }

  /// Whether an event of this name says what it is about.
  boolean tells(String event) {
    return !omits && (!onlyFailures || FAILURES.contains(event));
  }

  /// The result; nothing of one that is too long.
  Map<String, Object> result(Map<String, Object> whole) {
    return whole.toString().length() > longest ? Map.of() : whole;
  }
}
