package dev.runner.modules.git;

import dev.runner.module.RemotePath;
import java.util.List;
import java.util.Optional;

/// Makes `git` tasks with the defaults of its parameters.
final class Gits {
  private final String repo;
  private final String dest;
  private String version = "HEAD";
  private boolean force;
  private Optional<Integer> depth = Optional.empty();
  private boolean clones = true;
  private boolean update = true;
  private boolean bare;
  private Optional<RemotePath> separate = Optional.empty();
  private boolean verified;
  private Optional<RemotePath> archive = Optional.empty();

  private Gits(String repo, String dest) {
    this.repo = repo;
    this.dest = dest;
  }

  static Gits of(String repo, String dest) {
    return new Gits(repo, dest);
  }

  Gits version(String name) {
    version = name;
    return this;
  }

  Gits force() {
    force = true;
    return this;
  }

  Gits depth(int commits) {
    depth = Optional.of(commits);
    return this;
  }

  Gits clones(boolean wanted) {
    clones = wanted;
    return this;
  }

  Gits update(boolean wanted) {
    update = wanted;
    return this;
  }

  Gits bare() {
    bare = true;
    return this;
  }

  Gits separate(String path) {
    separate = Optional.of(RemotePath.of(path));
    return this;
  }

  Gits verified() {
    verified = true;
    return this;
  }

  Gits archive(String path) {
    archive = Optional.of(RemotePath.of(path));
    return this;
  }

  Git build() {
    return new Git(
        repo,
        Optional.of(RemotePath.of(dest)),
        version,
        "origin",
        Optional.empty(),
        force,
        depth,
        clones,
        update,
        bare,
        true,
        false,
        false,
        Optional.empty(),
        separate,
        false,
        false,
        Optional.empty(),
        Optional.empty(),
        verified,
        List.of(),
        archive,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
