package dev.runner.transport.ssh;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// A real sshd on a high port of 127.0.0.1, with host keys and a configuration of its own, that
/// lets in the user who runs the test.
final class Sshd implements AutoCloseable {
  static final Path PROGRAM = Path.of("/usr/sbin/sshd");

  private final Path folder;
  private final int port;
  private final Process process;
  private final List<String> log;

  private Sshd(Path folder, int port, Process process, List<String> log) {
    this.folder = folder;
    this.port = port;
    this.process = process;
    this.log = log;
  }

  /// Starts one.
  ///
  /// @param folder for its files
  /// @param options lines of sshd_config, which win over the usual ones here
  static Sshd start(Path folder, String... options) throws Exception {
    if (!Files.isExecutable(PROGRAM)) {
      throw new AssertionError(
          "These tests need OpenSSH's server: install openssh-server, so that there is " + PROGRAM);
    }
    if (System.getProperty("user.name").equals("root")) {
      Files.createDirectories(Path.of("/run/sshd")); // its privilege separation wants it
    }
    Files.createDirectories(folder);
    if (!Files.exists(hostKey(folder, "ed25519"))) {
      key(hostKey(folder, "ed25519"), "ed25519", "");
    }
    if (!Files.exists(folder.resolve("authorized_keys"))) {
      Files.createFile(folder.resolve("authorized_keys"));
    }
    for (int attempt = 0; attempt < 5; attempt++) {
      Sshd server = begin(folder, options);
      if (server != null) {
        return server;
      }
    }
    throw new AssertionError("sshd found no free port in five attempts");
  }

  private static Sshd begin(Path folder, String... options) throws Exception {
    int port = freePort();
    List<String> lines = new ArrayList<>(List.of(options));
    lines.addAll(
        List.of(
            "Port " + port,
            "ListenAddress 127.0.0.1",
            "HostKey " + hostKey(folder, "ed25519"),
            "PidFile none",
            // what the user's own shell says when it starts has no place in what a test compares
            "SetEnv HOME=" + Files.createDirectories(folder.resolve("home")),
            "AuthorizedKeysFile " + folder.resolve("authorized_keys"),
            "StrictModes no",
            "UsePAM no",
            "PasswordAuthentication no",
            "KbdInteractiveAuthentication no",
            "PermitRootLogin yes",
            "AcceptEnv LC_* RUNNER_*",
            "MaxStartups 200",
            "LogLevel VERBOSE"));
    Path config = folder.resolve("sshd_config");
    Files.write(config, lines);
    Process process =
        new ProcessBuilder(PROGRAM.toString(), "-D", "-e", "-f", config.toString())
            .redirectErrorStream(true)
            .start();
    List<String> log = java.util.Collections.synchronizedList(new ArrayList<>());
    CompletableFuture<Boolean> listening = new CompletableFuture<>();
    Thread.ofVirtual().start(() -> follow(process, log, listening));
    if (listening.get()) {
      return new Sshd(folder, port, process, log);
    }
    if (log.stream().anyMatch(line -> line.contains("in use"))) {
      return null;
    }
    throw new AssertionError("sshd did not start: " + log);
  }

  private static void follow(Process process, List<String> log, CompletableFuture<Boolean> up) {
    try (BufferedReader reader = process.inputReader()) {
      for (String line; (line = reader.readLine()) != null; ) {
        log.add(line);
        if (line.startsWith("Server listening on")) {
          up.complete(true);
        }
      }
    } catch (IOException e) {
      log.add(e.toString());
    }
    up.complete(false);
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }

  static Path hostKey(Path folder, String type) {
    return folder.resolve("host_" + type);
  }

  /// Makes a pair of keys.
  static void key(Path file, String type, String passphrase) throws Exception {
    Ran.of(
        "ssh-keygen",
        "-q",
        "-t",
        type,
        "-N",
        passphrase,
        "-C",
        file.getFileName().toString(),
        "-f",
        file.toString());
  }

  /// Lets a key in.
  void authorize(Path key) throws IOException {
    authorize(Files.readString(Path.of(key + ".pub")).strip());
  }

  /// Adds a line to its authorized keys.
  void authorize(String line) throws IOException {
    Files.writeString(
        folder.resolve("authorized_keys"), line + "\n", java.nio.file.StandardOpenOption.APPEND);
  }

  int port() {
    return port;
  }

  /// What it said so far.
  List<String> log() {
    return List.copyOf(log);
  }

  /// The host's public key as a line for known_hosts, without the name.
  String publicKey(String type) throws IOException {
    String[] words = Files.readString(Path.of(hostKey(folder, type) + ".pub")).split(" ");
    return words[0] + " " + words[1];
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
    process.onExit().join();
  }
}
