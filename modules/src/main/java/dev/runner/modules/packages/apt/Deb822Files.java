package dev.runner.modules.packages.apt;

import dev.runner.module.Content;
import dev.runner.module.FileStat;
import dev.runner.module.Pending;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import java.util.List;
import java.util.stream.Stream;

/// The files of a repository in the format deb822 under one name, as they are on the host.
///
/// @param armored its keyring, if that is text
/// @param binary its keyring, if it isn't
record Deb822Files(Looked sources, Looked armored, Looked binary) {
  private static final RemotePath SOURCES = RemotePath.of("/etc/apt/sources.list.d");
  static final RemotePath KEYRINGS = RemotePath.of("/etc/apt/keyrings");

  /// A file that was asked for.
  record Looked(
      RemotePath path, Pending<FileStat> stat, Pending<java.util.Optional<Content>> text) {
    static Looked later(Probe host, RemotePath path) {
      return new Looked(
          path,
          host.later(new Question.Stat(path, true)),
          host.later(new Question.Read(path, Probe.READ_LIMIT)));
    }

    boolean exists() {
      return stat.get().exists();
    }
  }

  /// Puts the questions.
  static Deb822Files later(Probe host, String slug) {
    return new Deb822Files(
        Looked.later(host, SOURCES.resolve(slug + ".sources")),
        Looked.later(host, KEYRINGS.resolve(slug + ".asc")),
        Looked.later(host, KEYRINGS.resolve(slug + ".gpg")));
  }

  /// The file of a key.
  Looked key(boolean isText) {
    return isText ? armored : binary;
  }

  /// Those that are there.
  List<RemotePath> present() {
    return Stream.of(sources, armored, binary).filter(Looked::exists).map(Looked::path).toList();
  }
}
