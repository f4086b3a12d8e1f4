package dev.runner.template.ports;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/// Runs commands of the control machine for lookups.
@FunctionalInterface
public interface Programs {

  /// What a command gave.
  ///
  /// @param out standard output
  /// @param err standard error
  record Ended(int exit, byte[] out, String err) {}

  /// Runs a line of the shell and waits for its end.
  ///
  /// @param directory where it runs
  Ended run(String command, Path directory) throws IOException, InterruptedException;

  /// This machine's `/bin/sh`.
  static Programs local(Map<String, String> environment) {
    return (command, directory) -> {
      ProcessBuilder builder =
          new ProcessBuilder("/bin/sh", "-c", command).directory(directory.toFile());
      builder.environment().clear();
      builder.environment().putAll(environment);
      Process process = builder.start();
      process.getOutputStream().close();
      StringBuilder errors = new StringBuilder();
      Thread reader =
          Thread.startVirtualThread(
              () -> {
                try {
                  errors.append(
                      new String(
                          process.getErrorStream().readAllBytes(),
                          java.nio.charset.StandardCharsets.UTF_8));
                } catch (IOException e) {
                  errors.append(e.getMessage());
                }
              });
      try {
        byte[] out = process.getInputStream().readAllBytes();
        int exit = process.waitFor();
        reader.join();
        return new Ended(exit, out, errors.toString());
      } finally {
        process.destroyForcibly();
      }
    };
  }
}
