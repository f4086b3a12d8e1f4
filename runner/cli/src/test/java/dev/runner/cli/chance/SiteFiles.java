package dev.runner.cli.chance;

import dev.runner.values.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What a generator writes below its site. Documents are JSON, which is YAML; the line before them
/// keeps Ansible from reading them as JSON, of which it knows no places.
record SiteFiles(Path site) {
  void put(String name, Object content) {
    text(name, "---\n" + Json.indented(content) + "\n");
  }

  void text(String name, String content) {
    try {
      Path file = site.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
