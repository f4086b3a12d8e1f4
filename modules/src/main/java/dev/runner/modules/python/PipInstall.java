package dev.runner.modules.python;

import dev.runner.module.Account;
import dev.runner.module.Answer;
import dev.runner.module.BadParameter;
import dev.runner.module.Command;
import dev.runner.module.Describe;
import dev.runner.module.FileStat;
import dev.runner.module.Finished;
import dev.runner.module.Output;
import dev.runner.module.Outputs;
import dev.runner.module.Param;
import dev.runner.module.Pending;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import dev.runner.module.Spread;
import dev.runner.module.Step;
import dev.runner.module.TaskModule;
import dev.runner.modules.files.Steward;
import dev.runner.values.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Installs Python packages with pip, and only those that don't satisfy yet.
@Describe(
    summary = "Install Python packages with pip.",
    description =
        """
        What is installed and satisfies is left alone without asking an index. Changed only if pip's
        list of packages differs afterwards. A virtual environment is made where there is none. With
        `revision` the requirements file of another revision is read, one that isn't fetched yet
        included; options in that file don't count then.
        """,
    since = "0.1",
    roundTrips = 4,
    aliases = {"pip"},
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
    @Param("Directory that pip runs in.") Optional<RemotePath> chdir)
    implements TaskModule {

  /// The first pip that has `--dry-run` and `--report`.
  private static final String DRY_RUN = "22.2";

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
    Pending<Account> self = host.later(new Question.Self());
    if (virtualenv.isEmpty()) {
      return plan(host, Interpreter.read(host, RemotePath.of(python), Optional.empty()));
    }
    RemotePath inside = virtualenv.get().resolve("bin/python");
    Pending<FileStat> folder = host.later(new Question.Stat(virtualenv.get(), true));
    if (!host.stat(inside).exists()) {
      return state == PackageState.ABSENT
          ? Plan.unchanged("there is no virtual environment " + virtualenv.get())
          : create(inside);
    }
    Steward steward = new Steward(folder.get(), self.get());
    Optional<Plan.Refused> stranger = steward.obstacle();
    return stranger.isPresent()
        ? stranger.get()
        : plan(host, Interpreter.read(host, inside, Optional.of(steward)));
  }

  private Plan create(RemotePath inside) {
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
    words.add(virtualenv.orElseThrow());
    List<String> wanted = new ArrayList<>(names());
    requirements.ifPresent(file -> wanted.add("-r " + file));
    return Plan.changes(
            Step.run("make the virtual environment " + virtualenv.get(), Command.of(words)))
        .after(
            (outputs, now) ->
                now.stat(inside).exists()
                    ? afterCreation(plan(now))
                    : Finished.failed("there is no %s afterwards".formatted(inside)))
        .predicting("missing", wanted);
  }

  /// A new environment is a change, whatever follows.
  private static Answer afterCreation(Plan next) {
    return next instanceof Plan.Unchanged unchanged
        ? Finished.changed("made the virtual environment").withAll(unchanged.values())
        : next;
  }

  private Plan plan(Probe host, Interpreter interpreter) {
    if (!interpreter.trouble().isEmpty()) {
      return Plan.refuse(
          "%s has no pip: %s".formatted(interpreter.python(), interpreter.trouble()),
          "install pip for it, or set `python` or `virtualenv`");
    }
    List<Requirement> wanted = new ArrayList<>(names().stream().map(Requirement::parse).toList());
    if (requirements.isPresent()) {
      OtherRevision.Source source = other.source(host, requirements.get());
      if (source instanceof OtherRevision.Source.Nowhere nowhere) {
        return nowhere.because();
      }
      var files = ((OtherRevision.Source.Here) source).files();
      RequirementsFile.Read read = RequirementsFile.read(files, requirements.get());
      if (read.missing().isPresent()) {
        return Plan.refuse(
            "there is no requirements file " + read.missing().get(), "look at the path");
      }
      wanted.addAll(read.requirements());
    }
    wanted.removeIf(each -> !Marker.holds(each.marker(), interpreter.environment()));
    return switch (state) {
      case ABSENT -> remove(interpreter, wanted);
      case PRESENT -> install(host, interpreter, wanted);
      case LATEST -> upgrade(host, interpreter, wanted);
    };
  }

  private List<String> names() {
    return version.isPresent()
        ? List.of(name.getFirst() + "==" + version.get())
        : name.stream().map(each -> editable ? "-e " + each : each).toList();
  }

  private Plan remove(Interpreter interpreter, List<Requirement> wanted) {
    List<String> there =
        wanted.stream()
            .map(Requirement::name)
            .filter(interpreter.packages()::containsKey)
            .distinct()
            .toList();
    if (there.isEmpty()) {
      return Plan.unchanged("not installed");
    }
    Command command = interpreter.acts("-m", "pip", "uninstall", "-y").and(there.toArray());
    return Plan.changes(Step.run("remove " + String.join(", ", there), command).anyStatus())
        .after((outputs, now) -> verify(outputs, now, interpreter, wanted));
  }

  private Plan install(Probe host, Interpreter interpreter, List<Requirement> wanted) {
    List<Requirement> open = wanted.stream().filter(each -> !satisfied(each, interpreter)).toList();
    List<String> unknown =
        open.stream()
            .filter(each -> each.location().isEmpty())
            .map(Requirement::name)
            .filter(each -> !interpreter.packages().containsKey(each))
            .toList();
    Map<String, String> importable = interpreter.importable(host, unknown);
    List<String> bare =
        open.stream()
            .filter(each -> importable.containsKey(each.name()))
            .filter(each -> willDo(each, importable.getOrDefault(each.name(), "")))
            .map(Requirement::name)
            .toList();
    List<Requirement> missing = open.stream().filter(each -> !bare.contains(each.name())).toList();
    if (missing.isEmpty()) {
      Plan.Unchanged plan =
          Plan.unchanged("%d requirements are satisfied".formatted(wanted.size()))
              .with("missing", List.of())
              .with("would_install", List.of());
      return bare.isEmpty()
          ? plan
          : plan.warning(
              "can be imported, though pip knows nothing of them: " + String.join(", ", bare));
    }
    return changes(host, interpreter, wanted, missing, bare.isEmpty());
  }

  private static boolean willDo(Requirement requirement, String version) {
    return Version.parse(version).isEmpty() || requirement.specifiers().admit(version);
  }

  private boolean satisfied(Requirement requirement, Interpreter interpreter) {
    if (requirement.name().isEmpty()) {
      String place = requirement.location().orElse("").replaceFirst("\\[.*\\]$", "");
      RemotePath path = chdir.orElse(RemotePath.of("/")).resolve(place).normalized();
      return interpreter.editable().contains(path.text());
    }
    String installed = interpreter.packages().get(requirement.name());
    return installed != null && requirement.specifiers().admit(installed);
  }

  private Plan upgrade(Probe host, Interpreter interpreter, List<Requirement> wanted) {
    List<Requirement> open = wanted.stream().filter(each -> !satisfied(each, interpreter)).toList();
    if (interpreter.hasPip(DRY_RUN)) {
      return changes(host, interpreter, wanted, open, true);
    }
    Output output = host.look(interpreter.asks("-m", "pip", "list", "--outdated", "--format=json"));
    if (!output.ok()) {
      PipTrouble trouble = PipTrouble.of(output);
      return Plan.refuse(trouble.sentence(), trouble.remedy());
    }
    List<Requirement> old =
        wanted.stream()
            .filter(
                each ->
                    open.contains(each)
                        || output
                            .out()
                            .toLowerCase(java.util.Locale.ROOT)
                            .replace('_', '-')
                            .contains("\"" + each.name() + "\""))
            .toList();
    return old.isEmpty()
        ? Plan.unchanged("all are the newest")
        : changes(host, interpreter, wanted, old, true);
  }

  /// @param whole whether the requirements file may be given to pip as it is; not where packages
  ///   without metadata must be left alone
  private Plan changes(
      Probe host,
      Interpreter interpreter,
      List<Requirement> wanted,
      List<Requirement> missing,
      boolean whole) {
    List<Object> words = new ArrayList<>(List.of("-m", "pip", "install"));
    words.addAll(options());
    words.addAll(whole && other.revision().isEmpty() ? everything() : each(missing));
    List<String> names = missing.stream().map(Requirement::text).toList();
    // To predict packages that are used in place, pip would build in their directory.
    boolean building = wanted.stream().anyMatch(Requirement::editable);
    Optional<Output> dryRun =
        interpreter.hasPip(DRY_RUN) && !building
            ? Optional.of(host.look(in(dryRun(interpreter, words))))
            : Optional.empty();
    if (dryRun.isPresent() && !dryRun.get().ok()) {
      PipTrouble trouble = PipTrouble.of(dryRun.get());
      return Plan.refuse(trouble.sentence(), trouble.remedy()).with("missing", names);
    }
    List<String> report = dryRun.map(PipInstall::report).orElse(List.of());
    if (dryRun.isPresent() && report.isEmpty()) {
      return Plan.unchanged("nothing is to be installed").with("missing", List.of());
    }
    List<String> shown = report.isEmpty() ? names : report;
    return Plan.changes(
            Step.run("install " + String.join(", ", shown), in(interpreter.acts(words.toArray())))
                .anyStatus())
        .after((outputs, now) -> verify(outputs, now, interpreter, wanted))
        .predicting("missing", names)
        .predicting("would_install", report);
  }

  private Command in(Command command) {
    return chdir.isPresent() ? command.in(chdir.get()) : command;
  }

  private static Command dryRun(Interpreter interpreter, List<Object> words) {
    return interpreter
        .asks(words.toArray())
        .and("--dry-run", "--quiet", "--no-cache-dir", "--report", "-");
  }

  private List<Object> options() {
    List<Object> words = new ArrayList<>();
    constraints.ifPresent(file -> words.addAll(List.of("-c", file)));
    indexUrl.ifPresent(url -> words.addAll(List.of("--index-url", url)));
    extraIndexUrl.forEach(url -> words.addAll(List.of("--extra-index-url", url)));
    findLinks.forEach(place -> words.addAll(List.of("--find-links", place)));
    noBinary.forEach(which -> words.addAll(List.of("--no-binary", which)));
    extraArgs.forEach(text -> words.addAll(List.of(text.strip().split("\\s+"))));
    if (state == PackageState.LATEST) {
      words.add("--upgrade");
    }
    return words;
  }

  private List<Object> everything() {
    List<Object> words = new ArrayList<>();
    requirements.ifPresent(file -> words.addAll(List.of("-r", file)));
    names().forEach(each -> words.addAll(words(each)));
    return words;
  }

  private static List<Object> each(List<Requirement> missing) {
    List<Object> words = new ArrayList<>();
    missing.forEach(each -> words.addAll(words(each.text())));
    return words;
  }

  private static List<String> words(String requirement) {
    return requirement.startsWith("-e ")
        ? List.of("-e", requirement.substring(3).strip())
        : List.of(requirement.replaceFirst("\\s+--hash.*$", ""));
  }

  /// Packages in pip's installation report (pip's documentation, "Installation Report").
  private static List<String> report(Output output) {
    List<String> found = new ArrayList<>();
    int start = output.out().indexOf('{');
    if (start >= 0
        && Json.parse(output.out().substring(start)) instanceof Map<?, ?> report
        && report.get("install") instanceof List<?> list) {
      for (Object each : list) {
        if (each instanceof Map<?, ?> item && item.get("metadata") instanceof Map<?, ?> data) {
          found.add(data.get("name") + " " + data.get("version"));
        }
      }
    }
    return found;
  }

  private Answer verify(Outputs outputs, Probe now, Interpreter before, List<Requirement> wanted) {
    Interpreter after = Interpreter.read(now, before.python(), before.steward());
    List<String> difference = difference(before.packages(), after.packages());
    Output output = outputs.last();
    if (!output.ok()) {
      PipTrouble trouble = PipTrouble.of(output);
      return Finished.failed(trouble.sentence() + "; " + trouble.remedy())
          .changedWhen(!difference.isEmpty())
          .with("installed", difference);
    }
    List<String> left =
        wanted.stream()
            .filter(each -> !each.name().isEmpty())
            .filter(each -> after.packages().containsKey(each.name()))
            .filter(each -> satisfied(each, after) == (state == PackageState.ABSENT))
            .map(Requirement::text)
            .toList();
    if (!left.isEmpty()) {
      return Finished.failed("pip said it is done, but it isn't: " + String.join(", ", left))
          .changedWhen(!difference.isEmpty());
    }
    return Finished.changed(String.join(", ", difference))
        .changedWhen(!difference.isEmpty())
        .with("installed", difference);
  }

  private static List<String> difference(Map<String, String> before, Map<String, String> after) {
    Map<String, String> lines = new LinkedHashMap<>();
    before.forEach(
        (name, version) -> {
          if (!after.containsKey(name)) {
            lines.put(name, "- %s %s".formatted(name, version));
          }
        });
    after.forEach(
        (name, version) -> {
          String old = before.get(name);
          if (old == null) {
            lines.put(name, "+ %s %s".formatted(name, version));
          } else if (!old.equals(version)) {
            lines.put(name, "%s %s → %s".formatted(name, old, version));
          }
        });
    return List.copyOf(lines.values());
  }
}
