package dev.runner.playbook;

import java.nio.file.Path;
import java.util.List;

/// A playbook, with the plays of those that it imports.
public record Playbook(Path file, List<Play> plays) {
  public Playbook {
    plays = List.copyOf(plays);
  }
}
