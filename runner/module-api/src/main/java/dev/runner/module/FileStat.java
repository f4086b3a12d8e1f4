package dev.runner.module;

import java.time.Instant;
import java.util.Optional;

/// What a host says of a path.
///
/// @param path as asked for
/// @param type what it is
/// @param mode the permission bits, set-id and sticky ones included
/// @param size in bytes
/// @param target of a symbolic link
public record FileStat(
    RemotePath path,
    Type type,
    int mode,
    long uid,
    long gid,
    String owner,
    String group,
    long size,
    Instant accessed,
    Instant modified,
    Instant changed,
    long inode,
    long device,
    long links,
    Optional<String> target) {

  /// What a path can be.
  public enum Type {
    ABSENT,
    FILE,
    DIRECTORY,
    LINK,
    FIFO,
    SOCKET,
    BLOCK,
    CHARACTER
  }

  /// Nothing is there.
  public static FileStat absent(RemotePath path) {
    return new FileStat(
        path,
        Type.ABSENT,
        0,
        0,
        0,
        "",
        "",
        0,
        Instant.EPOCH,
        Instant.EPOCH,
        Instant.EPOCH,
        0,
        0,
        0,
        Optional.empty());
  }

  /// Whether anything is there.
  public boolean exists() {
    return type != Type.ABSENT;
  }

  /// Whether it is a regular file.
  public boolean isFile() {
    return type == Type.FILE;
  }

  /// Whether it is a directory.
  public boolean isDirectory() {
    return type == Type.DIRECTORY;
  }

  /// Whether it is a symbolic link.
  public boolean isLink() {
    return type == Type.LINK;
  }

  /// A time in seconds since 1970, as Python's `stat` and so Ansible's results have it.
  public static double seconds(Instant time) {
    return time.getEpochSecond() + time.getNano() / 1e9;
  }
}
