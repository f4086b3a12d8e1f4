package dev.runner.modules.commands;

import dev.runner.module.Command;
import dev.runner.module.Constraint;
import dev.runner.module.Describe;
import dev.runner.module.Finished;
import dev.runner.module.Output;
import dev.runner.module.Param;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Quoting;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import dev.runner.module.TaskModule;
import dev.runner.module.Value;
import dev.runner.values.None;
import dev.runner.values.Python;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Makes what a makefile says.
@Describe(
    summary = "Make targets of a makefile.",
    description =
        """
        `make -q` is asked first whether the target is up to date. One that never is (it makes no
        file of its name) is made each time.
        """,
    since = "0.1",
    collection = "community.general",
    example =
        """
        - name: build the program
          make:
            chdir: /srv/src/program
            target: all
            params:
              PREFIX: /usr/local
        """,
    returns = {
      @Describe.Returned(name = "command", value = "The command, in words of a shell."),
      @Describe.Returned(name = "chdir", value = "As given."),
      @Describe.Returned(name = "target", value = "As given."),
      @Describe.Returned(name = "targets", value = "As given."),
      @Describe.Returned(name = "params", value = "As given."),
      @Describe.Returned(name = "file", value = "As given."),
      @Describe.Returned(name = "jobs", value = "As given."),
      @Describe.Returned(name = "stdout", value = "What make said."),
      @Describe.Returned(name = "stderr", value = "What make complained of.")
    })
@Constraint(
    value = Constraint.Kind.EXCLUSIVE,
    names = {"target", "targets"})
public record Make(
    @Param("The directory.") RemotePath chdir,
    @Param("The target; the makefile's first if left out.") Optional<String> target,
    @Param("Several targets.") List<String> targets,
    @Param("Variables for make; one without a value stands by itself.") Map<String, Value> params,
    @Param("The makefile.") Optional<RemotePath> file,
    @Param("How many jobs run at once.") Optional<Long> jobs,
    @Param("The program; gmake or make if left out.") Optional<RemotePath> make)
    implements TaskModule {

  private static final String UP_TO_DATE =
      """
      for program in "$1" gmake make; do
        [ -n "$program" ] && program=$(command -v "$program") && break
      done
      [ -n "$program" ] || { echo none; exit 0; }
      shift
      echo "$program"
      "$program" -q "$@" >/dev/null
      """;

  /// What stands behind the program's name.
  private List<Object> words() {
    List<Object> words = new ArrayList<>();
    jobs.ifPresent(number -> words.addAll(List.of("-j", number)));
    file.ifPresent(path -> words.addAll(List.of("-f", path)));
    target.ifPresent(words::add);
    words.addAll(targets);
    params.forEach(
        (name, value) ->
            words.add(isNothing(value) ? name : name + "=" + Python.string(value.value())));
    return words;
  }

  private Map<String, Object> given() {
    Map<String, Object> given = new LinkedHashMap<>();
    params.forEach((name, value) -> given.put(name, value.value()));
    return given;
  }

  private static boolean isNothing(Value value) {
    return value.value() == None.NONE || value.value().equals("");
  }

  @Override
  public Plan plan(Probe host) {
    Output asked =
        host.look(
            Command.of("sh", "-c", UP_TO_DATE, "make", make.map(RemotePath::text).orElse(""))
                .and(words().toArray())
                .in(chdir));
    String program = asked.lines().stream().findFirst().orElse("");
    if (program.isEmpty() || program.equals("none")) {
      return program.isEmpty()
          ? Plan.refuse("There is no directory %s.".formatted(chdir), "make it first")
          : Plan.lacks("make", "install make");
    }
    Command command = Command.of(program).and(words().toArray()).in(chdir);
    Map<String, Object> values = values(command);
    if (asked.exit() == 0) {
      return Plan.unchanged("it is up to date")
          .withAll(values)
          .with("stdout", "")
          .with("stderr", asked.err());
    }
    String what = target.map(List::of).orElse(targets).stream().collect(Collectors.joining(" "));
    return Plan.changes(Step.run(("make " + what).strip(), command).anyStatus())
        .predictingAll(values)
        .after((outputs, now) -> made(outputs.last()));
  }

  /// What make complains of is said in its own words.
  private static Finished made(Output output) {
    Finished done =
        output.ok()
            ? Finished.changed("")
            : Finished.failed(output.err().strip())
                .changedWhen(false)
                .with("rc", (long) output.exit());
    return done.with("stdout", output.out()).with("stderr", output.err());
  }

  private Map<String, Object> values(Command command) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put(
        "command",
        command.words().stream()
            .map(word -> Quoting.quote(word.value()))
            .collect(Collectors.joining(" ")));
    values.put("chdir", chdir.text());
    values.put("target", target.<Object>map(each -> each).orElse(None.NONE));
    values.put("targets", targets.isEmpty() ? None.NONE : targets);
    values.put("params", params.isEmpty() ? None.NONE : given());
    values.put("file", file.<Object>map(RemotePath::text).orElse(None.NONE));
    values.put("jobs", jobs.<Object>map(each -> each).orElse(None.NONE));
    return values;
  }
}
