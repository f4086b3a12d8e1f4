package dev.runner.modules.commands;

import dev.runner.module.BadParameter;
import dev.runner.module.Command;
import dev.runner.module.Describe;
import dev.runner.module.Param;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.RemotePath;
import dev.runner.module.TaskModule;
import dev.runner.values.Text;
import java.util.List;
import java.util.Optional;

/// Runs text by a shell.
@Describe(
    summary = "Run a command line by a shell.",
    description =
        """
        Pipes, redirections, patterns and variables are those of the shell. Use `command` where none
        is needed: there nothing has to be quoted.
        """,
    since = "0.1",
    missing = "one of the following is required: _raw_params, cmd, argv",
    example =
        """
        - name: keep the log of a script
          shell: somescript.sh >> somelog.txt
          args:
            chdir: somedir/
            creates: somelog.txt
        """,
    returns = {
      @Describe.Returned(name = "cmd", value = "What was run."),
      @Describe.Returned(name = "rc", value = "The exit status; 0 if nothing had to be run."),
      @Describe.Returned(name = "stdout", value = "What the command wrote."),
      @Describe.Returned(name = "stderr", value = "What the command complained of."),
      @Describe.Returned(name = "stdout_lines", value = "The lines of stdout."),
      @Describe.Returned(name = "stderr_lines", value = "The lines of stderr."),
      @Describe.Returned(name = "start", value = "When the command began, in UTC."),
      @Describe.Returned(name = "end", value = "When the command ended, in UTC."),
      @Describe.Returned(name = "delta", value = "How long the command took.")
    })
public record Shell(
    @Param(value = "The command line.", freeForm = true) Text cmd,
    @Param("Nothing is run if something matches this path or pattern.")
        Optional<RemotePath> creates,
    @Param("Nothing is run unless something matches this path or pattern.")
        Optional<RemotePath> removes,
    @Param("Directory to run in.") Optional<RemotePath> chdir,
    @Param(value = "Path of the shell.", byDefault = "/bin/sh", path = true) String executable,
    @Param("Text that the command reads.") Optional<Text> stdin,
    @Param(value = "Whether a newline is added to stdin.", byDefault = "true")
        boolean stdinAddNewline,
    @Param(value = "Whether newlines at the ends of the output are left out.", byDefault = "true")
        boolean stripEmptyEnds)
    implements TaskModule {

  public Shell {
    if (cmd.value().isBlank()) {
      throw new BadParameter("cmd", "no command is given");
    }
  }

  @Override
  public boolean foreseeable() {
    return creates.isPresent() || removes.isPresent();
  }

  @Override
  public String unforeseen() {
    return Invocation.NOT_RUN;
  }

  @Override
  public Optional<Plan> impossible(Probe host) {
    return new Invocation(
            Command.of(executable, "-c", cmd),
            cmd,
            List.of(),
            stripEmptyEnds,
            Invocation.Kind.SHELL)
        .nowhere(new Traces(creates, removes, chdir), host);
  }

  @Override
  public Plan plan(Probe host) {
    Command command = Command.of(executable, "-c", cmd);
    if (chdir.isPresent()) {
      command = command.in(chdir.get());
    }
    if (stdin.isPresent()) {
      command = command.reading(Invocation.input(stdin.get(), stdinAddNewline));
    }
    return new Invocation(command, cmd, List.of(), stripEmptyEnds, Invocation.Kind.SHELL)
        .plan(new Traces(creates, removes, chdir), host);
  }
}
