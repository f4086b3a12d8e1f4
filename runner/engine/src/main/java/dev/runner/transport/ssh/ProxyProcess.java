package dev.runner.transport.ssh;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/// The program of `ProxyCommand`: its input and output are the connection.
final class ProxyProcess {
  private static final int MOST_WORDS = 2000;

  private final Process process;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final Thread listener;

  private ProxyProcess(Process process) {
    this.process = process;
    this.listener = Thread.ofPlatform().daemon().name("proxy-command-errors").start(this::listen);
  }

  /// Starts it by the shell, as OpenSSH does.
  static ProxyProcess start(String command) throws IOException {
    return new ProxyProcess(new ProcessBuilder("/bin/sh", "-c", "exec " + command).start());
  }

  Process process() {
    return process;
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
      listener.join(200); // what a program says last comes with its end
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

  /// Ends it, and what it started.
  void end() {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
  }
}
