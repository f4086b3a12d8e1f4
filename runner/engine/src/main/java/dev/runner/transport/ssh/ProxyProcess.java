package dev.runner.transport.ssh;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// The program of `ProxyCommand`: its input and output are the connection.
final class ProxyProcess {
  private static final int MOST_WORDS = 2000;

  /// How long its last words are waited for: they may come after the end of the connection, and
  /// late on a busy machine.
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  private static final Duration WORDS_OF_ONE_THAT_RUNS = Duration.ofMillis(200);

  private final Process process;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final Thread listener;

  /// Whether it closed its output or takes no input any more: it is ending by itself.
  private volatile boolean ending;

  private ProxyProcess(Process process) {
    this.process = process;
    this.listener = Thread.ofPlatform().daemon().name("proxy-command-errors").start(this::listen);
  }

  /// Starts it by the shell, as OpenSSH does.
  static ProxyProcess start(String command) throws IOException {
    return new ProxyProcess(new ProcessBuilder("/bin/sh", "-c", "exec " + command).start());
  }

  /// What comes from the host.
  InputStream output() {
    return new FilterInputStream(process.getInputStream()) {
      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = super.read(bytes, offset, length);
        ending |= read < 0;
        return read;
      }
    };
  }

  /// What goes to the host.
  OutputStream input() {
    return new FilterOutputStream(process.getOutputStream()) {
      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
          out.write(bytes, offset, length);
        } catch (IOException e) {
          ending = true;
          throw e;
        }
      }

      @Override
      public void flush() throws IOException {
        try {
          out.flush();
        } catch (IOException e) {
          ending = true;
          throw e;
        }
      }
    };
  }

  private void listen() {
    byte[] chunk = new byte[1024];
    try (InputStream errors = process.getErrorStream()) {
      for (int length; (length = errors.read(chunk)) >= 0; ) {
        synchronized (said) {
          if (said.size() < MOST_WORDS) {
            said.write(chunk, 0, length);
          }
        }
      }
    } catch (IOException e) {
      // the program ended, and what it said is kept
    }
  }

  /// What it wrote to its standard error, and its exit status if it has ended: to be put into a
  /// message.
  String story() {
    try {
      listener.join(ending ? LAST_WORDS : WORDS_OF_ONE_THAT_RUNS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    String words;
    synchronized (said) {
      words = said.toString(StandardCharsets.UTF_8).strip().replaceAll("\\s*\\R\\s*", "; ");
    }
    String status = process.isAlive() ? "" : " ended with status " + process.exitValue();
    return "; ProxyCommand" + status + (words.isEmpty() ? " said nothing" : " said: " + words);
  }

  /// Ends it, and what it started; one that is ending by itself may say why first.
  void end() {
    try {
      if (ending && process.waitFor(LAST_WORDS)) {
        listener.join(LAST_WORDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
  }
}
