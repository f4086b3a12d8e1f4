package dev.runner.execute;

import dev.runner.event.Outcome;
import dev.runner.event.Outcome.Handling;
import dev.runner.event.RunEvent;
import dev.runner.execute.compile.CompiledTask;
import dev.runner.execute.compile.Keywords;
import dev.runner.execute.task.TaskResult;
import dev.runner.jinja.Language;
import dev.runner.source.Diagnostic;
import dev.runner.source.DiagnosticException;
import dev.runner.source.DidYouMean;
import dev.runner.template.TemplateException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Which handlers a task notifies that has ended, and whether they are there.
record Notifying(Handlers handlers, Crew crew, Consumer<RunEvent> events) {

  /// What came of it.
  ///
  /// @param names of handlers
  /// @param outcome of the task, after all
  record Notified(List<String> names, Outcome outcome) {}

  /// What a task notifies that ended on a host.
  Notified by(String host, CompiledTask task, TaskResult result) {
    try {
      List<String> names = result.notifies() ? crew.notified(host, task, result) : List.of();
      return new Notified(names, judged(names, result.outcome()));
    } catch (TemplateException e) {
      String sentence = Keywords.wrong("notify", e).sentence();
      return new Notified(List.of(), broken(sentence, e.hint(), result.outcome()));
    }
  }

  /// A task that notifies a handler that isn't there has failed.
  private Outcome judged(List<String> notified, Outcome outcome) {
    for (String name : notified) {
      handlers.unusable(name).forEach(why -> events.accept(new RunEvent.Warned(why, "")));
      if (!handlers.isThere(name)) {
        if (!crew.demandsHandlers()) {
          events.accept(new RunEvent.Warned(missing(name), ""));
          continue;
        }
        String hint = DidYouMean.hint(name, handlers.names());
        if (crew.language() == Language.ANSIBLE_2_14) { // it ended the run then
          throw new DiagnosticException(Diagnostic.error(null, missing(name)).withHint(hint));
        }
        return broken(missing(name), hint, outcome);
      }
    }
    return outcome;
  }

  private static String missing(String handler) {
    return ("The requested handler '%s' was not found in either the main handlers list nor in the"
            + " listening handlers list")
        .formatted(handler);
  }

  private static Outcome broken(String sentence, String hint, Outcome outcome) {
    Map<String, Object> result = new LinkedHashMap<>(outcome.result());
    result.put("failed", true);
    result.put("msg", sentence);
    return new Outcome(
        Outcome.Kind.FAILED,
        sentence,
        hint,
        result,
        outcome.steps(),
        outcome.warnings(),
        outcome.took(),
        Handling.NONE,
        List.of(new Outcome.Cause(sentence, "")),
        outcome.delegate(),
        false,
        outcome.loop());
  }
}
