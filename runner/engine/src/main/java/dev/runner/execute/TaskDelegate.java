package dev.runner.execute;

import dev.runner.execute.compile.CompiledTask;
import dev.runner.execute.compile.Keywords;
import dev.runner.execute.compile.Written;
import dev.runner.execute.reach.Way;
import dev.runner.execute.reach.WayFinder;
import dev.runner.execute.task.Delegation;
import dev.runner.template.Scope;
import dev.runner.template.TemplateException;
import java.util.Map;
import java.util.Optional;

/// The host that carries out the task of another one (`delegate_to`), as the task's variables say.
///
/// @param host that the task is for
record TaskDelegate(WayFinder ways, HostScopes scopes, String host, CompiledTask task) {

  /// Its name; nothing if the task isn't delegated.
  Optional<String> name(Scope scope) {
    if (task.keyword("delegate_to") == null) {
      return Optional.empty();
    }
    Optional<String> decided = Delegation.decided(scope);
    return decided.isPresent() ? decided : Keywords.plain(task.keyword("delegate_to"), scope);
  }

  /// The host that facts are remembered for, if it is this one (`delegate_facts`).
  Optional<String> factsOf(Scope scope) {
    try {
      return Keywords.flag(task.keyword("delegate_facts"), scope).orElse(false)
          ? name(scope)
          : Optional.empty();
    } catch (TemplateException e) {
      return Optional.empty(); // the task has said so
    }
  }

  /// The variables with those of this host, which is decided once and for all that is done with
  /// them.
  Scope decided(Scope scope) {
    if (task.keyword("delegate_to") == null) {
      return scope;
    }
    Optional<String> to;
    try {
      to = name(scope);
    } catch (TemplateException e) {
      return scope; // the task says so in its turn
    }
    if (to.isEmpty() || !(scope.get("hostvars") instanceof Map<?, ?> hosts)) {
      return scope;
    }
    Map<?, ?> own = hosts.get(to.get()) instanceof Map<?, ?> known ? known : Map.of();
    Scope decided = scope.under(Map.of(Delegation.VARIABLES, Map.of(to.get(), own)));
    Map<?, ?> all = new DelegatedVariables(own, decided);
    return scope.under(Map.of(Delegation.VARIABLES, Map.of(to.get(), all)));
  }

  /// As reports show it.
  Optional<String> shown(Scope scope) {
    if (task.keyword("delegate_to") == null) {
      return Optional.empty();
    }
    if (Delegation.isNobody(task, scope)) {
      return Optional.of(Written.plain(task.keyword("delegate_to")));
    }
    try {
      return name(scope).filter(to -> !to.equals(host)).map(to -> to + address(to, scope));
    } catch (TemplateException e) {
      return Optional.of(Written.plain(task.keyword("delegate_to")));
    }
  }

  private String address(String to, Scope scope) {
    Way way = ways.way(to, scopes.of(to, task), task, scope);
    String address = way.target().address();
    return way.connection().equals("local") || address.equals(to) ? "" : "(" + address + ")";
  }

  /// The variables of a host, as the task sees them there.
  ///
  /// @param own those of the host that the task is for
  Scope variables(String at, Scope own) {
    return at.equals(host) ? own : scopes.of(at, task);
  }
}
