package dev.runner.execute;

import dev.runner.module.BadParameter;
import dev.runner.playbook.Role;
import dev.runner.playbook.Task;
import dev.runner.source.ControlFiles;
import java.nio.file.Path;
import java.util.Optional;

/// The folder that `include_vars` names by `dir`. Unlike files it isn't looked for in several
/// places: a role has it in `vars`, and what stands in no role beside the file of the task.
///
/// @param here the working directory
record VarsFolder(Task task, ControlFiles files, Path here) {
  private static final Path VARS = Path.of("vars");

  Path find(String name) {
    Path folder = place(Path.of(name)).normalize();
    if (!files.isFile(folder) && !files.isDirectory(folder)) {
      throw BadParameter.noFile("dir", folder + " directory does not exist");
    }
    return folder;
  }

  private Path place(Path name) {
    Optional<Path> role = task.role().map(Role::directory);
    if (role.isEmpty()) {
      Path file = Path.of(task.origin().source());
      return here.resolve(file).resolveSibling(name);
    }
    if (!name.startsWith(VARS)) {
      return here.resolve(role.get()).resolve(VARS).resolve(name);
    }
    Path own = here.resolve(role.get()).resolve(name);
    return files.isDirectory(own) || files.isFile(own) ? own : here.resolve(name);
  }
}
