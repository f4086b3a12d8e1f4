package dev.runner.modules.packages.apt;

import dev.runner.module.Content;
import dev.runner.module.FileStat;
import dev.runner.module.Pending;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The files of a repository in the format deb822 under one name, as they are on the host.
///
/// @param keys its keyring by extension
record Deb822Files(Looked sources, Map<String, Looked> keys) {
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
        Map.of(
            "asc", Looked.later(host, KEYRINGS.resolve(slug + ".asc")),
            "gpg", Looked.later(host, KEYRINGS.resolve(slug + ".gpg"))));
  }

  /// The file of a key.
  Looked key(boolean armored) {
    return keys.getOrDefault(armored ? "asc" : "gpg", sources);
  }

  /// Those that are there.
  List<RemotePath> present() {
    return Stream.of(sources, key(true), key(false))
        .filter(Looked::exists)
        .map(Looked::path)
        .toList();
  }
}
