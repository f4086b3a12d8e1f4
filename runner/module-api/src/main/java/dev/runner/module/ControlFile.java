package dev.runner.module;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/// A file of the control machine that a parameter names. The engine has found it on the search path
/// (role, play, playbook); it opens vaulted ones.
public interface ControlFile {

  /// As the user wrote it.
  String name();

  /// Where it was found.
  Path path();

  /// Whether it is a directory.
  boolean isDirectory();

  /// Whether what is in it must be shown to nobody (it was vaulted).
  boolean isSecret();

  /// Its size in bytes, as it will be sent.
  long size() throws IOException;

  /// What is in it, as it will be sent.
  InputStream open() throws IOException;

  /// What stands in a directory, by name; empty for a file.
  List<ControlFile> entries() throws IOException;

  /// The same file as it stands there: it isn't opened if it is vaulted, and so are the entries of
  /// a directory.
  default ControlFile asItStands() {
    return this;
  }

  /// All of it at once, for files that are small.
  default Content content() throws IOException {
    try (InputStream in = open()) {
      Content content = Content.of(in.readAllBytes());
      return isSecret() ? content.asSecret() : content;
    }
  }
}
