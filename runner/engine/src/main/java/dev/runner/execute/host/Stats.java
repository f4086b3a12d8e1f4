package dev.runner.execute.host;

import dev.runner.module.FileStat;
import dev.runner.module.RemotePath;
import java.time.Instant;
import java.util.Optional;

/// What `stat` would say of something that isn't there yet.
final class Stats {
  private Stats() {}

  /// The same at another path.
  static FileStat at(RemotePath path, FileStat stat) {
    StatDraft draft = new StatDraft(stat);
    draft.path = path;
    return draft.done();
  }

  /// Something new, of root's; inode and device are 0, since nobody knows them.
  static FileStat fresh(
      RemotePath path,
      FileStat.Type type,
      int mode,
      long size,
      Instant now,
      Optional<String> target) {
    return new FileStat(
        path, type, mode, 0, 0, "root", "root", size, now, now, now, 0, 0, 1, target);
  }

  /// The same with another size, written now.
  static FileStat written(FileStat stat, long size, Instant now) {
    StatDraft draft = new StatDraft(stat);
    draft.type = FileStat.Type.FILE;
    draft.size = size;
    draft.accessed = now;
    draft.modified = now;
    draft.changed = now;
    draft.inode = 0;
    draft.links = 1;
    draft.target = Optional.empty();
    return draft.done();
  }

  /// The same of another user's.
  static FileStat owned(FileStat stat, long uid, String owner) {
    StatDraft draft = new StatDraft(stat);
    draft.uid = uid;
    draft.owner = owner;
    return draft.done();
  }

  /// The same of another group's.
  static FileStat grouped(FileStat stat, long gid, String group) {
    StatDraft draft = new StatDraft(stat);
    draft.gid = gid;
    draft.group = group;
    return draft.done();
  }

  /// The same with other permissions, and times that were set.
  static FileStat changed(
      FileStat stat, int mode, Optional<Instant> accessed, Optional<Instant> modified) {
    StatDraft draft = new StatDraft(stat);
    draft.mode = mode;
    draft.accessed = accessed.orElse(draft.accessed);
    draft.modified = modified.orElse(draft.modified);
    return draft.done();
  }
}
