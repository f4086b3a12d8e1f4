package dev.runner.execute;

import dev.runner.event.Outcome;
import dev.runner.execute.compile.CompiledTask;
import dev.runner.execute.compile.Keywords;
import dev.runner.execute.task.TaskResult;
import dev.runner.jinja.Language;
import dev.runner.source.DidYouMean;
import dev.runner.strategy.Ended;
import dev.runner.template.Scope;
import dev.runner.template.TemplateException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `meta` tasks: what steers the play.
final class Metas {
  private static final List<String> KNOWN =
      List.of(
          "noop",
          "flush_handlers",
          "end_play",
          "end_host",
          "end_batch",
          "end_role",
          "clear_facts",
          "clear_host_errors",
          "refresh_inventory",
          "reset_connection");

  /// What the run does about them, besides the order of tasks.
  interface Acts {
    void clearFacts();

    void clearHostErrors();

    void refreshInventory();

    /// Drops the connection to the host.
    ///
    /// @throws TemplateException if it can't be found out how the host is reached
    void resetConnection(String host, CompiledTask task, Scope scope);
  }

  private Metas() {}

  /// Does what the task asks for, if its conditions hold.
  static Performed perform(String host, CompiledTask task, Scope scope, Acts acts) {
    try {
      String action =
          task.source()
              .freeForm()
              .flatMap(written -> Keywords.plain(written, scope))
              .orElse("None")
              .strip();
      for (Object condition : task.when()) {
        if (!action.equals("noop") && !scope.condition(condition)) {
          return skipped(host, task, action, scope.language());
        }
      }
      Ended.Result next = act(action, host, task, scope, acts);
      Outcome outcome = Outcome.of(Outcome.Kind.OK, done(host, task, action));
      return performed(host, outcome, Map.of("changed", false), Optional.of(next));
    } catch (TemplateException e) {
      TaskResult result = TaskResult.failure(e.sentence(), e.hint());
      return Performed.of(host, result);
    }
  }

  private static Performed skipped(
      String host, CompiledTask task, String action, Language language) {
    String reason = action + " conditional evaluated to False" + left(host, task, action);
    String said =
        action.equals("end_host")
            ? "end_host conditional evaluated to false, continuing execution for " + host
            : action;
    Map<String, Object> result = new LinkedHashMap<>();
    if (!language.isBefore219()) {
      result.put("changed", false);
    }
    result.putAll(Map.of("msg", said, "skipped", true, "skip_reason", reason));
    Outcome outcome = Outcome.of(Outcome.Kind.SKIPPED, reason).showing(result);
    return performed(host, outcome, result, Optional.empty());
  }

  /// What was done, in the words that scripts look for.
  private static String done(String host, CompiledTask task, String action) {
    return switch (action) {
      case "flush_handlers" -> "triggered running handlers for " + host;
      case "clear_facts" -> "facts cleared";
      case "clear_host_errors" -> "cleared host errors";
      case "refresh_inventory" -> "inventory successfully refreshed";
      case "reset_connection" -> "reset connection";
      case "end_play" -> "ending play";
      case "end_batch" -> "ending batch";
      case "end_host" -> "ending play for " + host;
      case "end_role" -> "ending role %s for %s".formatted(task.role(), host);
      default -> action;
    };
  }

  /// What is so because it wasn't done.
  private static String left(String host, CompiledTask task, String action) {
    return switch (action) {
      case "flush_handlers" -> ", not running handlers for " + host;
      case "clear_facts" -> ", not clearing facts and fact cache for " + host;
      case "clear_host_errors" -> ", not clearing host error state for " + host;
      case "refresh_inventory" -> ", not refreshing inventory";
      case "end_play" -> ", continuing play";
      case "end_batch" -> ", continuing current batch";
      case "end_host" -> ", continuing execution for " + host;
      case "end_role" -> ", continuing role %s for %s".formatted(task.role(), host);
      default -> "";
    };
  }

  private static Performed performed(
      String host, Outcome outcome, Map<String, Object> result, Optional<Ended.Result> next) {
    return new Performed(
        host, new TaskResult(outcome, result, List.of(), false), Optional.empty(), next);
  }

  /// What the host does next: a role is carried out by its tasks, not by what steers the play.
  private static Ended.Result act(
      String action, String host, CompiledTask task, Scope scope, Acts acts) {
    switch (action) {
      case "noop" -> {}
      case "flush_handlers" -> {
        if (task.handler()) {
          throw new TemplateException(
              "flush_handlers cannot be used as a handler", "", task.origin(), false, null);
        }
        return Ended.Result.FLUSH;
      }
      case "end_play" -> {
        return Ended.Result.END_PLAY;
      }
      case "end_host" -> {
        return Ended.Result.END_HOST;
      }
      case "end_batch" -> {
        return Ended.Result.END_BATCH;
      }
      case "end_role" -> {
        return Ended.Result.END_ROLE;
      }
      case "clear_facts" -> acts.clearFacts();
      case "clear_host_errors" -> {
        acts.clearHostErrors();
        return Ended.Result.FORGIVE;
      }
      case "refresh_inventory" -> acts.refreshInventory();
      case "reset_connection" -> acts.resetConnection(host, task, scope);
      default ->
          throw new TemplateException(
              "invalid meta action requested: " + action,
              DidYouMean.hint(action, KNOWN),
              task.origin(),
              false,
              null);
    }
    return Ended.Result.SKIPPED;
  }
}
