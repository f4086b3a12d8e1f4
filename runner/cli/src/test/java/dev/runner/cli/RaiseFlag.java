package dev.runner.cli;

import dev.runner.module.Command;
import dev.runner.module.Describe;
import dev.runner.module.Obligation;
import dev.runner.module.Param;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import dev.runner.module.TaskModule;
import java.util.List;

/// Makes a file that has to go away again before all is well.
@Describe(
    summary = "Raise a flag, or lower it.",
    since = "0.1",
    example = "raise_flag: { path: /tmp/flag }")
public record RaiseFlag(
    @Param("The file.") RemotePath path,
    @Param(value = "Whether it is to be there.", byDefault = "true") boolean up)
    implements TaskModule {

  @Override
  public Plan plan(Probe host) {
    Command remove = Command.of("rm", "-f", path);
    if (!up) {
      return Plan.changes(Step.run("lower the flag", remove)).settling("flag:" + path);
    }
    return Plan.changes(Step.run("raise the flag", Command.of("touch", path)))
        .owing(
            new Obligation(
                "flag:" + path,
                "the flag is up",
                "rm " + path,
                List.of(Step.run("lower the flag", remove))));
  }
}
