package dev.runner.module.testing;

import dev.runner.module.Attributes;
import dev.runner.module.Content;
import dev.runner.module.FileStat;
import java.time.Instant;
import java.util.Optional;

/// What a fake host has at a path.
///
/// @param target of a symbolic link
/// @param inode the same for names that share one file
record FakeFile(
    FileStat.Type type,
    Content content,
    int mode,
    String owner,
    String group,
    Instant accessed,
    Instant modified,
    Optional<String> target,
    long inode) {
  private static final int UMASK = 022;

  boolean isDirectory() {
    return type == FileStat.Type.DIRECTORY;
  }

  boolean isLink() {
    return type == FileStat.Type.LINK;
  }

  FakeFile holding(Content other, Instant when) {
    return new FakeFile(type, other, mode, owner, group, accessed, when, target, inode);
  }

  FakeFile numbered(long other) {
    return new FakeFile(type, content, mode, owner, group, accessed, modified, target, other);
  }

  /// The same with what the attributes ask for.
  FakeFile with(Attributes wanted) {
    return new FakeFile(
        type,
        content,
        wanted.mode().map(m -> m.applyTo(mode, isDirectory(), UMASK)).orElse(mode),
        wanted.owner().orElse(owner),
        wanted.group().orElse(group),
        wanted.accessed().orElse(accessed),
        wanted.modified().orElse(modified),
        target,
        inode);
  }
}
