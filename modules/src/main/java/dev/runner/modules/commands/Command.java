package dev.runner.modules.commands;

import dev.runner.module.BadParameter;
import dev.runner.module.Describe;
import dev.runner.module.Param;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.RemotePath;
import dev.runner.module.TaskModule;
import dev.runner.module.Words;
import dev.runner.values.Text;
import java.util.List;
import java.util.Optional;

/// Runs a program with words as they are, without a shell.
@Describe(
    summary = "Run a program without a shell.",
    description =
        """
        The words reach the program as they are: no pipes, redirections or patterns; use `shell` for
        those. Variables of the environment (`$HOME`) and a leading `~` are replaced.
        """,
    since = "0.1",
    example =
        """
        - name: make the database once
          command: /usr/bin/make_database.sh arg1 arg2
          args:
            creates: /path/to/database
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
public record Command(
    @Param(value = "The program and its arguments.", freeForm = true) Optional<Text> cmd,
    @Param("The program and its arguments as a list, instead of cmd.") List<Text> argv,
    @Param("Nothing is run if something matches this path or pattern.")
        Optional<RemotePath> creates,
    @Param("Nothing is run unless something matches this path or pattern.")
        Optional<RemotePath> removes,
    @Param("Directory to run in.") Optional<RemotePath> chdir,
    @Param("Text that the program reads.") Optional<Text> stdin,
    @Param(value = "Whether a newline is added to stdin.", byDefault = "true")
        boolean stdinAddNewline,
    @Param(value = "Whether newlines at the ends of the output are left out.", byDefault = "true")
        boolean stripEmptyEnds,
    @Param(
            value = "Whether variables of the environment and a leading ~ are replaced.",
            byDefault = "true")
        boolean expandArgumentVars,
    @Param("Accepted for playbooks that have it, with a warning: there is no shell.")
        Optional<String> executable)
    implements TaskModule {

  public Command {
    argv = List.copyOf(argv);
    boolean text = cmd.filter(each -> !each.value().isBlank()).isPresent();
    if (text && !argv.isEmpty()) {
      throw BadParameter.exclusive("_raw_params", "cmd", "argv");
    }
    if (!text && argv.isEmpty()) {
      throw BadParameter.oneRequired("_raw_params", "cmd", "argv");
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
    List<Text> words = cmd.map(Words::split).orElseGet(() -> argv);
    return new Invocation(
            dev.runner.module.Command.of(words),
            words,
            List.of(),
            stripEmptyEnds,
            Invocation.Kind.PROGRAM)
        .nowhere(new Traces(creates, removes, chdir), host);
  }

  @Override
  public Plan plan(Probe host) {
    List<Text> words = cmd.map(Words::split).orElseGet(() -> argv);
    List<Text> expanded = expandArgumentVars ? Expansion.expand(words, host) : words;
    dev.runner.module.Command command = dev.runner.module.Command.of(expanded);
    if (chdir.isPresent()) {
      command = command.in(chdir.get());
    }
    if (stdin.isPresent()) {
      command = command.reading(Invocation.input(stdin.get(), stdinAddNewline));
    }
    Plan plan =
        new Invocation(command, words, List.of(), stripEmptyEnds, Invocation.Kind.PROGRAM)
            .plan(new Traces(creates, removes, chdir), host);
    return executable.isPresent() ? unused(executable.get(), plan) : plan;
  }

  private static Plan unused(String executable, Plan plan) {
    String warning =
        "executable is no longer supported by command, and %s isn't used: shell takes it"
            .formatted(executable);
    return switch (plan) {
      case Plan.Changes changes -> changes.warning(warning);
      case Plan.Unchanged unchanged -> unchanged.warning(warning);
      default -> plan;
    };
  }
}
