package dev.runner.modules.python;

import dev.runner.module.Account;
import dev.runner.module.Answer;
import dev.runner.module.Command;
import dev.runner.module.FileMode;
import dev.runner.module.FileStat;
import dev.runner.module.Finished;
import dev.runner.module.Output;
import dev.runner.module.Pending;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import dev.runner.modules.files.Steward;
import dev.runner.modules.git.OtherRevision;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Brings packages of a Python into a state, with pip: what `pip` and `pip_install` have in common.
///
/// @param names requirements, as lines of a requirements file have them
/// @param other the revision in which the requirements file is read
/// @param environment a virtual environment that is used, and made if there is none
/// @param python the interpreter, unless `environment` has one of its own
/// @param spare an interpreter for where that one has no pip
/// @param executable a pip whose interpreter is used instead
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
    Optional<String> spare,
    Optional<String> executable,
    List<Object> options,
    Optional<RemotePath> chdir,
    Optional<FileMode> umask,
    boolean breaks) {

  /// A virtual environment.
  ///
  /// @param making the command that makes it
  record Environment(RemotePath path, Pending<Command> making) {}

  Plan plan(Probe probe) {
    // What another revision asks for is compared with the packages as they are.
    Probe host = other.revision().isPresent() ? probe.asItIs() : probe;
    Optional<OtherRevision.Source> files = requirements.map(file -> other.source(host, file));
    Pending<Account> self = host.later(new Question.Self());
    if (executable.isPresent()) {
      return PipProgram.interpreter(host, executable.get())
          .map(interpreter -> plan(host, files, interpreter))
          .orElseGet(
              () ->
                  Plan.refuse(
                      "Unable to find any of %s to use. pip needs to be installed."
                          .formatted(executable.get()),
                      "install it, or leave `executable` out"));
    }
    if (environment.isEmpty()) {
      return plan(host, files, reading(host));
    }
    RemotePath inside = environment.get().path().resolve("bin/python");
    Pending<FileStat> folder = host.later(new Question.Stat(environment.get().path(), true));
    Pending<FileStat> python = host.later(new Question.Stat(inside, true));
    Function<Steward, Interpreter> asked =
        InterpreterReading.inside(host, environment.get().path(), inside);
    if (!python.get().exists()) {
      return state == PackageState.ABSENT
          ? Plan.unchanged("there is no virtual environment " + environment.get().path())
          : create(environment.get(), inside);
    }
    Steward steward = new Steward(folder.get(), self.get());
    Optional<Plan.Refused> stranger = steward.obstacle();
    return stranger.isPresent() ? stranger.get() : plan(host, files, asked.apply(steward));
  }

  private Interpreter reading(Probe host) {
    Interpreter first = InterpreterReading.read(host, RemotePath.of(python), Optional.empty());
    return first.trouble().isEmpty() || spare.filter(other -> !other.equals(python)).isEmpty()
        ? first
        : InterpreterReading.read(host, RemotePath.of(spare.get()), Optional.empty());
  }

  private Plan create(Environment made, RemotePath inside) {
    List<String> wanted = new ArrayList<>(names);
    requirements.ifPresent(file -> wanted.add("-r " + file));
    return Plan.changes(
            Step.run("make the virtual environment " + made.path(), masked(made.making().get())))
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

  private Plan plan(Probe host, Optional<OtherRevision.Source> files, Interpreter interpreter) {
    Plan plan = work(host, files, interpreter);
    return plan instanceof Plan.Unchanged unchanged
        ? unchanged.with("stdout", interpreter.frozen())
        : plan;
  }

  private Plan work(Probe host, Optional<OtherRevision.Source> source, Interpreter interpreter) {
    if (!interpreter.trouble().isEmpty()) {
      return Plan.refuse(
          "%s has no pip: %s".formatted(interpreter.python(), interpreter.trouble()),
          "install pip for it, or uv, or set `python` or `virtualenv`");
    }
    List<Object> where = new ArrayList<>();
    List<Requirement> wanted = new ArrayList<>(names.stream().map(Requirement::parse).toList());
    if (source.isPresent() && source.get() instanceof OtherRevision.Source.Nowhere nowhere) {
      return nowhere.because();
    }
    if (source.isPresent() && source.get() instanceof OtherRevision.Source.Here here) {
      RequirementsFile.Read read = RequirementsFile.read(here.files(), requirements.orElseThrow());
      if (read.missing().isPresent()) {
        return Plan.refuse(
            "there is no requirements file " + read.missing().get(), "look at the path");
      }
      wanted.addAll(read.requirements());
      where.addAll(read.options());
    }
    wanted.removeIf(each -> !Marker.holds(each.marker(), interpreter.environment()));
    PipRun run = new PipRun(this, interpreter, wanted, where);
    return switch (state) {
      case ABSENT -> run.remove();
      case PRESENT -> install(host, run);
      case LATEST -> upgrade(host, run);
      case FORCEREINSTALL -> run.install(host, wanted, true);
    };
  }

  private Plan install(Probe host, PipRun run) {
    Interpreter interpreter = run.interpreter();
    List<Requirement> open = run.open(host);
    List<String> unknown =
        open.stream()
            .filter(each -> each.location().isEmpty())
            .map(Requirement::name)
            .filter(each -> !interpreter.packages().containsKey(each))
            .toList();
    Map<String, String> importable = InterpreterReading.importable(host, interpreter, unknown);
    List<String> bare =
        open.stream()
            .filter(each -> importable.containsKey(each.name()))
            .filter(each -> willDo(each, importable.getOrDefault(each.name(), "")))
            .map(Requirement::name)
            .toList();
    List<Requirement> missing = open.stream().filter(each -> !bare.contains(each.name())).toList();
    if (missing.isEmpty()) {
      Plan.Unchanged plan =
          Plan.unchanged("%d requirements are satisfied".formatted(run.wanted().size()))
              .with("missing", List.of())
              .with("would_install", List.of());
      return bare.isEmpty()
          ? plan
          : plan.warning(
              "can be imported, though pip knows nothing of them: " + String.join(", ", bare));
    }
    return run.install(host, missing, bare.isEmpty());
  }

  private static boolean willDo(Requirement requirement, String version) {
    return Version.parse(version).isEmpty() || requirement.specifiers().admit(version);
  }

  private Plan upgrade(Probe host, PipRun run) {
    Interpreter interpreter = run.interpreter();
    List<Requirement> open = run.open(host);
    if (interpreter.foresees()) {
      return run.install(host, open, true);
    }
    Output output = host.look(interpreter.asksPip("list", "--outdated", "--format=json"));
    if (!output.ok()) {
      PipTrouble trouble = PipTrouble.of(output);
      return Plan.refuse(trouble.sentence(), trouble.remedy());
    }
    List<Requirement> old =
        run.wanted().stream()
            .filter(
                each ->
                    open.contains(each)
                        || output
                            .out()
                            .toLowerCase(java.util.Locale.ROOT)
                            .replace('_', '-')
                            .contains("\"" + each.name() + "\""))
            .toList();
    return old.isEmpty() ? Plan.unchanged("all are the newest") : run.install(host, old, true);
  }

  /// Where pip runs, which relative paths are relative to.
  Optional<RemotePath> folder() {
    return chdir.or(other::checkout);
  }

  Command masked(Command command) {
    return umask.map(command::withUmask).orElse(command);
  }
}
