package dev.runner.execute.host;

import dev.runner.module.FileStat;
import dev.runner.module.RemotePath;
import java.time.Instant;
import java.util.Optional;

/// A stat in the making: that of something else, of which some is changed.
final class StatDraft {
  RemotePath path;
  FileStat.Type type;
  int mode;
  long uid;
  long gid;
  String owner;
  String group;
  long size;
  Instant accessed;
  Instant modified;
  Instant changed;
  long inode;
  long device;
  long links;
  Optional<String> target;

  StatDraft(FileStat stat) {
    path = stat.path();
    type = stat.type();
    mode = stat.mode();
    uid = stat.uid();
    gid = stat.gid();
    owner = stat.owner();
    group = stat.group();
    size = stat.size();
    accessed = stat.accessed();
    modified = stat.modified();
    changed = stat.changed();
    inode = stat.inode();
    device = stat.device();
    links = stat.links();
    target = stat.target();
  }

  FileStat done() {
    return new FileStat(
        path, type, mode, uid, gid, owner, group, size, accessed, modified, changed, inode, device,
        links, target);
  }
}
