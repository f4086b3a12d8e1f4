package dev.runner.playbook;

import dev.runner.values.Origin;

/// What a list of tasks consists of.
public sealed interface Part permits Task, Block {
  /// Its keywords and those of what it stands in.
  Settings settings();

  /// Where it stands.
  Origin origin();
}
