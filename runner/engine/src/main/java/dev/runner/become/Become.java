package dev.runner.become;

import dev.runner.transport.ConnectException;
import dev.runner.transport.Connection;
import dev.runner.transport.Connection.Sink;
import dev.runner.transport.Identity;
import dev.runner.transport.RunningProgram;
import dev.runner.transport.shell.ShellOpener;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Becomes another user by the tool that the play names. The password goes to the tool's own
/// question and nowhere else. Where the tool insists on a terminal it gets one, while the shell's
/// streams stay apart from it.
public final class Become implements ShellOpener {
  private final SecureRandom random = new SecureRandom();

  @Override
  public RunningProgram open(
      Connection connection, Identity.Become who, Sink out, Sink err, Duration deadline)
      throws ConnectException {
    Tool tool = Tool.of(who);
    if (tool.asksOnTerminal() && who.password().isPresent()) {
      return onTerminal(tool, connection, who, out, err, deadline);
    }
    String prompt = "runner" + nonce() + ":";
    String greeting = nonce();
    Dialogue dialogue = new Dialogue(tool, who, prompt, greeting);
    String line =
        going(who, '\'')
            + "exec "
            + CommandLine.of(words(tool, who, prompt, false, greeting), '\'');
    AtomicReference<@Nullable RunningProgram> started = new AtomicReference<>();
    Supplier<OutputStream> answer = () -> Objects.requireNonNull(started.get()).stdin();
    RunningProgram program =
        connection.start(
            line,
            dialogue.listening(out, answer),
            dialogue.listening(err, answer),
            Optional.empty());
    started.set(program);
    boolean opened = false;
    try {
      var _ = program.exit().whenComplete(dialogue::ended);
      Dialogue.Result result = dialogue.lead(deadline);
      if (result.shell()) {
        opened = true;
        return program;
      }
      if (!Reasons.wantsTerminal(dialogue.said())) {
        throw Reasons.of(tool, who, result.status(), dialogue.said());
      }
    } finally {
      if (!opened) {
        program.close();
      }
    }
    return onTerminal(tool, connection, who, out, err, deadline);
  }

  private RunningProgram onTerminal(
      Tool tool, Connection connection, Identity.Become who, Sink out, Sink err, Duration deadline)
      throws ConnectException {
    String prompt = "runner" + nonce() + ":";
    String greeting = nonce();
    Dialogue dialogue = new Dialogue(tool, who, prompt, greeting);
    Side side = Side.open(connection, tool, who, nonce(), dialogue, out, err, deadline);
    boolean opened = false;
    try {
      // The shell stays: a terminal that nobody has open any more is given up by who made it, and
      // what doas asks there later isn't seen.
      String inner =
          going(who, '"')
              + CommandLine.of(words(tool, who, prompt, true, greeting), '"')
              + side.redirections()
              + "; exit";
      side.start(connection, "exec sh -c '" + inner + "'", dialogue);
      Dialogue.Result result = dialogue.lead(deadline);
      if (!result.shell()) {
        side.hearOut();
        throw Reasons.of(tool, who, result.status(), dialogue.said());
      }
      side.go();
      opened = true;
      return side;
    } finally {
      if (!opened) {
        side.close();
      }
    }
  }

  /// To the directory, if there is one. A shell that can't go there says so, and ends.
  private static String going(Identity.Become who, char quote) throws ConnectException {
    return who.directory().isEmpty()
        ? ""
        : CommandLine.of(List.of("cd", who.directory().get()), quote) + " && ";
  }

  /// The tool speaks English; the shell that it opens has the user's language again, and stays in
  /// the directory that was asked for.
  private static List<String> words(
      Tool tool, Identity.Become who, String prompt, boolean onTerminal, String greeting) {
    List<String> words = new ArrayList<>(List.of("env", "LC_ALL=C", tool.program(who)));
    words.addAll(
        tool.words(
            who,
            prompt,
            onTerminal,
            "unset LC_ALL;%s echo %s; exec sh"
                .formatted(
                    who.directory().isPresent() ? " export RUNNER_START=.;" : "", greeting)));
    return words;
  }

  private String nonce() {
    byte[] bits = new byte[12];
    random.nextBytes(bits);
    return HexFormat.of().formatHex(bits);
  }
}
