package dev.runner.transport.openssh;

import dev.runner.transport.ConnectException;
import dev.runner.transport.ConnectException.Kind;
import dev.runner.transport.Connection;
import dev.runner.transport.Target;
import dev.runner.transport.Transport;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/// Connections by the system's `ssh`. Its configuration, agents and smart cards work as they do in
/// a terminal, except that nobody is asked anything.
public final class OpenSshTransport implements Transport {
  private static final String READY = "runner-connected";

  private final Semaphore handshakes = new Semaphore(50, true);
  private final Set<OpenSshConnection> connections = ConcurrentHashMap.newKeySet();
  private final Path folder;

  /// Makes a folder for the sockets that only this user may enter.
  public OpenSshTransport() {
    try {
      folder = Files.createTempDirectory("runner-ssh-"); // 0700
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Connection connect(Target target) throws ConnectException {
    try {
      handshakes.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ConnectException(
          Kind.UNREACHABLE, "Interrupted before the connection was made.", e);
    }
    try {
      Path place = Files.createTempDirectory(folder, "h");
      OpenSshConnection connection = master(target, place);
      connections.add(connection);
      return connection;
    } catch (IOException e) {
      if (e instanceof ConnectException known) {
        throw known;
      }
      throw new ConnectException(
          Kind.UNREACHABLE,
          "The program ssh can't be started (%s). Install openssh-client."
              .formatted(e.getMessage()),
          e);
    } finally {
      handshakes.release();
    }
  }

  private OpenSshConnection master(Target target, Path place) throws IOException {
    Path socket = place.resolve("s");
    Path log = Files.createFile(place.resolve("log"));
    List<String> command = new ArrayList<>(List.of("ssh", "-N", "-T", "-E", log.toString()));
    // the first value wins, so these can't be undone by the user's configuration
    for (String option :
        List.of(
            "ControlMaster=yes",
            "ControlPath=" + socket,
            "ControlPersist=no",
            "RemoteCommand=none",
            "PermitLocalCommand=yes",
            "LocalCommand=echo " + READY,
            "NumberOfPasswordPrompts=1")) {
      command.addAll(List.of("-o", option));
    }
    command.addAll(words(target));
    command.addAll(List.of("--", target.address()));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    try (AskPass secrets = AskPass.prepare(place, target)) {
      secrets.into(builder.environment());
      Process process = builder.start();
      await(process, target, log);
      return new OpenSshConnection(target, process, socket, place, connections::remove);
    }
  }

  private static List<String> words(Target target) {
    List<String> words = new ArrayList<>();
    target.port().ifPresent(port -> words.addAll(List.of("-p", String.valueOf(port))));
    target.user().ifPresent(user -> words.addAll(List.of("-l", user)));
    target.privateKeys().forEach(key -> words.addAll(List.of("-i", key.toString())));
    target
        .hostKeyChecking()
        .ifPresent(value -> words.addAll(List.of("-o", "StrictHostKeyChecking=" + value)));
    words.addAll(target.sshOptions());
    words.addAll(
        List.of(
            "-o",
            "StrictHostKeyChecking=accept-new",
            "-o",
            "ServerAliveInterval=15",
            "-o",
            "ConnectTimeout=" + Math.max(1, target.connectDeadline().toSeconds())));
    return words;
  }

  private static void await(Process process, Target target, Path log) throws IOException {
    FutureTask<Boolean> ready = new FutureTask<>(() -> saysReady(process));
    Thread.ofPlatform().daemon().name("openssh-ready").start(ready);
    try {
      if (ready.get(target.connectDeadline().toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
      process.onExit().join();
      throw Words.failure(target, Files.readString(log));
    } catch (TimeoutException e) {
      process.destroy();
      throw new ConnectException(
          Kind.UNREACHABLE,
          "ssh to %s was not ready within %d s. %s"
              .formatted(
                  target.address(), target.connectDeadline().toSeconds(), Files.readString(log)),
          e);
    } catch (ExecutionException e) {
      process.destroy();
      throw new IOException(e.getCause());
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new ConnectException(Kind.UNREACHABLE, "Interrupted while connecting.", e);
    }
  }

  private static boolean saysReady(Process process) throws IOException {
    BufferedReader reader = process.inputReader();
    for (String line; (line = reader.readLine()) != null; ) {
      if (line.equals(READY)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void close() {
    List.copyOf(connections).forEach(OpenSshConnection::close);
    delete(folder);
  }

  /// Removes a folder with what is in it; what is gone by itself is no failure.
  static void delete(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException | UncheckedIOException e) {
      // sockets disappear while their master ends
    }
  }
}
