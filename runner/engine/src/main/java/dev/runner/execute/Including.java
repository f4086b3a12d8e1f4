package dev.runner.execute;

import dev.runner.event.Outcome;
import dev.runner.execute.compile.CompiledTask;
import dev.runner.execute.compile.LoopControl;
import dev.runner.execute.task.EarlyFailure;
import dev.runner.execute.task.Masking;
import dev.runner.execute.task.Results;
import dev.runner.execute.task.TaskResult;
import dev.runner.source.Diagnostic;
import dev.runner.source.DiagnosticException;
import dev.runner.strategy.Node;
import dev.runner.template.Scope;
import dev.runner.template.TemplateException;
import dev.runner.values.UnknownException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/// `include_tasks` and `include_role` on one host: what comes of them.
final class Including {
  private final Includes includes;
  private final CompiledTask task;
  private final Node.Place place;
  private final Masking masking;
  private final BiConsumer<String, Outcome> items;
  private final IncludeOutcomes outcomes;

  /// @param items takes what is left out and what fails of a loop, by its label
  Including(
      Includes includes,
      CompiledTask task,
      Node.Place place,
      Masking masking,
      BiConsumer<String, Outcome> items) {
    this.includes = includes;
    this.task = task;
    this.place = place;
    this.masking = masking;
    this.items = items;
    this.outcomes = new IncludeOutcomes(task, masking);
  }

  /// What came of it.
  ///
  /// @param brought nothing if the condition doesn't hold for any item
  /// @param names of the files or roles
  record Brought(TaskResult result, Optional<Fragment> brought, List<Name> names) {
    private static Brought nothing(TaskResult result) {
      return new Brought(result, Optional.empty(), List.of());
    }
  }

  /// A file or role, and the item of the loop that it is included for.
  ///
  /// @param fragment what it brought: hosts may include the same in different ways
  record Name(String fragment, String name, String label) {}

  Brought run(Scope scope) throws InterruptedException {
    try {
      LoopControl control = LoopControl.of(task.keyword("loop_control"), scope);
      IncludingItems including = new IncludingItems(task, place, includes, masking, control, items);
      List<Map<String, Object>> all;
      try {
        all = including.items(scope);
      } catch (TemplateException e) {
        if (!e.isUndefined()) {
          throw EarlyFailure.ofLoop(e, scope);
        }
        return spared(including, scope).orElseThrow(() -> e);
      }
      including.include(all, scope);
      return brought(including, scope);
    } catch (DiagnosticException e) {
      if (!new IncludeParameters(task).isRescuable(scope)) {
        // whoever says so wants the run to end
        throw new DiagnosticException(e.diagnostics().stream().map(Diagnostic::asWritten).toList());
      }
      return Brought.nothing(IncludeOutcomes.unread(e.diagnostics()));
    } catch (EarlyFailure e) {
      return Brought.nothing(outcomes.failed(e, scope));
    } catch (TemplateException e) {
      return Brought.nothing(outcomes.failed(EarlyFailure.of(e, true, scope), scope));
    } catch (UnknownException e) {
      Outcome outcome = Outcome.of(Outcome.Kind.UNKNOWN, e.unknown().because());
      return Brought.nothing(TaskResult.of(outcome));
    }
  }

  /// A condition that doesn't hold without an item spares a loop over what isn't defined.
  private Optional<Brought> spared(IncludingItems including, Scope scope) {
    try {
      return including
          .unmet(scope)
          .map(unmet -> Results.skipped(unmet, scope.language()))
          .map(result -> Brought.nothing(outcomes.leftOut(result)));
    } catch (EarlyFailure | UnknownException condition) {
      return Optional.empty(); // it may depend on the item: the loop is what is wrong
    }
  }

  private Brought brought(IncludingItems including, Scope scope) {
    boolean loop = task.loop().isPresent();
    List<Map<String, Object>> results = including.results();
    Map<String, Object> registered =
        loop ? Results.loop(results, scope.language()) : results.getFirst();
    List<Fragment> fragments = including.fragments();
    if (fragments.isEmpty() && !Boolean.TRUE.equals(registered.get("failed"))) {
      return Brought.nothing(
          loop ? outcomes.loopLeftOut(registered) : outcomes.leftOut(registered));
    }
    List<Name> names = including.names();
    TaskResult result =
        loop
            ? outcomes.ofLoop(registered, scope)
            : IncludeOutcomes.included(names.stream().map(Name::name).toList());
    return new Brought(
        result,
        fragments.isEmpty()
            ? Optional.empty()
            : Optional.of(Includes.together(task.id() + place + "all", fragments)),
        names);
  }
}
