package dev.runner.execute;

import dev.runner.event.Outcome;
import dev.runner.event.RunEvent;
import dev.runner.execute.compile.CompiledTask;
import dev.runner.execute.task.TaskResult;
import dev.runner.jinja.Language;
import dev.runner.strategy.Node;
import dev.runner.template.TemplateException;
import java.util.List;
import java.util.Set;

/// What a batch asks for: tasks done on hosts, and what is to be known about them.
interface Crew {
  /// Runs a task on a host. Never throws for trouble of the host.
  ///
  /// @param place of the task, for what it includes
  /// @param following what the host does next, if all goes well
  Performed perform(
      String host,
      CompiledTask task,
      Node.Place place,
      RunEvent.Task title,
      List<CompiledTask> following)
      throws InterruptedException;

  /// How many tasks after the one that is on are of interest.
  int looksAhead();

  /// Takes over what a task taught, for these hosts: registered results, variables, facts.
  void remember(CompiledTask task, Performed performed, List<String> hosts);

  /// Whether the user wants the task to run (`--step`).
  boolean agrees(RunEvent.Task title);

  /// Whether the task shows what it would do, instead of doing it.
  boolean checks(CompiledTask task, String host);

  /// Lets the user look at a task that ended, if that is wanted.
  Debugger.Next debug(
      String host, CompiledTask task, RunEvent.Task title, TaskResult result, Outcome outcome);

  /// The names of handlers that the task notifies, on this host.
  ///
  /// @throws TemplateException if a name can't be rendered
  List<String> notified(String host, CompiledTask task, TaskResult result);

  /// Whether a task fails that notifies a handler which isn't there.
  boolean demandsHandlers();

  /// Whose rules apply.
  Language language();

  /// The task's name and place for reports, rendered as far as the host's variables allow.
  RunEvent.Task title(CompiledTask task, String host);

  /// A point at which all hosts have ended a task; without lockstep, one of them.
  ///
  /// @param out hosts that are out of the play
  void barrier(Set<String> out);
}
