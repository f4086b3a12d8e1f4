package dev.runner.modules;

import dev.runner.module.Catalog;
import dev.runner.module.TaskModule;
import dev.runner.modules.apache.ApacheService;
import dev.runner.modules.control.WaitUntil;
import dev.runner.modules.django.DatabaseDump;
import dev.runner.modules.django.DatabaseRestore;
import dev.runner.modules.django.DjangoCollectstatic;
import dev.runner.modules.django.DjangoManage;
import dev.runner.modules.django.DjangoUser;
import dev.runner.modules.django.ServerError;
import dev.runner.modules.django.SouthMigrate;
import dev.runner.modules.django.SouthSchemamigration;
import dev.runner.modules.git.GitRebase;
import dev.runner.modules.git.GitReset;
import dev.runner.modules.python.PipInstall;
import dev.runner.modules.site.FileAbsentGuard;
import dev.runner.modules.site.MaintenanceBanner;
import dev.runner.modules.site.SettingsPresent;
import dev.runner.modules.site.StayInMaintenance;
import dev.runner.modules.web.HttpSmoke;
import java.util.List;

/// The modules of our own, with which sites are deployed.
public final class DeployModules implements Catalog {

  @Override
  public String collection() {
    return "runner.deploy";
  }

  @Override
  public List<Class<? extends TaskModule>> modules() {
    return List.of(
        // apache
        ApacheService.class,
        // control
        WaitUntil.class,
        // django
        DatabaseDump.class,
        DatabaseRestore.class,
        DjangoCollectstatic.class,
        DjangoManage.class,
        DjangoUser.class,
        ServerError.class,
        SouthMigrate.class,
        SouthSchemamigration.class,
        // git
        GitRebase.class,
        GitReset.class,
        // python
        PipInstall.class,
        // site
        FileAbsentGuard.class,
        MaintenanceBanner.class,
        SettingsPresent.class,
        StayInMaintenance.class,
        // web
        HttpSmoke.class);
  }
}
