package dev.runner.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A playbook or inventory that a person names without its suffix.
final class NamedFile {
  private NamedFile() {}

  /// The file of this name in a folder, with or without its suffix.
  static Optional<Path> in(Path folder, String name) {
    for (String suffix : List.of("", ".yml", ".yaml", ".ini")) {
      Path candidate = folder.resolve(name + suffix);
      if (Files.exists(candidate)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }
}
