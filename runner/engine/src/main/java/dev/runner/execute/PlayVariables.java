package dev.runner.execute;

import dev.runner.event.RunEvent;
import dev.runner.execute.compile.Keywords;
import dev.runner.execute.compile.Written;
import dev.runner.playbook.Play;
import dev.runner.source.Diagnostic;
import dev.runner.source.DiagnosticException;
import dev.runner.source.Vars;
import dev.runner.template.Scope;
import dev.runner.template.TemplateException;
import dev.runner.values.Text;
import dev.runner.variables.VarsFiles;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// The variables of a play: its own, those of `vars_files`, and the answers to its questions.
record PlayVariables(Play play, TaskSurroundings.Common common) {

  /// What is known before there are hosts.
  Scope early(Vars prompted) {
    return scopes(new PlayHostsNow(List.of(), List.of()), prompted, host -> Vars.EMPTY).ofPlay("");
  }

  /// The variables of the play's hosts.
  HostScopes ofHosts(PlayHostsNow now, Vars prompted) {
    return scopes(now, prompted, files(now, prompted));
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
  void warnOfReserved(List<String> hosts) {
    Set<Vars> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    for (String host : hosts) {
      for (Vars vars : common.workshop().store().sayings(host, play.directory())) {
        if (seen.add(vars)) {
          ReservedNames.of(vars).stream()
              .filter(warning -> !warning.where().isEmpty()) // what a task adds is the task's word
              .forEach(common.events());
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
        ? list.stream().anyMatch(PlayVariables::isTemplate)
        : Text.isText(written) && Written.plain(written).contains("{{");
  }
}
