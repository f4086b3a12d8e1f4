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

  /// How many commands began or ended so far: what they changed nobody knows.
  default long acts() {
    return 0;
  }

  /// This machine's `/bin/sh`.
  static Programs local(Map<String, String> environment) {
    return new LocalPrograms(environment);
  }
}
