package dev.runner.inventory;

import dev.runner.source.Diagnostics;
import dev.runner.values.Origin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Runs inventory scripts on the control machine.
@FunctionalInterface
public interface InventoryPrograms {
  /// What the script prints; nothing, and a diagnostic, if it fails.
  Optional<String> run(Path script, List<String> words, Diagnostics diagnostics, Origin origin);

  /// Processes, each with a deadline.
  ///
  /// @param telling whether what they say on their standard error is passed on
  static InventoryPrograms processes(Duration deadline, boolean telling) {
    return (script, words, diagnostics, origin) -> {
      List<String> command = new ArrayList<>(List.of(script.toAbsolutePath().toString()));
      command.addAll(words);
      try {
        Process process =
            new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
                .start();
        CompletableFuture<byte[]> output = reading(process.getInputStream());
        CompletableFuture<byte[]> errors = reading(process.getErrorStream());
        if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
          process.descendants().forEach(ProcessHandle::destroyForcibly);
          process.destroyForcibly();
          diagnostics.error(
              origin,
              "the script has not ended after %d seconds and was stopped"
                  .formatted(deadline.toSeconds()));
          return Optional.empty();
        }
        if (process.exitValue() != 0) {
          diagnostics.error(
              origin,
              "Inventory script returned non-zero exit code %d. %s"
                  .formatted(process.exitValue(), text(errors.join()).strip())
                  .strip());
          return Optional.empty();
        }
        String said = text(errors.join()).strip();
        if (telling && !said.isEmpty()) {
          diagnostics.warning(null, said);
        }
        return Optional.of(text(output.join()));
      } catch (IOException e) {
        diagnostics.error(origin, "the script can't be started: " + e.getMessage());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        diagnostics.error(origin, "interrupted while the script ran");
      }
      return Optional.empty();
    };
  }

  private static CompletableFuture<byte[]> reading(java.io.InputStream stream) {
    CompletableFuture<byte[]> bytes = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(
            () -> {
              try (stream) {
                bytes.complete(stream.readAllBytes());
              } catch (IOException e) {
                bytes.complete(new byte[0]);
              }
            });
    return bytes;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
