package dev.runner.transport.shell;

import dev.runner.module.Output;
import dev.runner.transport.ConnectException;
import dev.runner.transport.Connection;
import dev.runner.transport.HostSession;
import dev.runner.transport.Identity;
import dev.runner.transport.RunningProgram;
import dev.runner.transport.Script;
import dev.runner.transport.Target;
import dev.runner.transport.Transport;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.ByteChannel;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Works with a host through persistent shells: one for each identity to begin with, more while
/// tasks wait. Connects at the first use.
public final class ShellSession implements HostSession {
  private static final Duration GRACE = Duration.ofSeconds(5);

  /// How long a script of ours may still take once the run is interrupted. One that waits for
  /// something that doesn't come, say a lock, is stopped then: left alone it would go on while
  /// debts are paid.
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final ShellPool pool;
  private final Target target;
  private final InstantSource clock;
  private final Overdue overdue;
  private final Duration patience;

  /// @param opener for shells of other users
  public ShellSession(Transport transport, Target target, ShellOpener opener) {
    this(transport, target, opener, InstantSource.system(), GRACE, PATIENCE);
  }

  /// @param grace for what is stopped, between TERM and KILL
  /// @param patience with a script of ours once the thread is interrupted
  ShellSession(
      Transport transport,
      Target target,
      ShellOpener opener,
      InstantSource clock,
      Duration grace,
      Duration patience) {
    this.patience = patience;
    this.pool = new ShellPool(transport, target, opener);
    this.overdue = new Overdue(pool, target, grace);
    this.target = target;
    this.clock = clock;
  }

  @Override
  public Output run(Identity who, Script script, Duration deadline) throws ConnectException {
    Collected out = new Collected();
    Collected err = new Collected();
    Stopwatch watch = new Stopwatch(clock);
    return watch.output(answer(who, script, out, err, deadline), out, err);
  }

  private int answer(
      Identity who, Script script, Connection.Sink out, Connection.Sink err, Duration deadline)
      throws ConnectException {
    byte[] text = Frames.reveal(script);
    ShellPool.Lease lease = pool.take(who, ShellPool.Need.WORK);
    boolean reusable = false;
    try {
      Answer answer = lease.shell().run(text, out, err, deadline);
      lease.shell().greeting(target.connectDeadline());
      OptionalInt exit = answer.await(deadline, patience);
      reusable = exit.isPresent();
      if (exit.isEmpty()) {
        throw overdue.stopped(who, lease, answer, deadline);
      }
      return exit.getAsInt();
    } finally {
      end(lease, reusable);
    }
  }

  private void end(ShellPool.Lease lease, boolean reusable) {
    if (reusable) {
      pool.giveBack(lease);
    } else {
      pool.discard(lease);
    }
  }

  @Override
  public Output live(
      Identity who,
      Script script,
      InputStream input,
      Connection.Sink out,
      Connection.Sink err,
      long limit,
      Duration deadline)
      throws ConnectException, InterruptedException {
    byte[] text = Frames.reveal(script);
    Collected toOut = new Collected(limit, out);
    Collected toErr = new Collected(limit, err);
    boolean reading = !isNothing(input);
    ShellPool.Lease lease = pool.take(who, ShellPool.Need.WORK);
    Stopwatch watch = new Stopwatch(clock);
    boolean reusable = false;
    try {
      LiveAnswer answer = lease.shell().live(text, reading, toOut, toErr);
      if (reading) {
        var _ =
            answer.begun().thenRun(() -> Pump.start(input, lease.shell().stdin(), answer::unread));
      }
      lease.shell().greeting(target.connectDeadline());
      int exit = commandEnd(who, lease.shell(), answer, deadline);
      Output output = watch.output(exit, toOut, toErr);
      reusable = overdue.copiersEnd(who, answer) && !reading;
      return output;
    } finally {
      end(lease, reusable);
    }
  }

  private int commandEnd(Identity who, Shell shell, LiveAnswer answer, Duration deadline)
      throws ConnectException, InterruptedException {
    OptionalInt exit;
    try {
      exit = answer.command().awaitInterruptibly(deadline);
    } catch (InterruptedException e) {
      overdue.stopped(who, shell, answer, deadline);
      throw e;
    }
    if (exit.isPresent()) {
      return exit.getAsInt();
    }
    ConnectException late = overdue.stopped(who, shell, answer, deadline);
    throw answer.unread().isPresent() ? unreadable(answer.unread().get()) : late;
  }

