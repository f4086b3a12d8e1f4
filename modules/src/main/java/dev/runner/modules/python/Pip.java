package dev.runner.modules.python;

import dev.runner.module.BadParameter;
import dev.runner.module.Command;
import dev.runner.module.Constraint;
import dev.runner.module.Describe;
import dev.runner.module.FileMode;
import dev.runner.module.HostPython;
import dev.runner.module.Param;
import dev.runner.module.Pending;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import dev.runner.module.TaskModule;
import dev.runner.module.Words;
import dev.runner.modules.git.OtherRevision;
import dev.runner.values.None;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Manages Python packages with pip, by Ansible's parameters.
@Describe(
    summary = "Manage Python packages with pip.",
    description =
        """
        What is installed and satisfies is left alone without asking an index. What comes from a
        path is installed anew each time, as pip does it. Where `virtualenv` isn't installed,
        Python's own venv makes virtual environments.
        """,
    since = "0.1",
    roundTrips = 5,
    example =
        """
        - name: packages of the site
          pip:
            requirements: /srv/site/requirements.txt
            virtualenv: /srv/venv
        """,
    returns = {
      @Describe.Returned(name = "name", value = "Packages as they were asked for."),
      @Describe.Returned(name = "version", value = "The version that was asked for."),
      @Describe.Returned(name = "state", value = "The state that was asked for."),
      @Describe.Returned(name = "requirements", value = "The requirements file."),
      @Describe.Returned(name = "virtualenv", value = "The virtual environment."),
      @Describe.Returned(
          name = "stdout",
          value = "What pip wrote, or what is installed if there was nothing to do."),
      @Describe.Returned(name = "stderr", value = "What pip complained of, if it was run."),
      @Describe.Returned(name = "missing", value = "Requirements that are not satisfied yet."),
      @Describe.Returned(
          name = "would_install",
          value = "Packages with versions that would be installed, where pip can tell."),
      @Describe.Returned(name = "installed", value = "What changed in the list of packages.")
    })
@Constraint(
    value = Constraint.Kind.EXCLUSIVE,
    names = {"name", "requirements"})
@Constraint(
    value = Constraint.Kind.EXCLUSIVE,
    names = {"executable", "virtualenv"})
@Constraint(
    value = Constraint.Kind.EXCLUSIVE,
    names = {"editable", "requirements"})
@Constraint(
    value = Constraint.Kind.ONE_OF,
    names = {"name", "requirements"})
