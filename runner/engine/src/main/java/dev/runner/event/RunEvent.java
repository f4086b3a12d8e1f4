package dev.runner.event;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Something that happened in a run. Plain data, bounded in size, without secrets.
public sealed interface RunEvent {

  /// The run begins.
  ///
  /// @param run its name, unique among all runs
  record RunStarted(
      String run, Instant at, String playbook, boolean check, boolean diff, List<String> words)
      implements RunEvent {}

  /// A playbook begins.
  ///
  /// @param plays how many it has
  record PlaybookStarted(String file, int plays) implements RunEvent {}

  /// A playbook ended, and another follows in the same run.
  ///
  /// @param recap of all hosts so far
  record PlaybookFinished(String file, Map<String, Recap> recap) implements RunEvent {}

  /// A play begins.
  ///
  /// @param pattern that chose its hosts
  /// @param hosts all that it is for
  /// @param where file:line:column
  /// @param lockstep whether hosts wait for each other at each task
  /// @param check whether its tasks show what they would do, unless they say otherwise
  record PlayStarted(
      String name,
      String pattern,
      List<String> hosts,
      String where,
      boolean lockstep,
      boolean check)
      implements RunEvent {}

  /// No host matches the play's pattern.
  record PlayWithoutHosts(String name, String pattern) implements RunEvent {}

  /// A batch of a play with `serial` begins.
  ///
  /// @param number from 1
  record BatchStarted(int number, int of, List<String> hosts) implements RunEvent {}

  /// A task begins, on one host or on several at once.
  ///
  /// @param check whether it shows what it would do, instead of doing it
  record TaskStarted(Task task, List<String> hosts, boolean check) implements RunEvent {}

  /// A host does something that may take a while.
  ///
  /// @param text a step's title, or a line of output
  record Progress(String host, Task task, String text, boolean output) implements RunEvent {}

  /// A job with `async` was looked at, and goes on.
  ///
  /// @param job its id
  record Polled(String host, Task task, String job) implements RunEvent {}

  /// An attempt failed and another follows.
  ///
  /// @param left how many follow, as Ansible counts them
  /// @param last how the attempt ended; nothing for a block
  record Retrying(
      String host, Task task, int attempt, int left, Duration delay, Optional<Outcome> last)
      implements RunEvent {}

  /// An item of a loop ended on a host.
  record ItemFinished(String host, Task task, String label, Outcome outcome) implements RunEvent {}

  /// A task ended on a host.
  record TaskFinished(String host, Task task, Outcome outcome) implements RunEvent {}

  /// The user had a task carried out again: how it ended before doesn't count.
  record CarriedOutAgain(String host, Task task) implements RunEvent {}

  /// Handlers were notified.
  record Notified(String host, Task task, List<String> handlers) implements RunEvent {}

  /// A `meta` task did with the play what it says.
  record Steered(String host, Task task, String sentence) implements RunEvent {}

  /// So many hosts of the batch failed that the play ends for all.
  ///
  /// @param percent the play's `max_fail_percentage`
  record TooManyFailed(double percent) implements RunEvent {}

  /// Tasks were added to the play by an include.
  ///
  /// @param file the file's path, or the role's name
  /// @param label of the item, where the include is in a loop; else empty
  record Included(String file, String label, List<String> hosts) implements RunEvent {}

  /// Something the user should know that is no failure.
  record Warned(String sentence, String where) implements RunEvent {}

  /// An obligation was recorded, settled, paid at the end of the run, or is left.
  record Owed(String host, String key, String sentence, String remedy, State state)
      implements RunEvent {

    /// What became of it.
    public enum State {
      /// Recorded: it is owed from now on.
      RECORDED,
      /// A task settled it.
      SETTLED,
      /// The runner paid it at the end of the run.
      DISCHARGED,
      /// Paying it failed, or would do harm: it stays owed.
      LEFT,
      /// It was left by an earlier run.
      FOUND
    }
  }

  /// The run ends.
  ///
  /// @param figures of `set_stats`, by host; those of the whole run under an empty name
  record RunFinished(
      Instant at,
      Duration took,
      Map<String, Recap> recap,
      Map<String, Map<String, Object>> figures,
      int exit)
      implements RunEvent {}

  /// What identifies a task in events.
  ///
  /// @param id unique in the run
  /// @param name as the user named it, rendered as far as possible; else the module's
  /// @param module its name as written; empty for a task of the language
  /// @param role the role it belongs to, or empty
  /// @param where file:line:column
  /// @param parameters as they are written, `name=value` with commas between; nothing unless the
  ///   settings ask for them, and the task may show them
  record Task(
      String id,
      String name,
      String module,
      String role,
      String where,
      boolean handler,
      Optional<String> parameters) {

    /// One that doesn't show its parameters.
    public Task(String id, String name, String module, String role, String where, boolean handler) {
      this(id, name, module, role, where, handler, Optional.empty());
    }

    /// The module's name without its collection.
    public String bareModule() {
      return module.substring(module.lastIndexOf('.') + 1);
    }

    /// Whether the task steers the play.
    public boolean isMeta() {
      return bareModule().equals("meta");
    }

    /// The name as Ansible's lines tell it.
    public String title() {
      return title(module, role, name);
    }

    /// A task's name after its role's; that of a task which includes a role stands for itself.
    public static String title(String module, String role, String name) {
      return role.isEmpty() || module.equals("include_role") || module.endsWith(".include_role")
          ? name
          : role + " : " + name;
    }
  }
}
