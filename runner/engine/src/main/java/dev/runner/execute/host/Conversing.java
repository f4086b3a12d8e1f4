package dev.runner.execute.host;

import dev.runner.execute.host.StepRun.Result;
import dev.runner.module.Content;
import dev.runner.module.FileBytes;
import dev.runner.module.Output;
import dev.runner.module.Quoting;
import dev.runner.module.Step;
import dev.runner.transport.ConnectException;
import dev.runner.transport.Script;
import dev.runner.values.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.regex.PatternSyntaxException;

/// Runs commands that talk to a terminal. script(1) of the host makes one for them, as whichever
/// user; it doesn't echo what is typed, unless the command wants that.
final class Conversing {
  private static final long LIMIT = 16L << 20;
  private static final int STOPPED = 124;

  private final StepRun.Setting setting;

  Conversing(StepRun.Setting setting) {
    this.setting = setting;
  }

  Result converse(Step.Dialogue dialogue) throws ConnectException, InterruptedException {
    Conversation conversation;
    try {
      conversation = new Conversation(dialogue.exchanges());
    } catch (PatternSyntaxException e) {
      return failed(1, "", "a pattern isn't a regular expression: " + e.getMessage());
    }
    Frames frames = new Frames();
    boolean cut = setting.deadline().compareTo(dialogue.deadline()) < 0;
    Duration deadline = cut ? setting.deadline() : dialogue.deadline();
    try (Lines lines = new Lines(setting.watching()::line)) {
      String end = frames.nonce();
      Output output =
          setting
              .session()
              .live(
                  setting.who(),
                  script(dialogue, end),
                  conversation,
                  (buffer, offset, length) -> {
                    conversation.accept(buffer, offset, length);
                    lines.accept(buffer, offset, length);
                  },
                  (buffer, offset, length) -> {},
                  LIMIT,
                  deadline);
      return conversation
          .exhausted()
          .map(
              pattern ->
                  broken(dialogue, 1, said(output), "No remaining responses for '" + pattern + "'"))
          .orElseGet(() -> result(output, end, dialogue.tolerant()));
    } catch (ConnectException e) {
      if (e.kind() != ConnectException.Kind.DEADLINE) {
        throw e;
      }
      String unanswered = conversation.unanswered();
      String because = late(deadline, unanswered);
      return cut
          ? Result.late(Output.of(STOPPED, unanswered, because), because)
          : broken(dialogue, STOPPED, unanswered, because);
    } finally {
      conversation.close();
    }
  }

  private static String late(Duration deadline, String said) {
    List<String> lines = said.lines().filter(line -> !line.isBlank()).toList();
    String stopped = "it was stopped after " + Waits.time(deadline);
    return lines.isEmpty()
        ? stopped
        : "%s; what it said last, without an answer: %s"
            .formatted(stopped, lines.getLast().strip());
  }

  private static Result broken(Step.Dialogue dialogue, int status, String said, String because) {
    return dialogue.tolerant()
        ? Result.done(Output.of(status, said, because))
        : failed(status, said, because);
  }

  private static String said(Output output) {
    return new String(output.stdout().bytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
  }

  private static Result failed(int status, String said, String because) {
    return Result.failed(Output.of(status, said, because), because);
  }

  /// The command's text goes to the terminal's shell by a variable, so that what is secret in it is
  /// on no command line.
  private Script script(Step.Dialogue dialogue, String end) {
    CommandScript text = CommandScript.acting(dialogue.command(), setting.environment());
    Script inner =
        new Script.Builder()
            .add("unset RN_TEXT\nstty -echo cols 200 rows 24 2>/dev/null\n")
            .add(setting.library().functions(CommandScript.FUNCTIONS))
            .add("(\n")
            .add(text.text())
            .add("\n)\nprintf '\\n%s %s\\n' " + end + " \"$?\"\n")
            .build();
    Secret quoted = Secret.of(Quoting.quote(FileBytes.decode(inner.reveal())));
    return new Script.Builder()
        .add(setting.library().functions(List.of("die")))
        .add("cd \"${RUNNER_START:-~}\" 2>/dev/null || cd ~ 2>/dev/null || cd /\n")
        .add("command -v script >/dev/null || rn_die 'the host has no program \"script\", which")
        .add(" gives a command a terminal (Debian: bsdutils; others: util-linux)'\n")
        .add("RN_TEXT=")
        .add(quoted)
        .add("\nexport RN_TEXT; SHELL=/bin/sh TERM=dumb; export SHELL TERM\n")
        .add("exec script -q -f -c 'eval \"$RN_TEXT\"' /dev/null\n")
        .build();
  }

  private static Result result(Output output, String end, boolean tolerant) {
    String text = said(output);
    int at = text.lastIndexOf("\n" + end + " ");
    if (at < 0) {
      Block block = new Block(output.exit(), new byte[0], output.stderr().bytes());
      return Result.failed(output, block.complaint());
    }
    int status = Integer.parseInt(text.substring(at + end.length() + 2).split("\n", 2)[0]);
    Content said = Content.of(text.substring(0, at));
    Output one = new Output(status, said, Content.of(""), output.began(), output.took());
    return status == 0 || tolerant
        ? Result.done(one)
        : Result.failed(one, "%s (exit status %d)".formatted(one.lastWords(), status));
  }
}
