package dev.runner.transport.ssh;

import dev.runner.transport.Connection.Sink;
import dev.runner.transport.Connection.Terminal;
import dev.runner.transport.Script;
import java.io.IOException;
import java.io.OutputStream;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.common.channel.PtyChannelConfiguration;
import org.apache.sshd.common.channel.PtyMode;

/// A channel that runs one program; its output goes to sinks on MINA SSHD's thread, and the host
/// may send more only when a sink has taken what came before.
final class ExecChannel extends ChannelExec {
  private final CompletableFuture<Boolean> answered = new CompletableFuture<>();
  private volatile boolean refused;

  ExecChannel(
      String command,
      Sink out,
      Sink err,
      Optional<Terminal> terminal,
      Map<String, String> environment) {
    super(Script.encode(command), configuration(terminal), environment);
    setUsePty(terminal.isPresent());
    setOut(new SinkStream(out));
    setErr(new SinkStream(err));
    addCloseFutureListener(closed -> answered.complete(false));
  }

  private static PtyChannelConfiguration configuration(Optional<Terminal> terminal) {
    PtyChannelConfiguration configuration = new PtyChannelConfiguration();
    terminal.ifPresent(
        wanted -> {
          configuration.setPtyType(wanted.type());
          configuration.setPtyColumns(wanted.columns());
          configuration.setPtyLines(wanted.rows());
          configuration.setPtyModes(raw());
        });
    return configuration;
  }

  /// No echo, no lines, no signals, no translation: what goes in comes out.
  private static Map<PtyMode, Integer> raw() {
    Map<PtyMode, Integer> modes = new EnumMap<>(PtyMode.class);
    for (PtyMode off :
        new PtyMode[] {
          PtyMode.ECHO, PtyMode.ECHOE, PtyMode.ECHOK, PtyMode.ECHONL, PtyMode.ECHOCTL,
          PtyMode.ECHOKE, PtyMode.ICANON, PtyMode.ISIG, PtyMode.IEXTEN, PtyMode.OPOST,
          PtyMode.ONLCR, PtyMode.ICRNL, PtyMode.INLCR, PtyMode.IGNCR, PtyMode.ISTRIP,
          PtyMode.INPCK, PtyMode.IXON, PtyMode.IXOFF, PtyMode.PARENB
        }) {
      modes.put(off, 0);
    }
    modes.put(PtyMode.CS8, 1);
    return modes;
  }

  /// Whether the host refused to run it.
  boolean refused() {
    return refused;
  }

  /// Whether the host said that it runs the program or refuses to; not if the channel ended before.
  Future<Boolean> answered() {
    return answered;
  }

  @Override
  public void handleSuccess() throws IOException {
    answered.complete(true);
    super.handleSuccess();
  }

  @Override
  public void handleFailure() throws IOException {
    refused = true;
    answered.complete(true);
    super.handleFailure();
  }

  private static final class SinkStream extends OutputStream {
    private final Sink sink;

    SinkStream(Sink sink) {
      this.sink = sink;
    }

    @Override
    public void write(int b) {
      sink.accept(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      sink.accept(bytes, offset, length);
    }
  }
}
