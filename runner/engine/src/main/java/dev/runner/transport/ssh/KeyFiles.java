package dev.runner.transport.ssh;

import dev.runner.values.Secret;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Reads each key file once, however many hosts it opens.
final class KeyFiles {
  private record Wanted(Path path, Optional<Secret> passphrase) {}

  private final Map<Wanted, KeyFile> read = new ConcurrentHashMap<>();

  KeyFile get(Path path, Optional<Secret> passphrase) {
    return read.computeIfAbsent(
        new Wanted(path, passphrase), wanted -> KeyFile.read(path, passphrase));
  }
}
