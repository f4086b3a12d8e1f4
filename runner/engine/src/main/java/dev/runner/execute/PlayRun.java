package dev.runner.execute;

import dev.runner.event.RunEvent;
import dev.runner.execute.compile.CompiledPlay;
import dev.runner.execute.compile.Keywords;
import dev.runner.execute.compile.PlayCompiler;
import dev.runner.execute.compile.Serial;
import dev.runner.execute.compile.StartAt;
import dev.runner.playbook.Play;
import dev.runner.source.Diagnostic;
import dev.runner.source.DiagnosticException;
import dev.runner.source.Diagnostics;
import dev.runner.source.Vars;
import dev.runner.strategy.Coordinator;
import dev.runner.template.Scope;
import dev.runner.template.TemplateException;
import dev.runner.values.Text;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;

/// One play, batch after batch.
final class PlayRun {

  /// How a play ended.
  ///
  /// @param goesOn whether there is anybody left for the plays that follow
  record Ending(Set<String> failed, Set<String> unreachable, boolean goesOn) {}

  private final Play play;
  private final TaskSurroundings.Common common;
  private final ExecutorService threads;
  private final Vars extra;
  private final Effects effects;
  private final Gone gone;
  private final PlayVariables variables;

  /// Hosts that the play is for, also those that are gone.
  private List<String> targeted = List.of();

  private boolean begun;

  /// Hosts that left earlier plays.
  ///
  /// @param failed by a failure; those that are forgiven are taken out
  /// @param lost because they couldn't be reached: likewise
  record Gone(Set<String> failed, Set<String> lost) {}

  PlayRun(
      Play play,
      TaskSurroundings.Common common,
      ExecutorService threads,
      Vars extra,
      Effects effects,
      Gone gone) {
    this.play = play;
    this.common = common;
    this.threads = threads;
    this.extra = extra;
    this.effects = effects;
    this.gone = gone;
    this.variables = new PlayVariables(play, common);
  }

  /// Whether it came to its tasks.
  boolean hasBegun() {
    return begun;
  }

  /// Whether it is played however the run ends, and for hosts too that left earlier plays.
  boolean isClosing() {
    if (play.keyword("closing") == null) {
      return false;
    }
    Scope scope = variables.early(Vars.EMPTY);
    return Keywords.flag(play.keyword("closing"), scope).orElse(false);
  }

  /// Runs the play.
  ///
  /// @param prefix of the ids of its tasks
  Ending run(String prefix, Optional<StartAt> start, StepMode step, Runnable sync)
      throws InterruptedException {
    Workshop workshop = common.workshop();
    Vars prompted =
        new Questions(workshop.prompt(), workshop.masking())
            .ask(play, variables.early(Vars.EMPTY), extra);
    Scope scope = variables.early(prompted);
    Diagnostics mismatches = new Diagnostics();
    PlayTargets targets =
        PlayTargets.of(
            play, scope, workshop.store().inventory(), common.options().limit(), mismatches);
    tell(mismatches.warnings());
    ReservedNames.of(play.vars()).forEach(common.events());
    ReservedNames.of(extra).forEach(common.events());
    targeted = targets.hosts();
    Set<String> left = isClosing() ? Set.of() : union(gone.failed(), gone.lost());
    List<String> hosts = new ArrayList<>(targeted);
    hosts.removeAll(left);
    String name = name(scope);
    if (hosts.isEmpty()) {
      withoutHosts(name, targets, scope);
      return new Ending(Set.of(), Set.of(), true);
    }
    String order = Keywords.plain(play.keyword("order"), scope).orElse("inventory");
    PlayHostsNow now =
        new PlayHostsNow(targeted, hosts); // in the inventory's order, whatever the play's is
    List<String> all = Serial.ordered(targeted, order, workshop.random());
    hosts = new ArrayList<>(all);
    hosts.removeAll(left);
    workshop.store().read(hosts, play.directory());
    variables.warnOfReserved(hosts);
    HostScopes scopes = variables.ofHosts(now, prompted);
    String first = hosts.getFirst();
    PlayCompiler compiler =
        new PlayCompiler(
            play,
            common.options(),
            workshop.modules(),
            workshop.sources(),
            scope,
            task -> scopes.of(first, task),
            workshop.store()::hasFacts);
    CompiledPlay compiled = compiler.compile(name, prefix, all, left, start);
    begun = true;
    common
        .events()
        .accept(
            new RunEvent.PlayStarted(
                name,
                pattern(scope),
                hosts,
                compiled.where(),
                compiled.rules().lockstep(),
                checks(scope)));
    return batches(compiled, scopes, now, new Includes(play, workshop, compiler), step, sync);
  }

