package dev.runner.modules.django;

import dev.runner.module.Param;
import dev.runner.module.RemotePath;
import java.util.Optional;

/// Parameters that say which site is meant, and by what it is run.
public record DjangoSite(
    @Param(
            value = "Directory of the site's manage.py on the host.",
            aliases = {"project_path", "app_path", "chdir"})
        RemotePath directory,
    @Param("Interpreter that has Django; searched for if left out.") Optional<RemotePath> python,
    @Param(value = "Virtual environment that has Django.", aliases = "virtual_env")
        Optional<RemotePath> virtualenv,
    @Param(value = "Name of the site's manage.py.", byDefault = "manage.py") String manage,
    @Param("Module with the settings, where manage.py doesn't say so itself.")
        Optional<String> settings,
    @Param(
            value = "A directory in which Python looks for modules besides its usual ones.",
            aliases = "python_path")
        Optional<RemotePath> pythonpath,
    @Param(value = "Alias of the database in the settings.", byDefault = "default") String database,
    @Param(
            "Directory of the notes on migrations that stopped midway; in .git or beside manage.py"
                + " if left out.")
        Optional<RemotePath> stateDirectory) {

  /// The interpreter that was asked for.
  Optional<RemotePath> interpreter() {
    return python.or(() -> virtualenv.map(path -> path.resolve("bin/python")));
  }
}