  /// Whether there is surely nothing to read. What isn't known to be empty is fed as it comes.
  private static boolean isNothing(InputStream input) throws ConnectException {
    try {
      return input.getClass() == InputStream.nullInputStream().getClass()
          || (input instanceof ByteArrayInputStream && input.available() == 0);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private static ConnectException unreadable(IOException e) {
    return new ConnectException(
        ConnectException.Kind.OPTION, "the command's input can't be read: " + e.getMessage(), e);
  }

  @Override
  public Output feed(Identity who, Script script, InputStream content, Duration deadline)
      throws ConnectException, IOException {
    byte[] text = Frames.reveal(script);
    Collected out = new Collected();
    Collected err = new Collected();
    AtomicReference<@Nullable IOException> broken = new AtomicReference<>();
    ShellPool.Lease lease = pool.take(who, ShellPool.Need.WORK);
    Shell shell = lease.shell();
    try {
      Stopwatch watch = new Stopwatch(clock);
      CompletableFuture<Void> ready = new CompletableFuture<>();
      Answer answer = shell.feed(text, out, err, () -> ready.complete(null));
      var _ =
          ready.thenRun(
              () ->
                  Pump.start(
                      content,
                      shell.stdin(),
                      trouble -> {
                        broken.set(trouble);
                        answer.giveUp();
                      }));
      pool.prepare(who); // this one ends with its input
      return watch.output(end(who, lease, answer, deadline, broken), out, err);
    } finally {
      pool.discard(lease);
    }
  }

  @Override
  public Output drain(Identity who, Script script, OutputStream sink, Duration deadline)
      throws ConnectException, IOException {
    byte[] text = Frames.reveal(script);
    Collected err = new Collected();
    AtomicReference<@Nullable IOException> broken = new AtomicReference<>();
    ShellPool.Lease lease = pool.take(who, ShellPool.Need.WORK);
    boolean reusable = false;
    try {
      Stopwatch watch = new Stopwatch(clock);
      CompletableFuture<Answer> asked = new CompletableFuture<>();
      Connection.Sink toSink =
          (buffer, offset, length) -> {
            try {
              if (broken.get() == null) {
                sink.write(buffer, offset, length);
              }
            } catch (IOException e) {
              broken.set(e);
              var _ = asked.thenAccept(Answer::giveUp);
            }
          };
      Answer answer = lease.shell().run(text, toSink, err, deadline);
      asked.complete(answer);
      int exit = end(who, lease, answer, deadline, broken);
      reusable = true;
      return watch.output(exit, new Collected(), err);
    } finally {
      end(lease, reusable);
    }
  }

  /// Waits for the end of a transfer.
  private int end(
      Identity who,
      ShellPool.Lease lease,
      Answer answer,
      Duration deadline,
      AtomicReference<@Nullable IOException> broken)
      throws IOException {
    lease.shell().greeting(target.connectDeadline());
    OptionalInt exit = answer.await(deadline, patience);
    if (exit.isPresent() && broken.get() == null) {
      return exit.getAsInt();
    }
    ConnectException stopped = overdue.stopped(who, lease, answer, deadline);
    IOException trouble = broken.get();
    throw trouble != null ? trouble : stopped;
  }

  @Override
  public Output raw(String commandLine, Connection.Sink out, Connection.Sink err, Duration deadline)
      throws ConnectException, InterruptedException {
    Collected toOut = new Collected(Long.MAX_VALUE, out);
    Collected toErr = new Collected(Long.MAX_VALUE, err);
    Stopwatch watch = new Stopwatch(clock);
    int exit =
        pool.onChannel(
            connection -> {
              try (RunningProgram program =
                  connection.start(commandLine, toOut, toErr, Optional.empty())) {
                program.stdin().close();
                return Waiting.interruptibly(program.exit(), deadline)
                    .orElseThrow(() -> unframed(deadline));
              } catch (ConnectException e) {
                throw e;
              } catch (IOException e) {
                throw new ConnectException(
                    ConnectException.Kind.LOST, "the command's channel broke: " + e, e);
              }
            });
    return watch.output(exit, toOut, toErr);
  }

  private ConnectException unframed(Duration deadline) {
    return new ConnectException(
        ConnectException.Kind.DEADLINE,
        "%s: a raw command had not ended after %s; its channel was closed, but it may still run there"
            .formatted(target.name(), Overdue.seconds(deadline)));
  }

  @Override
  public ByteChannel forward(String address, int port) throws IOException {
    return pool.connection().forward(address, port);
  }

  @Override
  public void dismiss(String user) {
    pool.dismiss(user);
  }

  @Override
  public void drop() {
    pool.close(false);
  }

  @Override
  public void close() {
    pool.close(true);
  }
}
