package dev.runner.execute;

import dev.runner.execute.compile.CompiledTask;
import dev.runner.template.Scope;
import dev.runner.template.TemplateException;
import dev.runner.transport.ConnectException;

/// What `meta` tasks do to the run around them, besides the order of tasks.
record MetaActs(
    TaskSurroundings.Common common, HostScopes scopes, Effects effects, BatchCrew.Around around)
    implements Metas.Acts {

  @Override
  public void clearFacts() {
    scopes.hosts().batch().forEach(common.workshop().store()::forgetFacts);
  }

  @Override
  public void clearHostErrors() {
    around.forgive();
  }

  @Override
  public void refreshInventory() {
    effects.refreshed(common.workshop().refresh().get());
  }

  @Override
  public void resetConnection(String host, CompiledTask task, Scope scope) {
    try {
      common.hosts().at(common.ways().way(host, scope, task, scope)).access().drop();
    } catch (ConnectException e) {
      throw new TemplateException(String.valueOf(e.getMessage()), "", task.origin(), false, e);
    }
  }
}
