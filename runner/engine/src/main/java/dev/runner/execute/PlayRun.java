package dev.runner.execute;

import dev.runner.event.RunEvent;
import dev.runner.execute.compile.CompiledPlay;
import dev.runner.execute.compile.Keywords;
import dev.runner.execute.compile.PlayCompiler;
import dev.runner.execute.compile.Serial;
import dev.runner.execute.compile.StartAt;
import dev.runner.execute.compile.Written;
import dev.runner.inventory.HostPattern;
import dev.runner.inventory.Inventory;
import dev.runner.playbook.Play;
import dev.runner.source.Diagnostic;
import dev.runner.source.DiagnosticException;
import dev.runner.source.Diagnostics;
import dev.runner.source.Vars;
import dev.runner.strategy.Coordinator;
import dev.runner.template.Scope;
import dev.runner.template.TemplateException;
import dev.runner.values.Text;
import dev.runner.variables.VarsFiles;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;

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

  /// Hosts that the play is for, also those that are gone.
  private List<String> targeted = List.of();

  private boolean begun;

  /// Hosts that left earlier plays.
  ///
  /// @param failed by a failure; those that are forgiven are taken out
  /// @param lost because they couldn't be reached: the run does without them from then on
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
    Scope scope = scopes(new PlayHostsNow(List.of()), Vars.EMPTY, host -> Vars.EMPTY).ofPlay("");
    return Keywords.flag(play.keyword("closing"), scope).orElse(false);
  }

  /// Runs the play.
  ///
  /// @param prefix of the ids of its tasks
  Ending run(String prefix, Optional<StartAt> start, StepMode step, Runnable sync)
      throws InterruptedException {
    Workshop workshop = common.workshop();
    Scope early = scopes(new PlayHostsNow(List.of()), Vars.EMPTY, host -> Vars.EMPTY).ofPlay("");
    Vars prompted = new Questions(workshop.prompt(), workshop.masking()).ask(play, early, extra);
    Scope scope = scopes(new PlayHostsNow(List.of()), prompted, host -> Vars.EMPTY).ofPlay("");
    Diagnostics mismatches = new Diagnostics();
    List<String> matching = matching(play, scope, workshop.store().inventory(), mismatches);
    tell(mismatches.warnings());
    ReservedNames.of(play.vars()).forEach(common.events());
    ReservedNames.of(extra).forEach(common.events());
    List<String> hosts =
        new ArrayList<>(limited(matching, common.options().limit(), workshop.store().inventory()));
    targeted = List.copyOf(hosts);
    if (!isClosing()) {
      hosts.removeAll(gone.failed());
      hosts.removeAll(gone.lost());
    }
    String name = name(scope);
    if (hosts.isEmpty()) {
      String pattern = String.join(",", Keywords.items(play.hosts(), scope));
      common
          .events()
          .accept(
              matching.isEmpty() || (gone.failed().isEmpty() && gone.lost().isEmpty())
                  ? new RunEvent.PlayWithoutHosts(name, pattern)
                  : new RunEvent.PlayStarted(
                      name, List.of(), play.origin().toString(), true, checks(scope)));
      return new Ending(Set.of(), Set.of(), true);
    }
    String order = Keywords.plain(play.keyword("order"), scope).orElse("inventory");
    PlayHostsNow now = new PlayHostsNow(hosts); // in the inventory's order, whatever the play's is
    hosts = Serial.ordered(hosts, order, workshop.random());
    workshop.store().read(hosts, play.directory());
    reserved(hosts);
    HostScopes scopes = scopes(now, prompted, files(now, prompted));
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
    CompiledPlay compiled = compiler.compile(name, prefix, hosts, start);
    begun = true;
    common
        .events()
        .accept(
            new RunEvent.PlayStarted(
                name, hosts, compiled.where(), compiled.rules().lockstep(), checks(scope)));
    return batches(compiled, scopes, now, new Includes(play, workshop, compiler), step, sync);
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
    for (List<String> batch : compiled.batches()) {
      now.begin(batch);
      int inStep = compiled.rules().lockstep() ? batch.size() : 1;
      common.foresight().ifPresent(foresight -> foresight.inStep(inStep));
      number++;
      common.events().accept(new RunEvent.BatchStarted(number, compiled.batches().size(), batch));
      Coordinator end =
          new BatchRun(compiled, batch, crew, common.events(), threads, common.options().forks())
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
      public void forgive() {
        synchronized (gone) {
          targeted.forEach(gone.failed()::remove);
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

  private HostScopes scopes(PlayHostsNow hosts, Vars prompted, Function<String, Vars> files) {
    Workshop workshop = common.workshop();
    return new HostScopes(
        workshop.templates().environment(),
        workshop.store(),
        common.options().reaching(),
        play,
        hosts,
        prompted,
        files,
        workshop.masking()::learn);
  }

  /// Warns of what inventories and files call by words of the language.
  private void reserved(List<String> hosts) {
    Set<Vars> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    for (String host : hosts) {
      for (Vars vars : common.workshop().store().sayings(host, play.directory())) {
        if (seen.add(vars)) {
          ReservedNames.of(vars).forEach(common.events());
        }
      }
    }
  }

  /// The variables of `vars_files`: the same for all hosts, unless a file's name is a template.
  private Function<String, Vars> files(PlayHostsNow now, Vars prompted) {
    if (play.varsFiles().isEmpty()) {
      return host -> Vars.EMPTY;
    }
    VarsFiles files = new VarsFiles(common.workshop().sources(), this::withoutFile);
    HostScopes without = scopes(now, prompted, host -> Vars.EMPTY);
    if (!isTemplate(play.varsFiles())) {
      Vars all = files.load(play, written -> Optional.of(Written.plain(written)));
      common.workshop().sources().diagnostics().throwIfErrors();
      ReservedNames.of(all).forEach(common.events());
      return host -> all;
    }
    Map<String, Vars> ofHosts = new ConcurrentHashMap<>();
    return host ->
        host.isEmpty()
            ? Vars.EMPTY
            : ofHosts.computeIfAbsent(host, h -> load(files, without.ofPlay(h)));
  }

  private Vars load(VarsFiles files, Scope scope) {
    return files.load(
        play,
        written -> {
          try {
            return Keywords.plain(written, scope);
          } catch (TemplateException e) {
            if (e.isUndefined()) {
              return Optional.empty(); // it may become known, and is no error until it is needed
            }
            throw e;
          }
        });
  }

  /// From ansible-core 2.19 on a run goes on without a file of variables that isn't there.
  private void withoutFile(Diagnostic missing) {
    if (common.workshop().templates().isBefore219()) {
      throw new DiagnosticException(missing);
    }
    String where = missing.origin() == null ? "" : missing.origin().toString();
    String sentence = missing.sentence() + "; the run goes on without it";
    common.events().accept(new RunEvent.Warned(sentence, where));
  }

  private static boolean isTemplate(Object written) {
    return written instanceof List<?> list
        ? list.stream().anyMatch(PlayRun::isTemplate)
        : Text.isText(written) && Written.plain(written).contains("{{");
  }

  private String name(Scope scope) {
    String pattern = String.join(",", Keywords.items(play.hosts(), scope));
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

  /// The hosts that the play's pattern chooses.
  ///
  /// @param mismatches takes the patterns that match nobody, as warnings
  static List<String> matching(
      Play play, Scope scope, Inventory inventory, Diagnostics mismatches) {
    List<String> patterns = new ArrayList<>();
    for (Object each : Keywords.list(play.hosts())) {
      Keywords.list(scope.value(each)).forEach(item -> patterns.add(Written.plain(item)));
    }
    return HostPattern.of(patterns, play.origin()).match(inventory, mismatches);
  }

  /// Those of the hosts that match the limit too.
  static List<String> limited(List<String> hosts, List<String> limit, Inventory inventory) {
    if (limit.isEmpty()) {
      return hosts;
    }
    Set<String> within =
        Set.copyOf(HostPattern.of(limit, null).match(inventory, new Diagnostics()));
    return hosts.stream().filter(within::contains).toList();
  }
}
