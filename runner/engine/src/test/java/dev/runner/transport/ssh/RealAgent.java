package dev.runner.transport.ssh;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A real ssh-agent of a test's own.
final class RealAgent implements AutoCloseable {
  private final Process process;
  private final Path socket;

  private RealAgent(Process process, Path socket) {
    this.process = process;
    this.socket = socket;
  }

  static RealAgent start(Path folder) throws Exception {
    Path socket = folder.resolve("agent");
    Process process =
        new ProcessBuilder("ssh-agent", "-D", "-a", socket.toString())
            .redirectErrorStream(true)
            .start();
    BufferedReader reader = process.inputReader();
    String line = reader.readLine(); // it listens before it says so
    if (line == null || !line.contains("SSH_AUTH_SOCK")) {
      throw new AssertionError("ssh-agent did not start: " + line);
    }
    return new RealAgent(process, socket);
  }

  Path socket() {
    return socket;
  }

  void add(Path key) throws Exception {
    Ran.of(List.of("ssh-add", "-q", key.toString()), Map.of("SSH_AUTH_SOCK", socket.toString()));
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
