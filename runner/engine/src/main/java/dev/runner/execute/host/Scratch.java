package dev.runner.execute.host;

import dev.runner.module.RemotePath;
import dev.runner.transport.Identity;

/// A directory of mode 0700 that a task may write to. It is made by the first script that follows:
/// making a directory fails if anything has that name already, and nobody can guess it.
final class Scratch {
  private final RemotePath path;
  private final Identity who;
  private volatile boolean made;

  Scratch(Identity who, String nonce) {
    this.path = RemotePath.of("/tmp/runner-" + nonce);
    this.who = who;
  }

  RemotePath path() {
    return path;
  }

  Identity who() {
    return who;
  }

  boolean isMade() {
    return made;
  }

  void made() {
    made = true;
  }

  /// The command that makes it.
  String making() {
    return "mkdir -m 700 -- %1$s || rn_die 'no private directory can be made: %1$s'\n"
        .formatted(path);
  }
}
