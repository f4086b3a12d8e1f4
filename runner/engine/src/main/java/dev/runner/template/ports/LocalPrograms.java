package dev.runner.template.ports;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/// Commands by this machine's `/bin/sh`.
final class LocalPrograms implements Programs {
  private final Map<String, String> environment;
  private final AtomicLong acts = new AtomicLong();

  LocalPrograms(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  @Override
  public long acts() {
    return acts.get();
  }

  @Override
  public Ended run(String command, Path directory) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder("/bin/sh", "-c", command).directory(directory.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    acts.incrementAndGet();
    Process process = builder.start();
    try {
      return ended(process);
    } finally {
      process.destroyForcibly();
      acts.incrementAndGet();
    }
  }

  private static Ended ended(Process process) throws IOException, InterruptedException {
    process.getOutputStream().close();
    StringBuilder errors = new StringBuilder();
    Thread reader =
        Thread.startVirtualThread(
            () -> {
              try {
                byte[] said = process.getErrorStream().readAllBytes();
                errors.append(new String(said, StandardCharsets.UTF_8));
              } catch (IOException e) {
                errors.append(e.getMessage());
              }
            });
    byte[] out = process.getInputStream().readAllBytes();
    int exit = process.waitFor();
    reader.join();
    return new Ended(exit, out, errors.toString());
  }
}
