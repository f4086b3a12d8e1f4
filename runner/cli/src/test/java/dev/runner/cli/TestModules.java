package dev.runner.cli;

import dev.runner.module.Catalog;
import dev.runner.module.TaskModule;
import java.util.List;

/// Modules that only tests have.
public final class TestModules implements Catalog {
  @Override
  public String collection() {
    return "runner.testing";
  }

  @Override
  public List<Class<? extends TaskModule>> modules() {
    return List.of(RaiseFlag.class, Noted.class);
  }
}