  /// Nobody is chosen, or nobody of them is left.
  private void withoutHosts(String name, PlayTargets targets, Scope scope) {
    boolean never = targets.matching().isEmpty();
    boolean complete = gone.failed().isEmpty() && gone.lost().isEmpty();
    common
        .events()
        .accept(
            never || complete
                ? new RunEvent.PlayWithoutHosts(name, pattern(scope))
                : new RunEvent.PlayStarted(
                    name,
                    pattern(scope),
                    List.of(),
                    play.origin().toString(),
                    true,
                    checks(scope)));
  }

  private String pattern(Scope scope) {
    return String.join(",", Keywords.items(play.hosts(), scope));
  }

  private void tell(List<Diagnostic> mismatches) {
    switch (common.options().defaults().mismatch()) {
      case IGNORE -> {}
      case WARNING ->
          mismatches.forEach(
              each -> common.events().accept(new RunEvent.Warned(each.sentence(), "")));
      case ERROR -> {
        if (!mismatches.isEmpty()) {
          throw new DiagnosticException(mismatches);
        }
      }
    }
  }

  private boolean checks(Scope scope) {
    return Keywords.flag(play.keyword("check_mode"), scope).orElse(common.options().check());
  }

  private Ending batches(
      CompiledPlay compiled,
      HostScopes scopes,
      PlayHostsNow now,
      Includes includes,
      StepMode step,
      Runnable sync)
      throws InterruptedException {
    Set<String> failed = new LinkedHashSet<>();
    Set<String> unreachable = new LinkedHashSet<>();
    BatchCrew crew =
        new BatchCrew(
            common,
            scopes,
            includes,
            effects,
            around(now, step, sync, failed, unreachable, compiled.debugs()),
            compiled.rules().lockstep());
    int number = 0;
    boolean goesOn = true;
    Set<String> away = compiled.batches().size() == 1 ? lost() : Set.of();
    for (CompiledPlay.Batch batch : compiled.batches()) {
      number++;
      common
          .events()
          .accept(new RunEvent.BatchStarted(number, compiled.batches().size(), batch.hosts()));
      if (batch.hosts().isEmpty()) {
        continue; // its hosts left in earlier plays
      }
      now.begin(batch.hosts());
      int inStep = compiled.rules().lockstep() ? batch.hosts().size() : 1;
      common.foresight().ifPresent(foresight -> foresight.inStep(inStep));
      Coordinator end =
          new BatchRun(
                  compiled, batch, away, crew, common.events(), threads, common.options().forks())
              .run();
      failed.addAll(end.failed());
      unreachable.addAll(end.unreachable());
      now.out(union(failed, unreachable));
      goesOn = !end.endsRun();
      if (end.endsPlay()) {
        break;
      }
    }
    return new Ending(failed, unreachable, goesOn);
  }

  /// Hosts of the play that were lost in earlier ones.
  private Set<String> lost() {
    Set<String> lost = new LinkedHashSet<>(targeted);
    lost.retainAll(gone.lost());
    return lost;
  }

  private static Set<String> union(Set<String> one, Set<String> other) {
    Set<String> all = new LinkedHashSet<>(one);
    all.addAll(other);
    return all;
  }

  private BatchCrew.Around around(
      PlayHostsNow now,
      StepMode step,
      Runnable sync,
      Set<String> failed,
      Set<String> unreachable,
      boolean debugs) {
    return new BatchCrew.Around() {
      @Override
      public boolean debugs() {
        return debugs;
      }

      @Override
      public void out(Set<String> hosts) {
        now.out(hosts);
      }

      @Override
      public void joined(String host) {
        now.joined(host);
      }

      @Override
      public void forgive() {
        synchronized (gone) {
          targeted.forEach(gone.failed()::remove);
          targeted.forEach(gone.lost()::remove);
          failed.clear();
          unreachable.clear();
        }
      }

      @Override
      public boolean agrees(RunEvent.Task title) {
        return step.agrees(title);
      }

      @Override
      public void sync() {
        sync.run();
      }
    };
  }

  private String name(Scope scope) {
    String pattern = pattern(scope);
    try {
      return play.name().flatMap(written -> Keywords.plain(written, scope)).orElse(pattern);
    } catch (TemplateException e) {
      throw new TemplateException(
          "Error processing keyword 'name': " + e.sentence(),
          e.hint(),
          play.name()
              .flatMap(name -> Optional.ofNullable(Text.marksOf(name).origin()))
              .orElse(play.origin()),
          e.isUndefined(),
          e);
    }
  }
}
