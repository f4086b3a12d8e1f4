package dev.runner.transport.ssh;

import dev.runner.transport.ConnectException;
import dev.runner.transport.ConnectException.Kind;
import dev.runner.transport.RunningProgram;
import dev.runner.transport.ssh.config.HostOptions;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.apache.sshd.client.session.ClientSession;

/// A program on a host.
final class ExecProgram implements RunningProgram {
  private static final List<String> SIGNALS =
      List.of(
          "", "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV",
          "USR2", "PIPE", "ALRM", "TERM");

  private final ExecChannel channel;
  private final CompletableFuture<Integer> exit = new CompletableFuture<>();
  private final OutputStream stdin;

  /// @param channel open by now
  ExecProgram(ExecChannel channel, ClientSession session, HostOptions options) {
    this.channel = channel;
    this.stdin = new Input(channel);
    channel.addCloseFutureListener(closed -> finish(session, options));
  }

  private void finish(ClientSession session, HostOptions options) {
    if (channel.getExitStatus() != null) {
      exit.complete(channel.getExitStatus());
    } else if (channel.getExitSignal() != null) {
      exit.complete(status(channel.getExitSignal()));
    } else if (channel.refused()) {
      exit.completeExceptionally(
          new ConnectException(
              Kind.CHANNEL_REFUSED,
              Failures.shown(options) + " refuses to run programs for this user."));
    } else {
      exit.completeExceptionally(Failures.lost(options, new IOException(reason(session))));
    }
  }

  private static String reason(ClientSession session) {
    return session.isOpen() ? "the channel ended without an exit status" : LostReason.of(session);
  }

  /// 128 plus the signal's number; signals without a number that is the same everywhere count as 0.
  private static int status(String signal) {
    return 128 + Math.max(0, SIGNALS.indexOf(signal.toUpperCase(Locale.ROOT)));
  }

  @Override
  public OutputStream stdin() {
    return stdin;
  }

  @Override
  public CompletableFuture<Integer> exit() {
    return exit;
  }

  @Override
  public void close() {
    channel.close(false);
    exit.completeExceptionally(
        new ConnectException(Kind.LOST, "The program's channel was closed from this side."));
  }

  /// To close it, or to write nothing, is no failure when the program has ended before.
  private static final class Input extends FilterOutputStream {
    Input(ExecChannel channel) {
      super(channel.getInvertedIn());
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      if (length > 0) {
        out.write(bytes, offset, length);
      }
    }

    @Override
    public void close() {
      try {
        out.close();
      } catch (IOException e) {
        // nobody reads any more, so there is nothing to tell
      }
    }
  }
}
