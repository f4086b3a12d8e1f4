package dev.runner.modules.commands;

import dev.runner.module.Answer;
import dev.runner.module.Command;
import dev.runner.module.Content;
import dev.runner.module.FileStat;
import dev.runner.module.Finished;
import dev.runner.module.Output;
import dev.runner.module.Pending;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.Quoting;
import dev.runner.module.Step;
import dev.runner.values.Marks;
import dev.runner.values.None;
import dev.runner.values.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// A command of the user's: run, shown as it comes, its exit status decides.
///
/// @param command what runs
/// @param cmd what `register` gets for it
/// @param before steps that it takes first
/// @param strip whether newlines at the ends of its output are left out
/// @param kind what its result tells
record Invocation(Command command, Object cmd, List<Step> before, boolean strip, Kind kind) {

  /// What a result tells, besides what the command wrote.
  enum Kind {
    /// A program: what ran and when, or why it couldn't be run.
    PROGRAM,
    /// Text of a shell: what ran and when.
    SHELL,
    /// Nothing more.
    BRIEF
  }

  private static final int NOT_FOUND = 127;
  private static final int NOT_EXECUTABLE = 126;

  private static final String NOT_MOVED = "Unable to change directory before execution";
  static final String FAILURE = "The command exited with a non-zero return code.";

  /// What check mode says.
  static final String NOT_RUN = "Command would have run if not in check mode";

  Invocation {
    before = List.copyOf(before);
  }

  /// The plan that runs it, unless its traces say that it isn't needed.
  Plan plan(Traces traces, Probe host) {
    Optional<Pending<FileStat>> place = traces.any() ? place(traces, host) : Optional.empty();
    Optional<String> reason = traces.any() ? traces.reason(host) : Optional.empty();
    Optional<Plan> nowhere = place.flatMap(this::nowhere);
    if (nowhere.isPresent()) {
      return nowhere.get();
    }
    if (reason.isPresent()) {
      return Plan.unchanged(reason.get())
          .with("cmd", cmd)
          .with("rc", 0L)
          .with("msg", traces.message(reason.get()))
          .with("start", None.NONE)
          .with("end", None.NONE)
          .with("delta", None.NONE)
          .withAll(Results.streams(Output.of(0, reason.get(), ""), strip));
    }
    List<Step> steps = new ArrayList<>(before);
    steps.add(Step.run("run", command).anyStatus().streaming());
    Plan.Changes changes = Plan.changes(steps).after((outputs, now) -> finish(outputs.last()));
    changes =
        kind == Kind.BRIEF ? changes : changes.predicting("msg", NOT_RUN).predicting("cmd", cmd);
    return showsSecret()
        ? changes.warning(
            "the command line holds a secret, which others on the host can see while it runs")
        : changes;
  }

  /// Why it can't be begun: the directory isn't there.
  Optional<Plan> nowhere(Traces traces, Probe host) {
    return place(traces, host).flatMap(this::nowhere);
  }

  private static Optional<Pending<FileStat>> place(Traces traces, Probe host) {
    return traces.chdir().map(path -> host.later(new Question.Stat(path, true)));
  }

  private Optional<Plan> nowhere(Pending<FileStat> place) {
    return place.get().isDirectory()
        ? Optional.empty()
        : Optional.of(
            Plan.refuse(
                    "%s: there is no directory %s".formatted(NOT_MOVED, place.get().path()),
                    "Make it first: file: state=directory.")
                .with("msg", NOT_MOVED + ".")
                .with("stdout", "")
                .with("stderr", "")
                .with("cmd", cmd)
                .with("start", None.NONE)
                .with("end", None.NONE)
                .with("delta", None.NONE));
  }

  private Answer finish(Output output) {
    if (movedNowhere(output)) {
      return notBegun(NOT_MOVED + ": " + output.lastWords())
          .with("msg", NOT_MOVED + ".")
          .with("cmd", cmd)
          .with("start", None.NONE)
          .with("end", None.NONE)
          .with("delta", None.NONE);
    }
    if (isNotThere(output)) {
      long why = output.exit() == NOT_FOUND ? 2 : 13; // the numbers of these errors in Unix
      return notBegun(
              "Error executing command: [Errno %d] %s: '%s'"
                  .formatted(
                      why,
                      why == 2 ? "No such file or directory" : "Permission denied",
                      command.words().getFirst()))
          .with("cmd", line())
          .with("rc", why);
    }
    boolean brief = kind == Kind.BRIEF;
    Map<String, Object> values =
        brief ? Results.brief(output, strip) : Results.of(cmd, output, strip);
    String message = brief ? "non-zero return code" : FAILURE;
    if (output.ok()) {
      return Finished.changed("").withAll(brief ? values : with(values, ""));
    }
    return Finished.failed(message).withAll(with(values, message)).with("changed", true);
  }

  private static Map<String, Object> with(Map<String, Object> values, String message) {
    values.put("msg", message);
    return values;
  }

  /// Secret if one of its words is.
  private Text line() {
    String line =
        command.words().stream()
            .map(word -> Quoting.quote(word.value()))
            .collect(Collectors.joining(" "));
    return showsSecret() ? Text.secret(line) : Text.of(line, Marks.NONE);
  }

  private Finished notBegun(String message) {
    return Finished.failed(message)
        .withAll(Results.streams(Output.of(0, "", ""), strip))
        .with("msg", message)
        .with("changed", false);
  }

  /// Whether the shell that was to become the program couldn't.
  private boolean isNotThere(Output output) {
    String program = command.words().getFirst().value() + ": ";
    return kind != Kind.BRIEF
        && (output.exit() == NOT_FOUND || output.exit() == NOT_EXECUTABLE)
        && output.out().isEmpty()
        && output.err().lines().count() == 1
        && output.err().contains("exec: ")
        && output.err().contains(kind == Kind.SHELL ? "exec: " + program : program);
  }

  /// Whether the shell couldn't go where the command was to run.
  private boolean movedNowhere(Output output) {
    return output.exit() == 1
        && command
            .directory()
            .filter(
                path -> output.lastWords().contains("cd: ") && output.err().contains(path.text()))
            .isPresent();
  }

  private boolean showsSecret() {
    return command.words().stream().anyMatch(Text::isSecret);
  }

  /// What a command reads: text as given, or with a newline at its end.
  static Content input(Text text, boolean newline) {
    return Content.of(newline ? Text.of(text.value() + "\n", text.marks()) : text);
  }
}
