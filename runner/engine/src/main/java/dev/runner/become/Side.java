package dev.runner.become;

import dev.runner.transport.ConnectException;
import dev.runner.transport.Connection;
import dev.runner.transport.Connection.Sink;
import dev.runner.transport.Connection.Terminal;
import dev.runner.transport.Identity;
import dev.runner.transport.RunningProgram;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// A shell whose tool sits on a terminal while its streams run beside it: a second channel of the
/// login user carries them through named pipes, which only that user may open, and which are
/// removed once they are open. So bytes stay as they are, standard error stays apart and input has
/// an end.
final class Side implements RunningProgram {
  private static final int REMOVING_SECONDS = 2;
  private static final Terminal TERMINAL = new Terminal("dumb", 200, 24);

  /// Makes the pipes and holds them open, so that whoever comes first doesn't wait. Then it copies
  /// what is written, and once it is told to, what is to be read. It is one command to the shell
  /// that reads it, because `read` has to find what follows.
  private static final String CARRIER =
      """
      { umask 077; d=${TMPDIR:-/tmp}/.runner-%1$s
      mkdir "$d" && mkfifo "$d/i" "$d/o" "$d/e" && exec 3<>"$d/i" 4<>"$d/o" 5<>"$d/e" || exit 1
      cat <"$d/o" 3>&- 4>&- 5>&- & o=$!
      cat <"$d/e" >&2 3>&- 4>&- 5>&- & e=$!
      trap 'rm -rf "$d"; kill $o $e; exit 1' HUP TERM
      echo %2$s
      read -r r_go; rm -rf "$d"
      [ "$r_go" = go ] || { kill $o $e; exit 1; }
      trap - HUP TERM; exec 6<&0
      cat <&6 >&3 4>&- 5>&- 6<&- & i=$!
      exec 3>&- 4>&- 5>&-
      wait $o; wait $e; kill $i 2>/dev/null; exit 0; }
      """;

  private final RunningProgram carrier;
  private final String folder;
  private final CompletableFuture<Integer> exit = new CompletableFuture<>();
  private volatile @Nullable RunningProgram tool;
  private volatile boolean going;

  private Side(RunningProgram carrier, String folder) {
    this.carrier = carrier;
    this.folder = folder;
  }

  /// Makes the pipes.
  ///
  /// @param nonce for their folder's name
  /// @param dialogue which may go on over them: su asks on its standard error
  static Side open(
      Connection connection,
      Tool tool,
      Identity.Become who,
      String nonce,
      Dialogue dialogue,
      Sink out,
      Sink err,
      Duration deadline)
      throws ConnectException {
    String ready = "ready" + nonce;
    Dialogue making = new Dialogue(tool, who, ready, ready);
    AtomicReference<@Nullable RunningProgram> started = new AtomicReference<>();
    RunningProgram carrier =
        connection.start(
            "exec sh",
            making.listening(dialogue.listening(out, () -> stdin(started)), () -> stdin(started)),
            making.listening(dialogue.listening(err, () -> stdin(started)), () -> stdin(started)),
            Optional.empty());
    started.set(carrier);
    Side side = new Side(carrier, "\"${TMPDIR:-/tmp}/.runner-" + nonce);
    boolean opened = false;
    try {
      var _ = carrier.exit().whenComplete(making::ended);
      write(carrier, CARRIER.formatted(nonce, ready));
      if (!making.lead(deadline).shell()) {
        throw Reasons.refused(
            tool,
            who,
            "named pipes can't be made in the host's directory for temporary files",
            making.said());
      }
      opened = true;
      return side;
    } finally {
      if (!opened) {
        carrier.close();
      }
    }
  }

  private static OutputStream stdin(AtomicReference<@Nullable RunningProgram> started) {
    RunningProgram program = started.get();
    return program == null ? OutputStream.nullOutputStream() : program.stdin();
  }

  /// How a command line says that its streams are the pipes.
  String redirections() {
    return " <%1$s/i\" >%1$s/o\" 2>%1$s/e\"".formatted(folder);
  }

  /// Starts the tool on a terminal.
  void start(Connection connection, String line, Dialogue dialogue) throws ConnectException {
    AtomicReference<@Nullable RunningProgram> started = new AtomicReference<>();
    Sink nobody = (buffer, offset, length) -> {};
    RunningProgram program =
        connection.start(
            line,
            dialogue.listening(nobody, () -> stdin(started)),
            dialogue.listening(nobody, () -> stdin(started)),
            Optional.of(TERMINAL));
    started.set(program);
    tool = program;
    var _ = program.exit().whenComplete(dialogue::ended);
    var _ =
        program
            .exit()
            .thenCombine(carrier.exit(), (status, copied) -> status)
            .whenComplete(this::ended);
  }

  private void ended(@Nullable Integer status, @Nullable Throwable trouble) {
    if (trouble != null) {
      exit.completeExceptionally(
          trouble instanceof CompletionException && trouble.getCause() != null
              ? trouble.getCause()
              : trouble);
    } else if (status != null) {
      exit.complete(status);
    }
  }

  /// The shell is there: from now on it reads what [#stdin] is given.
  void go() throws ConnectException {
    going = true;
    write(carrier, "go\n");
  }

  /// The tool has ended without a shell. What it said on its standard error comes by the other
  /// channel, perhaps after the news of its end: waits until all of it is there.
  void hearOut() throws ConnectException {
    go();
    try {
      carrier.stdin().close();
    } catch (IOException alreadyGone) {
      // Then nothing waits for it.
    }
    awaitCarrier();
  }

  private static void write(RunningProgram program, String text) throws ConnectException {
    try {
      program.stdin().write(text.getBytes(StandardCharsets.US_ASCII));
      program.stdin().flush();
    } catch (IOException e) {
      throw new ConnectException(
          ConnectException.Kind.LOST, "the channel for a shell's streams broke: " + e, e);
    }
  }

  @Override
  public OutputStream stdin() {
    return carrier.stdin();
  }

  @Override
  public CompletableFuture<Integer> exit() {
    return exit;
  }

  @Override
  public void close() {
    try {
      carrier.stdin().close();
    } catch (IOException alreadyGone) {
      // Then nothing waits for it.
    }
    RunningProgram started = tool;
    if (started != null) {
      started.close();
    }
    if (going) {
      carrier.close();
    } else {
      // it removes the pipes when it sees the end of its input
      awaitCarrier();
      carrier.close();
    }
  }

  private void awaitCarrier() {
    var _ =
        carrier
            .exit()
            .copy()
            .completeOnTimeout(1, REMOVING_SECONDS, TimeUnit.SECONDS)
            .handle((status, trouble) -> 0)
            .join();
  }
}
