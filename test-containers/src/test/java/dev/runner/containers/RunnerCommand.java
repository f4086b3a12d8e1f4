package dev.runner.containers;

import dev.runner.cli.Main;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// The command `runner` as a user has it, with a home directory of its own in which keys,
/// configuration and journals stand.
public final class RunnerCommand {
  private static final long PATIENCE_SECONDS = 420;

  private final Path folder;
  private final Path home;

  /// @param folder where the user stands; the home directory is made in it
  public RunnerCommand(Path folder) {
    this.folder = folder;
    this.home = folder.resolve("home");
    try {
      Files.createDirectories(home.resolve(".ssh"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The user's home directory.
  public Path home() {
    return home;
  }

  /// Runs the command to its end, inside this process: what it does on hosts is the same, and a
  /// hundred runs needn't wait for as many Java machines. One that gets a signal must be
  /// [started][#start].
  public Ran run(String... words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exit =
        Main.run(
            words,
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            folder,
            environment(System.getenv()));
    return new Ran(String.join(" ", words), exit, out.toString(), err.toString());
  }

  /// Of a user who has set nothing.
  private Map<String, String> environment(Map<String, String> machine) {
    Map<String, String> environment = new TreeMap<>(machine);
    environment
        .keySet()
        .removeIf(name -> name.startsWith("ANSIBLE_") || name.startsWith("RUNNER_"));
    environment.keySet().removeAll(List.of("SSH_AUTH_SOCK", "XDG_STATE_HOME", "XDG_CONFIG_HOME"));
    environment.put("HOME", home.toString());
    environment.put("LC_ALL", "C.UTF-8");
    environment.put("NO_COLOR", "1");
    return environment;
  }

  /// Starts the command as a process of its own.
  public Running start(String... words) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-Duser.home=" + home,
                "-Drunner.home=" + System.getProperty("runner.root"),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.runner.cli.Main"));
    command.addAll(Arrays.asList(words));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    Map<String, String> given = environment(builder.environment());
    builder.environment().clear();
    builder.environment().putAll(given);
    try {
      return new Running(String.join(" ", words), builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The command while it runs.
  public static final class Running implements AutoCloseable {
    private final String words;
    private final Process process;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final CompletableFuture<Void> streams;

    private Running(String words, Process process) {
      this.words = words;
      this.process = process;
      this.streams =
          CompletableFuture.allOf(
              CompletableFuture.runAsync(() -> copy(process.getInputStream(), out), Running::start),
              CompletableFuture.runAsync(
                  () -> copy(process.getErrorStream(), err), Running::start));
    }

    private static void start(Runnable work) {
      Thread.ofVirtual().start(work);
    }

    private void copy(InputStream from, ByteArrayOutputStream to) {
      byte[] buffer = new byte[8192];
      try (from) {
        for (int length = from.read(buffer); length >= 0; length = from.read(buffer)) {
          synchronized (this) {
            to.write(buffer, 0, length);
            notifyAll();
          }
        }
      } catch (IOException e) {
        // Killed: what it wrote before is all there is.
      } finally {
        synchronized (this) {
          notifyAll();
        }
      }
    }

    /// What it has written to standard output so far.
    public synchronized String out() {
      return out.toString(StandardCharsets.UTF_8);
    }

    /// Waits until its output is so.
    public Running until(Predicate<String> wanted) {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
      synchronized (this) {
        while (!wanted.test(out())) {
          long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
          if (left <= 0 || !process.isAlive()) {
            throw new AssertionError(
                "%s%nnever said what was waited for:%n%s%s".formatted(words, out(), err));
          }
          try {
            wait(Math.min(left, 1000));
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        }
      }
      return this;
    }

    /// Sends a signal, as a terminal (`INT`) or an operator (`TERM`, `KILL`) does.
    public Running signal(String name) {
      Shell.run("kill", "-" + name, "" + process.pid()).orThrow();
      return this;
    }

    /// Waits for the end.
    public Ran await() {
      try {
        process.getOutputStream().close();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
          process.destroyForcibly();
          throw new AssertionError("%s%ndid not end:%n%s%s".formatted(words, out(), err));
        }
        streams.join();
        return new Ran(words, process.exitValue(), out(), err.toString(StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }
}
