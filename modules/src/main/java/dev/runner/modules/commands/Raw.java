package dev.runner.modules.commands;

import dev.runner.module.BadParameter;
import dev.runner.module.Command;
import dev.runner.module.Describe;
import dev.runner.module.Param;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.TaskModule;
import dev.runner.values.Text;
import java.util.List;
import java.util.Optional;

/// Runs text by the shell, with nothing around it.
@Describe(
    summary = "Run a command line with nothing around it.",
    description = "The same as `shell` here, since no module needs anything on the host.",
    since = "0.1",
    example =
        """
        - name: install an interpreter where there is none
          raw: apk add python3
        """,
    returns = {
      @Describe.Returned(name = "rc", value = "The exit status; 0 if nothing had to be run."),
      @Describe.Returned(name = "stdout", value = "What the command wrote."),
      @Describe.Returned(name = "stderr", value = "What the command complained of."),
      @Describe.Returned(name = "stdout_lines", value = "The lines of stdout."),
      @Describe.Returned(name = "stderr_lines", value = "The lines of stderr.")
    })
public record Raw(
    @Param(value = "The command line.", freeForm = true, aliases = "cmd") Text freeForm,
    @Param(value = "Path of the shell.", byDefault = "/bin/sh") String executable)
    implements TaskModule {

  public Raw {
    if (freeForm.value().isBlank()) {
      throw new BadParameter("free_form", "no command is given");
    }
  }

  @Override
  public boolean foreseeable() {
    return false;
  }

  @Override
  public String unforeseen() {
    return Invocation.NOT_RUN;
  }

  @Override
  public Plan plan(Probe host) {
    Traces none = new Traces(Optional.empty(), Optional.empty(), Optional.empty());
    return new Invocation(
            Command.of(executable, "-c", freeForm),
            freeForm,
            List.of(),
            false,
            Invocation.Kind.BRIEF)
        .plan(none, host);
  }
}
