package dev.runner.module;

import java.util.List;

/// A user of a host.
///
/// @param groups names of all groups, the primary one first
public record Account(
    String name,
    long uid,
    long gid,
    String comment,
    RemotePath home,
    String shell,
    List<String> groups) {
  public Account {
    groups = List.copyOf(groups);
  }
}
