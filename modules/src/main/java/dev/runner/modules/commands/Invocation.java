package dev.runner.modules.commands;

import dev.runner.module.Answer;
import dev.runner.module.Command;
import dev.runner.module.Content;
import dev.runner.module.Finished;
import dev.runner.module.Output;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Step;
import dev.runner.values.None;
import dev.runner.values.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A command of the user's: run, shown as it comes, its exit status decides.
///
/// @param command what runs
/// @param cmd what `register` gets for it
/// @param before steps that it takes first
/// @param strip whether newlines at the ends of its output are left out
/// @param failure what is said when it fails
record Invocation(Command command, Object cmd, List<Step> before, boolean strip, String failure) {
  /// What check mode says.
  static final String NOT_RUN = "Command would have run if not in check mode";

  Invocation {
    before = List.copyOf(before);
  }

  static Invocation of(Command command, Object cmd, boolean strip) {
    return new Invocation(
        command, cmd, List.of(), strip, "The command exited with a non-zero return code.");
  }

  /// The plan that runs it, unless its traces say that it isn't needed.
  Plan plan(Traces traces, Probe host) {
    Optional<String> reason = traces.any() ? traces.reason(host) : Optional.empty();
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
    Plan.Changes changes =
        Plan.changes(steps)
            .predicting("cmd", cmd)
            .predicting("msg", NOT_RUN)
            .after((outputs, now) -> finish(outputs.last()));
    return showsSecret()
        ? changes.warning(
            "the command line holds a secret, which others on the host can see while it runs")
        : changes;
  }

  private Answer finish(Output output) {
    Map<String, Object> values = Results.of(cmd, output, strip);
    String message =
        output.ok()
            ? ""
            : movedNowhere(output)
                ? "Unable to change directory before execution: " + output.lastWords()
                : failure;
    values.put("msg", message);
    return output.ok()
        ? Finished.changed("").withAll(values)
        : Finished.failed(message).withAll(values).with("changed", true);
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
