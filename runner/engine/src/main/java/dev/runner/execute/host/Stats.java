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
    return new FileStat(
        path,
        stat.type(),
        stat.mode(),
        stat.uid(),
        stat.gid(),
        stat.owner(),
        stat.group(),
        stat.size(),
        stat.accessed(),
        stat.modified(),
        stat.changed(),
        stat.inode(),
        stat.device(),
        stat.links(),
        stat.target());
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
    return new FileStat(
        stat.path(),
        FileStat.Type.FILE,
        stat.mode(),
        stat.uid(),
        stat.gid(),
        stat.owner(),
        stat.group(),
        size,
        now,
        now,
        now,
        0,
        stat.device(),
        1,
        Optional.empty());
  }

  static FileStat owned(FileStat stat, long uid, String owner) {
    return new FileStat(
        stat.path(),
        stat.type(),
        stat.mode(),
        uid,
        stat.gid(),
        owner,
        stat.group(),
        stat.size(),
        stat.accessed(),
        stat.modified(),
        stat.changed(),
        stat.inode(),
        stat.device(),
        stat.links(),
        stat.target());
  }

  static FileStat grouped(FileStat stat, long gid, String group) {
    return new FileStat(
        stat.path(),
        stat.type(),
        stat.mode(),
        stat.uid(),
        gid,
        stat.owner(),
        group,
        stat.size(),
        stat.accessed(),
        stat.modified(),
        stat.changed(),
        stat.inode(),
        stat.device(),
        stat.links(),
        stat.target());
  }

  static FileStat changed(
      FileStat stat, int mode, Optional<Instant> accessed, Optional<Instant> modified) {
    return new FileStat(
        stat.path(),
        stat.type(),
        mode,
        stat.uid(),
        stat.gid(),
        stat.owner(),
        stat.group(),
        stat.size(),
        accessed.orElse(stat.accessed()),
        modified.orElse(stat.modified()),
        stat.changed(),
        stat.inode(),
        stat.device(),
        stat.links(),
        stat.target());
  }
}
