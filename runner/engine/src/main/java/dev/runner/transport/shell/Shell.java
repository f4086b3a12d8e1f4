package dev.runner.transport.shell;

import dev.runner.transport.ConnectException;
import dev.runner.transport.Connection.Sink;
import dev.runner.transport.RunningProgram;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A shell that waits for scripts. Serves one caller at a time.
final class Shell implements AutoCloseable {
  private static final int AT_ONCE = 16 * 1024;
  private static final int LOOKS_AT_EXIT_SECONDS = 5;

  private final Tap out = new Tap();
  private final Tap err = new Tap();
  private final Said said = new Said();
  private final Nonces nonces;
  private final BiFunction<Integer, String, ConnectException> explain;
  private final CompletableFuture<Greeting> greeting = new CompletableFuture<>();
  private final RunningProgram program;
  private volatile @Nullable Consumer<ConnectException> current;

  /// What the shell says of itself.
  ///
  /// @param pid of the shell, on the host
  /// @param byBytes whether it reads its input byte by byte
  record Greeting(long pid, boolean byBytes) {}

  /// Starts the program that is the shell.
  interface Starter {
    RunningProgram start(Sink out, Sink err) throws ConnectException;
  }

  /// @param explain why there is no shell, from the exit status and what was said
  Shell(Starter starter, Nonces nonces, BiFunction<Integer, String, ConnectException> explain)
      throws ConnectException {
    this.nonces = nonces;
    this.explain = explain;
    String marker = nonces.next();
    out.expect(marker, said, this::greeted);
    err.expect(marker, said, line -> true);
    this.program = starter.start(out, err);
    var _ = program.exit().whenComplete(this::ended);
    send(Frames.greeting(marker));
  }

  private boolean greeted(String line) {
    String[] words = line.split(" ");
    greeting.complete(
        new Greeting(Long.parseLong(words[0]), words.length > 1 && words[1].equals("bash")));
    return true;
  }

  /// Sends a script of ours. The answer's streams go to these sinks.
  Answer run(byte[] script, Sink toOut, Sink toErr, Duration deadline) throws ConnectException {
    String marker = nonces.next();
    boolean large = script.length > Frames.BY_BYTES_LIMIT;
    Answer answer = expect(marker, toOut, toErr);
    send(
        large && greeting(deadline).byBytes()
            ? Frames.runByHead(script, marker)
            : Frames.run(script, marker));
    return answer;
  }

  private Answer expect(String marker, Sink toOut, Sink toErr) {
    Answer answer = new Answer();
    expect(out, marker, toOut, answer::outEnded);
    expect(err, marker, toErr, line -> answer.errEnded());
    await(answer::fail);
    return answer;
  }

  private static void expect(Tap tap, String marker, Sink body, Consumer<String> end) {
    tap.expect(
        marker,
        body,
        line -> {
          end.accept(line);
          return true;
        });
  }

  /// Says whom to tell if the shell ends.
  private void await(Consumer<ConnectException> failing) {
    current = failing;
    if (program.exit().isDone()) {
      var _ = program.exit().whenComplete(this::ended);
    }
  }

  /// Starts a command of the user's.
  LiveAnswer live(byte[] script, boolean reading, Sink toOut, Sink toErr) {
    String marker = nonces.next();
    LiveAnswer answer = new LiveAnswer(toOut, toErr);
    out.expect(marker, answer::out, answer::outMarked);
    err.expect(marker, answer::err, answer::errMarked);
    await(answer::fail);
    send(reading ? Frames.liveReading(script, marker) : Frames.live(script, marker));
    return answer;
  }

  /// Starts a script of ours that reads [#stdin]; the shell is spent then.
  Answer feed(byte[] script, Sink toOut, Sink toErr, Runnable ready) {
    String marker = nonces.next();
    Answer answer = new Answer();
    out.expect(
        marker,
        toOut,
        line -> {
          if (line.equals("r")) {
            ready.run();
            return false;
          }
          answer.outEnded(line);
          return true;
        });
    expect(err, marker, toErr, line -> answer.errEnded());
    await(answer::fail);
    send(Frames.feed(script, marker));
    return answer;
  }

  /// For the input of what was started last, once that has begun.
  OutputStream stdin() {
    return program.stdin();
  }

  /// What the shell has said of itself.
  Greeting greeting(Duration deadline) throws ConnectException {
    return Waiting.firmly(greeting, deadline)
        .orElseThrow(
            () ->
                new ConnectException(
                    ConnectException.Kind.DEADLINE,
                    "no shell has answered on the host after %d s%s"
                        .formatted(deadline.toSeconds(), quoted(said.toString()))));
  }

  private static String quoted(String text) {
    return text.isEmpty() ? "" : "; it said: " + text;
  }

  /// Writes what the shell is to read. Much of it is written by a thread of its own, so that a
  /// deadline counts while the host doesn't take it.
  private void send(byte[] text) {
    if (text.length <= AT_ONCE) {
      write(text);
    } else {
      Thread.ofVirtual().name("shell-input").start(() -> write(text));
    }
  }

  private void write(byte[] text) {
    try {
      program.stdin().write(text);
      program.stdin().flush();
    } catch (IOException e) {
      // the exit says more than the pipe that it broke
      var _ =
          program
              .exit()
              .copy()
              .orTimeout(LOOKS_AT_EXIT_SECONDS, TimeUnit.SECONDS)
              .whenComplete((status, trouble) -> ended(trouble == null ? status : null, e));
    }
  }

  private ConnectException reason(@Nullable Integer status, @Nullable Throwable trouble) {
    if (trouble instanceof ConnectException known) {
      return known;
    }
    if (status == null) {
      return new ConnectException(
          ConnectException.Kind.LOST, "the connection to the shell broke: " + trouble);
    }
    if (!greeting.isDone() || greeting.isCompletedExceptionally()) {
      return explain.apply(status, said.toString());
    }
    return new ConnectException(
        ConnectException.Kind.LOST,
        "the shell on the host ended with status %d before the script had answered"
            .formatted(status));
  }

  private void ended(@Nullable Integer status, @Nullable Throwable trouble) {
    ConnectException why = reason(status, trouble);
    greeting.completeExceptionally(why);
    Consumer<ConnectException> waiting = current;
    if (waiting != null) {
      waiting.accept(why);
    }
  }

  /// Whether it can be used, as far as is known.
  boolean isOpen() {
    return !program.exit().isDone();
  }

  /// Ends it, and waits for a moment until it is gone.
  void end() {
    endInput();
    var _ =
        program
            .exit()
            .copy()
            .orTimeout(LOOKS_AT_EXIT_SECONDS, TimeUnit.SECONDS)
            .handle((status, trouble) -> status)
            .join();
    program.close();
  }

  @Override
  public void close() {
    endInput();
    program.close();
  }

  private void endInput() {
    try {
      program.stdin().close();
    } catch (IOException alreadyGone) {
      // Then there is nothing to end.
    }
  }
}
