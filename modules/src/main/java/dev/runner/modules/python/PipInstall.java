package dev.runner.modules.python;

import dev.runner.module.BadParameter;
import dev.runner.module.Command;
import dev.runner.module.Describe;
import dev.runner.module.Param;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.RemotePath;
import dev.runner.module.Spread;
import dev.runner.module.TaskModule;
import dev.runner.modules.git.OtherRevision;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Installs Python packages with pip, and only those that don't satisfy yet.
@Describe(
    summary = "Install Python packages with pip.",
    description =
        """
        What is installed and satisfies is left alone without asking an index. Changed only if pip's
        list of packages differs afterwards. A virtual environment is made where there is none. With
        `revision` the requirements file of another revision is read, one that isn't fetched yet
        included. Where the interpreter has no pip, and the host has uv, uv does the work.
        """,
    since = "0.1",
    roundTrips = 4,
    example =
        """
        - name: packages of the site
          pip_install:
            requirements: /srv/site/requirements.txt
            virtualenv: /srv/venv
        """,
    returns = {
      @Describe.Returned(name = "missing", value = "Requirements that are not satisfied yet."),
      @Describe.Returned(
          name = "would_install",
          value = "Packages with versions that would be installed, where pip can tell."),
      @Describe.Returned(name = "installed", value = "What changed in the list of packages.")
    })
public record PipInstall(
    @Param("Packages: names, with versions or conditions, URLs, paths.") List<String> name,
    @Param("Version of the one package in `name`.") Optional<String> version,
    @Param("Requirements file on the host.") Optional<RemotePath> requirements,
    @Spread OtherRevision other,
    @Param(value = "What the packages are to be.", byDefault = "present") PackageState state,
    @Param("Virtual environment; made if there is none.") Optional<RemotePath> virtualenv,
    @Param("Command that makes the virtual environment; Python's own venv if left out.")
        Optional<String> virtualenvCommand,
    @Param(
            value = "Whether a new virtual environment sees the system's packages.",
            byDefault = "false")
        boolean virtualenvSitePackages,
    @Param(
            value = "Interpreter, also of a new virtual environment.",
            byDefault = "python3",
            aliases = {"virtualenv_python"})
        String python,
    @Param(
            value = "Use the packages in place (paths and URLs of version control).",
            byDefault = "false")
        boolean editable,
    @Param("Constraints file on the host.") Optional<RemotePath> constraints,
    @Param("Index to take packages from, instead of the usual one.") Optional<String> indexUrl,
    @Param("More indexes.") List<String> extraIndexUrl,
    @Param("Directories or pages with packages.") List<String> findLinks,
    @Param("Packages that are built from source, `:all:` for all.") List<String> noBinary,
    @Param("More arguments of pip.") List<String> extraArgs,
    @Param(
            "Directory that pip runs in, which relative paths are relative to; the checkout, if"
                + " given.")
        Optional<RemotePath> chdir)
    implements TaskModule {

  public PipInstall {
    if (name.isEmpty() && requirements.isEmpty() && virtualenv.isEmpty()) {
      throw new BadParameter("name", "give `name`, `requirements` or `virtualenv`");
    }
    if (version.isPresent() && name.size() != 1) {
      throw new BadParameter("version", "`version` needs exactly one `name`");
    }
    for (String each : name) {
      if (each.startsWith("-")) {
        throw new BadParameter("name", "'%s' is no package".formatted(each));
      }
    }
  }

  @Override
  public Plan plan(Probe host) {
    return task().plan(host).withRemedy();
  }

  private PipTask task() {
    List<String> names =
        version.isPresent()
            ? List.of(name.getFirst() + "==" + version.get())
            : name.stream().map(each -> editable ? "-e " + each : each).toList();
    return new PipTask(
        names,
        requirements,
        other,
        state,
        virtualenv.map(path -> new PipTask.Environment(path, () -> making(path))),
        python,
        Optional.empty(),
        Optional.empty(),
        options(),
        chdir,
        Optional.empty(),
        false);
  }

  private Command making(RemotePath path) {
    List<Object> words = new ArrayList<>();
    if (virtualenvCommand.isPresent()) {
      words.addAll(List.of(virtualenvCommand.get().strip().split("\\s+")));
      if (virtualenvCommand.get().contains("virtualenv")) {
        words.addAll(List.of("-p", python));
      }
    } else {
      words.addAll(List.of(python, "-m", "venv"));
    }
    if (virtualenvSitePackages) {
      words.add("--system-site-packages");
    }
    words.add(path);
    return Command.of(words);
  }

  private List<Object> options() {
    List<Object> words = new ArrayList<>();
    constraints.ifPresent(file -> words.addAll(List.of("-c", file)));
    indexUrl.ifPresent(url -> words.addAll(List.of("--index-url", url)));
    extraIndexUrl.forEach(url -> words.addAll(List.of("--extra-index-url", url)));
    findLinks.forEach(place -> words.addAll(List.of("--find-links", place)));
    noBinary.forEach(which -> words.addAll(List.of("--no-binary", which)));
    extraArgs.forEach(text -> words.addAll(List.of(text.strip().split("\\s+"))));
    return words;
  }
}
