package dev.runner.modules.git;

/// What to do with uncommitted changes of tracked files.
public enum OnDirty {
  /// Don't touch the tree.
  REFUSE,
  /// Put them aside and bring them back afterwards.
  STASH
}