public record Pip(
    @Param("Packages: names, with conditions if need be, URLs, paths.") Optional<List<String>> name,
    @Param("Version of the one package in `name`, or a condition.") Optional<String> version,
    @Param("Requirements file on the host, relative to chdir.") Optional<RemotePath> requirements,
    @Param("Virtual environment, relative to chdir; made if there is none.")
        Optional<RemotePath> virtualenv,
    @Param(
            value = "Whether a new virtual environment sees the system's packages.",
            byDefault = "false")
        boolean virtualenvSitePackages,
    @Param(
            value = "Command that makes the virtual environment.",
            byDefault = "virtualenv",
            path = true)
        String virtualenvCommand,
    @Param("Interpreter of a new virtual environment.") Optional<String> virtualenvPython,
    @Param(value = "What the packages are to be.", byDefault = "present") PackageState state,
    @Param("More arguments of pip.") Optional<String> extraArgs,
    @Param(value = "Whether packages are used in place.", byDefault = "false") boolean editable,
    @Param("Directory that pip runs in.") Optional<RemotePath> chdir,
    @Param(
            value =
                "Interpreter whose pip is run, if neither executable nor virtualenv is given;"
                    + " `auto` is that of ansible_python_interpreter, or python3.",
            byDefault = HostPython.AUTO)
        HostPython python,
    @Param(value = "The pip to run, instead of python's.", path = true) Optional<String> executable,
    @Param("Permissions that new files don't get.") Optional<FileMode> umask,
    @Param(
            value = "Whether pip may change a Python that the system's packages keep (PEP 668).",
            byDefault = "false")
        boolean breakSystemPackages)
    implements TaskModule {
  public Pip {
    version = version.map(String::strip).filter(text -> !text.isEmpty());
    if (name.isEmpty() && requirements.isEmpty()) {
      throw BadParameter.oneRequired("name", "requirements");
    }
    List<String> names = PipNames.of(name.orElse(List.of()));
    for (String each : names) {
      if (each.startsWith("-")) {
        throw new BadParameter("name", "'%s' is no package".formatted(each));
      }
    }
    if (version.isPresent()) {
      checkVersion(names);
    }
    if (version.isPresent() && state == PackageState.LATEST) {
      throw new BadParameter("version", "version is incompatible with state=latest");
    }
    if (virtualenv.isPresent() && virtualenvPython.isPresent() && isVenv(virtualenvCommand)) {
      throw new BadParameter(
          "virtualenv_python",
          "virtualenv_python should not be used when using the venv module or pyvenv as"
              + " virtualenv_command");
    }
  }

  private static void checkVersion(List<String> names) {
    if (names.size() > 1) {
      throw new BadParameter(
          "version",
          "'version' argument is ambiguous when installing multiple package distributions. Please"
              + " specify version restrictions next to each package in 'name' argument.");
    } else if (names.isEmpty() || names.getFirst().matches(".*[<>=!~].*")) {
      throw new BadParameter(
          "version",
          "The 'version' argument conflicts with any version specifier provided along with a"
              + " package name. Please keep the version specifier, but remove the 'version'"
              + " argument.");
    }
  }

  private static boolean isVenv(String command) {
    return command.matches("(?:.*/)?pyvenv(?: .*)?|.*\\s-m\\s*venv\\b.*");
  }

  @Override
  public Plan plan(Probe host) {
    if (names().isEmpty() && requirements.isEmpty() && virtualenv.isEmpty()) {
      return Plan.unchanged("nothing was asked for")
          .warning("No valid name or requirements file found.");
    }
    return told(task(host).plan(host));
  }

  private Plan told(Plan plan) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("name", name.<Object>map(List::copyOf).orElse(None.NONE));
    values.put("version", version.<Object>map(text -> text).orElse(None.NONE));
    values.put("state", state.name().toLowerCase(Locale.ROOT));
    values.put("requirements", requirements.<Object>map(RemotePath::text).orElse(None.NONE));
    values.put("virtualenv", environment().<Object>map(RemotePath::text).orElse(None.NONE));
    return switch (plan) {
      case Plan.Unchanged unchanged -> unchanged.withAll(values);
      case Plan.Changes changes -> changes.predictingAll(values);
      default -> plan;
    };
  }

  private List<String> names() {
    List<String> names = PipNames.of(name.orElse(List.of()));
    return names.stream()
        .map(each -> version.map(text -> PipNames.with(each, text)).orElse(each))
        .map(each -> editable ? "-e " + each : each)
        .toList();
  }

  private Optional<RemotePath> environment() {
    return virtualenv.map(this::placed);
  }

  private RemotePath placed(RemotePath path) {
    return chdir.map(where -> where.resolve(path.text())).orElse(path);
  }

  private PipTask task(Probe host) {
    return new PipTask(
        names(),
        requirements.map(this::placed),
        OtherRevision.NONE,
        state,
        environment().map(path -> new PipTask.Environment(path, making(host, path))),
        python.program(),
        Optional.of("python3"),
        executable,
        extraArgs.<List<Object>>map(text -> List.copyOf(Words.split(text))).orElse(List.of()),
        chdir,
        umask,
        breakSystemPackages);
  }

  private Pending<Command> making(Probe host, RemotePath path) {
    if (!virtualenvCommand.equals("virtualenv")) {
      return () -> making(path, false);
    }
    Pending<Optional<RemotePath>> program = host.later(new Question.Which("virtualenv"));
    return () -> making(path, program.get().isEmpty());
  }

  private Command making(RemotePath path, boolean missing) {
    List<Object> words = new ArrayList<>(Words.split(virtualenvCommand));
    if (missing) {
      words.clear();
      words.addAll(List.of(virtualenvPython.orElse("python3"), "-m", "venv"));
    } else {
      virtualenvPython.ifPresent(which -> words.addAll(List.of("-p", which)));
    }
    if (virtualenvSitePackages) {
      words.add("--system-site-packages");
    }
    words.add(path);
    return Command.of(words);
  }
}
