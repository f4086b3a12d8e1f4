package dev.runner.transport.local;

import dev.runner.transport.ConnectException;
import dev.runner.transport.Connection;
import dev.runner.transport.RunningProgram;
import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ByteChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// Processes of one host's worth.
final class LocalConnection implements Connection {
  private final Path directory;
  private final Map<String, String> environment;
  private final Consumer<LocalConnection> whenClosed;
  private final Set<LocalProgram> programs = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  LocalConnection(
      Path directory, Map<String, String> environment, Consumer<LocalConnection> whenClosed) {
    this.directory = directory;
    this.environment = environment;
    this.whenClosed = whenClosed;
  }

  @Override
  public RunningProgram start(String command, Sink out, Sink err, Optional<Terminal> terminal)
      throws ConnectException {
    if (closed) {
      throw new ConnectException(
          ConnectException.Kind.LOST, "the local connection has been closed");
    }
    ProcessBuilder builder =
        new ProcessBuilder(terminal.isPresent() ? onTerminal(command, terminal.get()) : of(command))
            .directory(directory.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    terminal.ifPresent(t -> builder.environment().put("TERM", t.type()));
    try {
      LocalProgram program = new LocalProgram(builder.start(), out, err);
      programs.add(program);
      var _ = program.exit().whenComplete((status, trouble) -> programs.remove(program));
      return program;
    } catch (IOException e) {
      throw new ConnectException(
          ConnectException.Kind.UNREACHABLE,
          "no program can be started on the control machine: " + e.getMessage(),
          e);
    }
  }

  private List<String> of(String command) {
    List<String> words = new ArrayList<>();
    find("setsid").ifPresent(words::add);
    words.addAll(List.of("/bin/sh", "-c", command));
    return words;
  }

  /// The JDK can't make a pseudo-terminal; `script` of util-linux can.
  private List<String> onTerminal(String command, Terminal terminal) throws ConnectException {
    if (find("script").isEmpty()) {
      throw new ConnectException(
          ConnectException.Kind.OPTION,
          "a terminal on the control machine is made by the program \"script\", which isn't here:"
              + " install it (Debian: bsdutils; others: util-linux)");
    }
    String raw =
        "stty raw -echo cols %d rows %d; %s"
            .formatted(terminal.columns(), terminal.rows(), command);
    List<String> words = new ArrayList<>(of("exec script -qefc \"$1\" /dev/null"));
    words.addAll(List.of("sh", raw));
    return words;
  }

  private Optional<String> find(String program) {
    for (String folder : environment.getOrDefault("PATH", "/usr/bin:/bin").split(":")) {
      File file = Path.of(folder.isEmpty() ? "." : folder, program).toFile();
      if (file.isAbsolute() && Files.isExecutable(file.toPath())) {
        return Optional.of(file.getPath());
      }
    }
    return Optional.empty();
  }

  @Override
  public ByteChannel forward(String address, int port) throws IOException {
    return SocketChannel.open(new InetSocketAddress(address, port));
  }

  @Override
  public boolean isOpen() {
    return !closed;
  }

  @Override
  public void close() {
    closed = true;
    programs.forEach(LocalProgram::close);
    whenClosed.accept(this);
  }
}
