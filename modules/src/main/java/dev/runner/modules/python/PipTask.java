package dev.runner.modules.python;

import dev.runner.module.Account;
import dev.runner.module.Answer;
import dev.runner.module.Command;
import dev.runner.module.FileMode;
import dev.runner.module.FileStat;
import dev.runner.module.Finished;
import dev.runner.module.Output;
import dev.runner.module.Outputs;
import dev.runner.module.Pending;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import dev.runner.modules.files.Steward;
import dev.runner.values.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Brings packages of a Python into a state, with pip: what `pip` and `pip_install` have in common.
///
/// @param names requirements, as lines of a requirements file have them
/// @param other the revision in which the requirements file is read
/// @param environment a virtual environment that is used, and made if there is none
/// @param python the interpreter, unless `environment` has one of its own
/// @param options words for `pip install`
/// @param umask permissions that new files don't get, if not what the environment's owner wants
/// @param breaks whether pip may change a Python that the system's packages keep
record PipTask(
    List<String> names,
    Optional<RemotePath> requirements,
    OtherRevision other,
    PackageState state,
    Optional<Environment> environment,
    String python,
    List<Object> options,
    Optional<RemotePath> chdir,
    Optional<FileMode> umask,
    boolean breaks) {

  /// A virtual environment.
  ///
  /// @param making the command that makes it
  record Environment(RemotePath path, Command making) {}

  /// The first pip that has `--dry-run` and `--report`.
  private static final String DRY_RUN = "22.2";

  Plan plan(Probe host) {
    Pending<Account> self = host.later(new Question.Self());
    if (environment.isEmpty()) {
      return plan(host, read(host, RemotePath.of(python), Optional.empty()));
    }
    RemotePath inside = environment.get().path().resolve("bin/python");
    Pending<FileStat> folder = host.later(new Question.Stat(environment.get().path(), true));
    if (!host.stat(inside).exists()) {
      return state == PackageState.ABSENT
          ? Plan.unchanged("there is no virtual environment " + environment.get().path())
          : create(environment.get(), inside);
    }
    Steward steward = new Steward(folder.get(), self.get());
    Optional<Plan.Refused> stranger = steward.obstacle();
    return stranger.isPresent()
        ? stranger.get()
        : plan(host, read(host, inside, Optional.of(steward)));
  }

  private Plan create(Environment made, RemotePath inside) {
    List<String> wanted = new ArrayList<>(names);
    requirements.ifPresent(file -> wanted.add("-r " + file));
    return Plan.changes(
            Step.run("make the virtual environment " + made.path(), masked(made.making())))
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
    Plan plan = work(host, interpreter);
    return plan instanceof Plan.Unchanged unchanged
        ? unchanged.with("stdout", interpreter.frozen())
        : plan;
  }

  private Plan work(Probe host, Interpreter interpreter) {
    if (!interpreter.trouble().isEmpty()) {
      return Plan.refuse(
          "%s has no pip: %s".formatted(interpreter.python(), interpreter.trouble()),
          "install pip for it, or set `python` or `virtualenv`");
    }
    List<Requirement> wanted = new ArrayList<>(names.stream().map(Requirement::parse).toList());
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
      case FORCEREINSTALL -> changes(host, interpreter, wanted, wanted, true);
    };
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
    Command command = acts(interpreter, "-m", "pip", "uninstall", "-y").and(there.toArray());
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
    words.addAll(options);
    words.addAll(state.words());
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
    List<String> report = dryRun.map(PipTask::report).orElse(List.of());
    if (dryRun.isPresent() && report.isEmpty()) {
      return Plan.unchanged("nothing is to be installed").with("missing", List.of());
    }
    List<String> shown = report.isEmpty() ? names : report;
    return Plan.changes(
            Step.run("install " + String.join(", ", shown), in(acts(interpreter, words.toArray())))
                .anyStatus())
        .after((outputs, now) -> verify(outputs, now, interpreter, wanted))
        .predicting("missing", names)
        .predicting("would_install", report);
  }

  private static Interpreter read(Probe host, RemotePath python, Optional<Steward> steward) {
    return Interpreter.read(host, python, steward);
  }

  private Command acts(Interpreter interpreter, Object... words) {
    Command command = masked(interpreter.acts(words));
    return breaks ? command.with("PIP_BREAK_SYSTEM_PACKAGES", "1") : command;
  }

  private Command masked(Command command) {
    return umask.map(command::withUmask).orElse(command);
  }

  private Command in(Command command) {
    return chdir.isPresent() ? command.in(chdir.get()) : command;
  }

  private Command dryRun(Interpreter interpreter, List<Object> words) {
    Command command = interpreter.asks(words.toArray());
    return (breaks ? command.with("PIP_BREAK_SYSTEM_PACKAGES", "1") : command)
        .and("--dry-run", "--quiet", "--no-cache-dir", "--report", "-");
  }

  private List<Object> everything() {
    List<Object> words = new ArrayList<>();
    requirements.ifPresent(file -> words.addAll(List.of("-r", file)));
    names.forEach(each -> words.addAll(words(each)));
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
    Interpreter after = read(now, before.python(), before.steward());
    List<String> difference = difference(before, after);
    Output output = outputs.last();
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("installed", difference);
    values.put("stdout", output.stdout().lenientText());
    values.put("stderr", output.stderr().lenientText());
    if (!output.ok()) {
      PipTrouble trouble = PipTrouble.of(output);
      return Finished.failed(trouble.sentence() + "; " + trouble.remedy())
          .changedWhen(!difference.isEmpty())
          .withAll(values);
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
        .changedWhen(!difference.isEmpty() || reinstalled(output))
        .withAll(values);
  }

  /// What is installed from a path or by force is new, though its version may be the same.
  private boolean reinstalled(Output output) {
    boolean tells =
        state == PackageState.FORCEREINSTALL
            || (requirements.isEmpty() && names.stream().noneMatch(PipTask::isVersioned));
    return tells && output.out().contains("Successfully installed");
  }

  private static boolean isVersioned(String name) {
    return name.matches("(?:-e )?(?:svn|git|hg|bzr)\\+.*");
  }

  private static List<String> difference(Interpreter one, Interpreter other) {
    Map<String, String> before = one.packages();
    Map<String, String> after = other.packages();
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
    other.editable().stream()
        .filter(place -> !one.editable().contains(place))
        .forEach(place -> lines.put(place, "in place " + place));
    return List.copyOf(lines.values());
  }
}
