package dev.runner.transport.openssh;

import dev.runner.transport.ConnectException;
import dev.runner.transport.ConnectException.Kind;
import dev.runner.transport.Connection;
import dev.runner.transport.RunningProgram;
import dev.runner.transport.Script;
import dev.runner.transport.Target;
import java.io.IOException;
import java.nio.channels.ByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// A master connection of ssh.
final class OpenSshConnection implements Connection {
  private static final long ENDING_MILLIS = 1000;

  private final Target target;
  private final Process master;
  private final Path socket;
  private final Path folder;
  private final Consumer<OpenSshConnection> ended;
  private final Set<Process> programs = ConcurrentHashMap.newKeySet();

  OpenSshConnection(
      Target target, Process master, Path socket, Path folder, Consumer<OpenSshConnection> ended) {
    this.target = target;
    this.master = master;
    this.socket = socket;
    this.folder = folder;
    this.ended = ended;
  }

  @Override
  public RunningProgram start(String command, Sink out, Sink err, Optional<Terminal> terminal)
      throws ConnectException {
    List<String> words = new ArrayList<>(List.of(terminal.isPresent() ? "-tt" : "-T"));
    // without a terminal of its own ssh can't say that the host's be raw
    String prefix =
        terminal
            .map(size -> "stty raw -echo cols %d rows %d; ".formatted(size.columns(), size.rows()))
            .orElse("");
    Path log = log();
    Process process = ssh(words, Optional.of(prefix + command), log, terminal);
    return new OpenSshProgram(process, out, err, () -> lost(log));
  }

  @Override
  public ByteChannel forward(String address, int port) throws IOException {
    String place = address.contains(":") ? "[" + address + "]:" + port : address + ":" + port;
    return new ProcessChannel(ssh(List.of("-W", place), Optional.empty(), log(), Optional.empty()));
  }

  private Path log() throws ConnectException {
    try {
      return Files.createTempFile(folder, "log", "");
    } catch (IOException e) {
      throw new ConnectException(Kind.LOST, "The connection to %s is closed.".formatted(name()), e);
    }
  }

  private Process ssh(
      List<String> words, Optional<String> command, Path log, Optional<Terminal> terminal)
      throws ConnectException {
    if (!isOpen()) {
      throw new ConnectException(Kind.LOST, "The connection to %s is closed.".formatted(name()));
    }
    // without the master there must be no connection: the proxy command that fails sees to that
    List<String> all =
        new ArrayList<>(
            List.of(
                "ssh",
                "-F",
                "none",
                "-S",
                socket.toString(),
                "-E",
                log.toString(),
                "-o",
                "ControlMaster=no",
                "-o",
                "ProxyCommand=false"));
    all.addAll(words);
    all.addAll(List.of("--", target.address()));
    command.map(OpenSshConnection::bytes).ifPresent(all::add);
    try {
      ProcessBuilder builder = new ProcessBuilder(all);
      terminal.ifPresent(wanted -> builder.environment().put("TERM", wanted.type()));
      Process process = builder.start();
      programs.add(process);
      var _ = process.onExit().thenAccept(programs::remove);
      return process;
    } catch (IOException e) {
      throw new ConnectException(Kind.LOST, "ssh can't be started: " + e.getMessage(), e);
    }
  }

  /// Java hands arguments over in the platform's encoding; a shell that reads octal escapes gets
  /// any bytes.
  private static String bytes(String command) {
    byte[] bytes = Script.encode(command);
    boolean plain = StandardCharsets.US_ASCII.newEncoder().canEncode(command);
    if (plain) {
      return command;
    }
    StringBuilder octal = new StringBuilder("eval \"$(printf '");
    for (byte one : bytes) {
      octal.append("\\%03o".formatted(one & 0xFF));
    }
    return octal.append("')\"").toString();
  }

  /// Why a program of which ssh says 255 didn't end by itself, if so.
  private Optional<ConnectException> lost(Path log) {
    String said = "";
    try {
      said = Files.readString(log).strip();
      Files.deleteIfExists(log);
    } catch (IOException e) {
      said = "the connection was closed";
    }
    if (said.contains("refused by peer") || said.contains("Session open refused")) {
      return Optional.of(
          new ConnectException(
              Kind.CHANNEL_REFUSED,
              "%s refuses another program on this connection (%s).".formatted(name(), said)));
    }
    return said.isEmpty() && staysOpen()
        ? Optional.empty()
        : Optional.of(
            new ConnectException(
                Kind.LOST, "The connection to %s was lost. %s".formatted(name(), said)));
  }

  /// A master whose connection broke ends moments after the programs that ran over it.
  private boolean staysOpen() {
    try {
      return !master.waitFor(ENDING_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return isOpen();
    }
  }

  private String name() {
    return target.address();
  }

  @Override
  public boolean isOpen() {
    return master.isAlive();
  }

  @Override
  public void close() {
    master.destroy();
    programs.forEach(Process::destroy);
    ended.accept(this);
    OpenSshTransport.delete(folder);
  }
}
