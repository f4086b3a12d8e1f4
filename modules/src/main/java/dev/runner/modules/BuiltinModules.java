package dev.runner.modules;

import dev.runner.module.Catalog;
import dev.runner.module.TaskModule;
import dev.runner.modules.apache.ApacheService;
import dev.runner.modules.control.Ping;
import dev.runner.modules.git.GitRebase;
import dev.runner.modules.site.FileAbsentGuard;
import java.util.List;

/// The modules that come with the program, by their package.
public final class BuiltinModules implements Catalog {

  @Override
  public String collection() {
    return "ansible.builtin";
  }

  @Override
  public List<Class<? extends TaskModule>> modules() {
    return List.of(
        // control
        Ping.class,
        // git
        GitRebase.class,
        // apache
        ApacheService.class,
        // site
        FileAbsentGuard.class);
  }
}
