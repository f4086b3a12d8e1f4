package dev.runner.report.awx;

import dev.runner.values.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;

/// The folder `job_events` below that of `AWX_ISOLATED_DATA_DIR`, in which ansible-runner looks for
/// what an event is about when it meets the event's mark in the output. Nobody else may read it.
final class EventFolder {
  private final Path folder;

  /// @param data the folder that `AWX_ISOLATED_DATA_DIR` names
  EventFolder(Path data) {
    this.folder = data.resolve("job_events");
  }

  /// Puts an event there, whole or not at all.
  void put(String uuid, Map<String, Object> event) {
    Path file = folder.resolve(uuid + "-partial.json");
    Path growing = folder.resolve(uuid + "-partial.json.tmp");
    try {
      if (!Files.isDirectory(folder)) {
        Files.createDirectory(
            folder,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
      try (var channel =
          Files.newByteChannel(
              growing,
              Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW),
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
        var bytes = StandardCharsets.UTF_8.encode(Json.line(event));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
      }
      Files.move(growing, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("the event can't be written to '%s'".formatted(file), e);
    }
  }
}
