package dev.runner.execute.host;

import dev.runner.execute.host.StepRun.Result;
import dev.runner.module.Command;
import dev.runner.module.Content;
import dev.runner.module.Output;
import dev.runner.module.Step;
import dev.runner.transport.ConnectException;
import dev.runner.transport.Script;
import java.io.ByteArrayInputStream;
import java.time.Duration;

/// Runs a command whose output is shown as it comes, in a process group of its own.
final class LiveRun {
  /// What is kept of each stream.
  private static final long LIMIT = 64L << 20;

  private static final int STOPPED = 124;

  private final StepRun.Setting setting;

  LiveRun(StepRun.Setting setting) {
    this.setting = setting;
  }

  Result run(Step.Run run) throws ConnectException, InterruptedException {
    Duration deadline = shorter(run.command());
    boolean late = false;
    Output output;
    String because;
    try {
      output = live(run.command(), deadline);
      Block block = new Block(output.exit(), output.stdout().bytes(), output.stderr().bytes());
      boolean fine = run.success().isEmpty() || run.success().contains(output.exit());
      if (fine) {
        return Result.done(output);
      }
      because = because(run.command(), block);
    } catch (ConnectException e) {
      if (e.kind() != ConnectException.Kind.DEADLINE) {
        throw e;
      }
      late = deadline.equals(setting.deadline());
      because = "it was stopped after " + Waits.time(deadline);
      output = Output.of(STOPPED, "", because);
    }
    if (run.otherwise().isPresent()) {
      Output undone = live(run.otherwise().get(), setting.deadline());
      if (!undone.ok()) {
        because += "; what was to undo it failed too: " + undone.lastWords();
      }
    }
    return late ? Result.late(output, because) : Result.failed(output, because);
  }

  private Duration shorter(Command command) {
    return command
        .deadline()
        .filter(own -> own.compareTo(setting.deadline()) < 0)
        .orElse(setting.deadline());
  }

  private Output live(Command command, Duration deadline)
      throws ConnectException, InterruptedException {
    CommandScript text = CommandScript.acting(command, setting.environment());
    Script script =
        new Script.Builder()
            .add(setting.library().functions(CommandScript.FUNCTIONS))
            .add("cd \"${RUNNER_START:-~}\" 2>/dev/null || cd ~ 2>/dev/null || cd /\n")
            .add(text.text())
            .build();
    byte[] input = text.input().map(Content::bytes).orElse(new byte[0]);
    try (Lines out = new Lines(setting.watching()::line);
        Lines err = new Lines(setting.watching()::line)) {
      return setting
          .session()
          .live(setting.who(), script, new ByteArrayInputStream(input), out, err, LIMIT, deadline);
    }
  }

  /// Why a command failed.
  static String because(Command command, Block block) {
    if (block.status() == STOPPED && command.deadline().isPresent()) {
      return "it was stopped after " + Waits.time(command.deadline().get());
    }
    Output output = Reading.output(block, java.time.Instant.EPOCH, Duration.ZERO);
    String words = output.lastWords();
    String status = "exit status " + block.status();
    return words.equals(status) ? words : "%s (%s)".formatted(words, status);
  }
}
