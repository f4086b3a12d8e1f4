package dev.runner.cli;

import dev.runner.catalog.Modules;
import dev.runner.catalog.Programs;
import dev.runner.configuration.Configuration;
import dev.runner.configuration.Option;
import dev.runner.execute.program.AnsibleInstallation;
import dev.runner.execute.program.PythonPayload;
import dev.runner.source.ControlFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds the modules of a run.
final class ModuleFinder {
  private final Path here;
  private final List<String> modulePath;
  private final List<Path> rolesPath;
  private final Configuration configuration;
  private final ControlFiles files;
  private final Map<String, String> environment;
  private final List<Path> programFolders = new ArrayList<>();
  private Optional<PythonPayload> python = Optional.empty();
  private boolean lookedForPython;

  /// @param modulePath what the options name
  /// @param rolesPath where roles are looked for, besides beside the playbooks
  ModuleFinder(
      Path here,
      List<String> modulePath,
      List<Path> rolesPath,
      Configuration configuration,
      ControlFiles files,
      Map<String, String> environment) {
    this.here = here;
    this.modulePath = List.copyOf(modulePath);
    this.rolesPath = List.copyOf(rolesPath);
    this.configuration = configuration;
    this.files = files;
    this.environment = environment;
  }

  /// All modules of a run: those of the module path, beside the playbooks and in their roles.
  Modules of(List<Path> playbooks) {
    List<Path> besides = new ArrayList<>();
    List<Path> holders = new ArrayList<>(List.of(here.resolve("roles")));
    for (Path playbook : playbooks) {
      Path folder = playbook.toAbsolutePath().normalize().getParent();
      if (folder != null) {
        besides.add(folder);
        holders.add(folder.resolve("roles"));
      }
    }
    holders.addAll(rolesPath);
    List<Path> roles = new ArrayList<>();
    for (Path holder : holders) {
      if (Files.isDirectory(holder)) {
        roles.addAll(entries(holder));
      }
    }
    List<Path> beside = besides.stream().distinct().toList();
    besides.addAll(roles);
    List<String> path = new ArrayList<>(modulePath);
    configuration.paths(Option.MODULE_PATH).stream()
        .filter(Files::exists)
        .forEach(each -> path.add(each.toString()));
    List<Path> folders = besides.stream().distinct().toList();
    programFolders.addAll(folders);
    return ModuleJars.load(path, folders)
        .with(programs(path, playbooks, beside, roles.stream().distinct().toList()));
  }

  /// Modules that are programs, in the order in which Ansible looks for them.
  private Programs programs(
      List<String> path, List<Path> playbooks, List<Path> folders, List<Path> roles) {
    List<Path> libraries = new ArrayList<>();
    folders.forEach(folder -> libraries.add(folder.resolve("library")));
    path.forEach(each -> libraries.add(here.resolve(each)));
    return new Programs(
        libraries, roles, collections(playbooks), configuration.list(Option.MODULE_IGNORE_EXTS));
  }

  private List<Path> collections(List<Path> playbooks) {
    List<Path> roots = new ArrayList<>();
    for (Path playbook : playbooks) {
      Path folder = playbook.toAbsolutePath().normalize().getParent();
      if (folder != null) {
        roots.add(folder.resolve("collections"));
      }
    }
    roots.add(here.resolve("collections"));
    roots.addAll(configuration.collections());
    return roots.stream().distinct().toList();
  }

  /// What modules in Python need, if there is an Ansible to take it from; looked for once.
  synchronized Optional<PythonPayload> python(Modules modules) {
    if (!lookedForPython) {
      lookedForPython = true;
      List<Path> utilities = new ArrayList<>();
      programFolders.forEach(folder -> utilities.add(folder.resolve("module_utils")));
      utilities.addAll(configuration.paths(Option.MODULE_UTILS_PATH));
      python =
          AnsibleInstallation.library(environment)
              .map(
                  library ->
                      new PythonPayload(library, modules.programs().collections(), utilities));
    }
    return python;
  }

  private List<Path> entries(Path folder) {
    try {
      return files.list(folder);
    } catch (java.io.IOException e) {
      return List.of(); // a folder of roles that can't be read is told of when a role is looked for
    }
  }
}
