package dev.runner.execute.host;

import dev.runner.module.Content;
import dev.runner.module.Output;
import dev.runner.transport.ConnectException;
import dev.runner.transport.Connection;
import dev.runner.transport.HostSession;
import dev.runner.transport.Identity;
import dev.runner.transport.Script;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.ByteChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// A session for tests: every script is run by a fresh shell of this machine.
class ShellOfThisMachine implements HostSession {
  private final List<String> shell;
  private final Path home;
  private final Map<String, String> environment;
  final AtomicInteger trips = new AtomicInteger();
  final List<String> scripts = new ArrayList<>();

  ShellOfThisMachine(List<String> shell, Path home, Map<String, String> environment) {
    this.shell = List.copyOf(shell);
    this.home = home;
    this.environment = Map.copyOf(environment);
  }

  private Process start(Script script) throws IOException {
    trips.incrementAndGet();
    synchronized (scripts) {
      scripts.add(script.toString());
    }
    // The script comes on a stream of its own, as it does to a persistent shell.
    List<String> words = new ArrayList<>(shell);
    words.addAll(List.of("-c", "eval \"$(cat <&3)\"", "sh"));
    Path pipe = java.nio.file.Files.createTempFile("runner-test-script", ".sh");
    java.nio.file.Files.write(pipe, script.reveal());
    List<String> outer =
        new ArrayList<>(
            List.of("/bin/sh", "-c", "exec 3<\"$1\"; rm -f \"$1\"; shift; exec \"$@\"", "sh"));
    outer.add(pipe.toString());
    outer.addAll(words);
    ProcessBuilder builder = new ProcessBuilder(outer);
    builder.environment().put("HOME", home.toString());
    builder.environment().putAll(new HashMap<>(environment));
    return builder.start();
  }

  private Output run(
      Script script, InputStream input, Connection.Sink out, Connection.Sink err, Duration deadline)
      throws ConnectException {
    Instant began = Instant.now();
    ByteArrayOutputStream stdout = new ByteArrayOutputStream();
    ByteArrayOutputStream stderr = new ByteArrayOutputStream();
    try {
      Process process = start(script);
      Thread.startVirtualThread(() -> feed(input, process.getOutputStream()));
      Thread one = Thread.startVirtualThread(() -> pump(process.getInputStream(), stdout, out));
      Thread two = Thread.startVirtualThread(() -> pump(process.getErrorStream(), stderr, err));
      if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        throw new ConnectException(ConnectException.Kind.DEADLINE, "too late");
      }
      one.join();
      two.join();
      return new Output(
          process.exitValue(),
          Content.of(stdout.toByteArray()),
          Content.of(stderr.toByteArray()),
          began,
          Duration.between(began, Instant.now()));
    } catch (ConnectException e) {
      throw e;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void feed(InputStream input, OutputStream sink) {
    try (sink) {
      byte[] buffer = new byte[32 << 10];
      for (int n = input.read(buffer); n >= 0; n = input.read(buffer)) {
        sink.write(buffer, 0, n);
        sink.flush();
      }
    } catch (IOException e) {
      // The script ended without reading all of it.
      return;
    }
  }

  private static void pump(InputStream from, OutputStream to, Connection.Sink sink) {
    byte[] buffer = new byte[8192];
    try {
      for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
        to.write(buffer, 0, n);
        sink.accept(buffer, 0, n);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final Connection.Sink NOBODY = (buffer, offset, length) -> {};

  @Override
  public Output run(Identity who, Script script, Duration deadline) throws ConnectException {
    return run(script, new ByteArrayInputStream(new byte[0]), NOBODY, NOBODY, deadline);
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
      throws ConnectException {
    return run(script, input, out, err, deadline);
  }

  @Override
  public Output feed(Identity who, Script script, InputStream content, Duration deadline)
      throws ConnectException {
    return run(script, content, NOBODY, NOBODY, deadline);
  }

  @Override
  public Output drain(Identity who, Script script, OutputStream sink, Duration deadline)
      throws IOException {
    Output output = run(who, script, deadline);
    sink.write(output.stdout().bytes());
    return new Output(
        output.exit(), Content.of(""), output.stderr(), output.began(), output.took());
  }

  @Override
  public Output raw(String commandLine, Connection.Sink out, Connection.Sink err, Duration deadline)
      throws ConnectException {
    return run(Script.of(commandLine), new ByteArrayInputStream(new byte[0]), out, err, deadline);
  }

  @Override
  public ByteChannel forward(String address, int port) throws IOException {
    return SocketChannel.open(new InetSocketAddress(address, port));
  }

  @Override
  public void drop() {}

  @Override
  public void close() {}
}
