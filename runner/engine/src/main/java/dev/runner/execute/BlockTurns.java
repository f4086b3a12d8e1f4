package dev.runner.execute;

import dev.runner.event.Outcome;
import dev.runner.event.RunEvent;
import dev.runner.execute.compile.BlockTurn;
import dev.runner.execute.compile.CompiledTask;
import dev.runner.execute.compile.Keywords;
import dev.runner.execute.compile.LoopControl;
import dev.runner.execute.compile.LoopItems;
import dev.runner.execute.compile.Written;
import dev.runner.execute.task.TaskResult;
import dev.runner.strategy.Ended;
import dev.runner.strategy.Node;
import dev.runner.template.Scope;
import dev.runner.template.TemplateException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Does for each host what blocks ask for as a whole: loops and further attempts.
final class BlockTurns {
  private static final double RETRIES = 3;
  private static final double DELAY_SECONDS = 5;

  private final Includes includes;
  private final TaskSurroundings.Common common;

  /// Attempts that failed, by host and the place of the block.
  private final Map<List<String>, Integer> failures = new ConcurrentHashMap<>();

  BlockTurns(Includes includes, TaskSurroundings.Common common) {
    this.includes = includes;
    this.common = common;
  }

  Performed perform(
      String host, CompiledTask task, Node.Place place, RunEvent.Task title, Scope scope)
      throws InterruptedException {
    return switch (task.turn().orElseThrow()) {
      case BlockTurn.Loop loop -> loop(host, task, loop, place, scope);
      case BlockTurn.Between between -> between(host, task, scope);
      case BlockTurn.Begin begin -> {
        failures.remove(key(host, begin));
        yield done(host, Optional.empty(), Optional.empty());
      }
      case BlockTurn.Judge judge -> judge(host, task, scope);
      case BlockTurn.Again again -> again(host, task, again, title, scope);
    };
  }

  private Performed loop(
      String host, CompiledTask task, BlockTurn.Loop loop, Node.Place place, Scope scope) {
    LoopControl control = LoopControl.of(task.keyword("loop_control"), scope);
    List<Map<String, Object>> turns = new ArrayList<>();
    try {
      List<?> items = LoopItems.of(task.loop().orElseThrow(), scope);
      for (int i = 0; i < items.size(); i++) {
        turns.add(control.variables(items, i));
      }
    } catch (TemplateException e) {
      if (isSpared(task, scope)) {
        return done(host, Optional.empty(), Optional.empty());
      }
      throw e;
    }
    return turns.isEmpty()
        ? done(host, Optional.empty(), Optional.empty())
        : done(
            host,
            Optional.of(includes.repeat(task, loop, place, turns, control.hasBetween())),
            Optional.empty());
  }

  /// A condition that doesn't hold without an item spares the loop.
  private static boolean isSpared(CompiledTask task, Scope scope) {
    try {
      return task.when().stream().anyMatch(condition -> !scope.condition(condition));
    } catch (TemplateException e) {
      return false; // it may depend on the item: the loop is what is wrong
    }
  }

  private static Performed between(String host, CompiledTask task, Scope scope)
      throws InterruptedException {
    LoopControl control = LoopControl.of(task.keyword("loop_control"), scope);
    if (control.breaks(scope).orElse(false)) {
      return done(host, Optional.empty(), Optional.of(Ended.Result.END_LOOP));
    }
    Thread.sleep(control.pause());
    return done(host, Optional.empty(), Optional.empty());
  }

  private static Performed judge(String host, CompiledTask task, Scope scope) {
    for (Object condition : Keywords.list(task.keyword("until"))) {
      if (!scope.condition(condition)) {
        TaskResult failed =
            TaskResult.failure("not so: " + Written.plain(condition), "see 'until'");
        return Performed.of(host, failed);
      }
    }
    return done(host, Optional.empty(), Optional.empty());
  }

  private Performed again(
      String host, CompiledTask task, BlockTurn.Again again, RunEvent.Task title, Scope scope)
      throws InterruptedException {
    int most = (int) number("retries", task, scope, RETRIES);
    int attempt = failures.merge(key(host, again), 1, Integer::sum);
    if (attempt > most || common.options().check()) {
      boolean ignored = Keywords.flag(task.keyword("ignore_errors"), scope).orElse(false);
      TaskResult failed =
          TaskResult.failure(
              attempt == 1 ? "the block failed" : "the block failed %d times".formatted(attempt),
              "");
      return new Performed(
          host,
          ignored ? failed.handled(Outcome.Handling.IGNORED) : failed,
          Optional.empty(),
          Optional.empty());
    }
    Duration delay = Duration.ofMillis((long) (1000 * number("delay", task, scope, DELAY_SECONDS)));
    int left = most - attempt + 1;
    common
        .events()
        .accept(new RunEvent.Retrying(host, title, attempt, left, delay, Optional.empty()));
    Thread.sleep(delay);
    return done(host, Optional.empty(), Optional.of(Ended.Result.AGAIN));
  }

  private static double number(String keyword, CompiledTask task, Scope scope, double otherwise) {
    return Keywords.number(keyword, task.keyword(keyword), scope).orElse(otherwise);
  }

  private static List<String> key(String host, BlockTurn turn) {
    return List.of(host, turn.block().origin().toString());
  }

  private static Performed done(
      String host, Optional<Fragment> brought, Optional<Ended.Result> next) {
    TaskResult result = TaskResult.of(Outcome.of(Outcome.Kind.OK, ""));
    return new Performed(host, result, brought, next);
  }
}
