package dev.runner.modules.git;

import dev.runner.module.Output;
import dev.runner.module.Pending;
import dev.runner.module.Probe;
import dev.runner.module.RemotePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A rebase in the scratch clone: of the tree's own commits, and of its uncommitted changes, which
/// the real one would stash before and apply again after.
///
/// @param trial the scratch clone, in which the commit to rebase onto is
/// @param target the commit to rebase onto
/// @param ours how many commits only HEAD has
record TrialRebase(Probe host, WorkTree tree, RemotePath trial, Commit target, int ours) {
  private static final String CHANGES = "refs/runner/uncommitted";

  /// Changes are committed in the clone only, whoever has a name there.
  private static final List<String> SOMEBODY =
      List.of(
          "-c",
          "user.name=trial",
          "-c",
          "user.email=trial@localhost",
          "-c",
          "commit.gpgSign=false");

  /// What the trial ran into. Changes that can't be brought into the clone forbid nothing.
  Optional<Obstacle> obstacle() {
    Pending<Output> out = tried("checkout", "-q", "--detach", tree.commit().id());
    Optional<Pending<Output>> taken =
        tree.dirty().isEmpty() ? Optional.empty() : Optional.of(takeChanges());
    Pending<Output> rebased = tried("rebase", target.id());
    Pending<Output> conflicts = conflicts();
    Optional<Pending<Output>> clashes = taken.map(ignored -> applyChanges());
    if (!out.get().ok()) {
      return Optional.of(
          new Obstacle("the trial checkout failed: " + out.get().lastWords(), "look at the disk"));
    }
    if (!rebased.get().ok()) {
      return Optional.of(stopped(rebased.get(), paths(conflicts.get())));
    }
    return clashes
        .filter(ignored -> isTaken(taken.orElseThrow().get()))
        .map(output -> paths(output.get()))
        .filter(paths -> !paths.isEmpty())
        .map(this::clash);
  }

  /// Whether there is a commit of them: each step is tried whatever became of the one before.
  private boolean isTaken(Output commit) {
    return commit.ok() && !commit.stdout().lenientText().strip().equals(tree.commit().id());
  }

  /// Makes a commit of them beside HEAD, and says which.
  private Pending<Output> takeChanges() {
    RemotePath patch = trial.resolve(".git").resolve("uncommitted.patch");
    host.lookLater(
        tree.git()
            .asks(
                "diff",
                "--binary",
                "--no-ext-diff",
                "--no-textconv",
                "--no-color",
                "--src-prefix=a/",
                "--dst-prefix=b/",
                "--ignore-submodules=all",
                "--output=" + patch,
                "HEAD"));
    tried("apply", "--cached", "--whitespace=nowarn", patch);
    as("commit", "-q", "--no-verify", "-m", "uncommitted changes");
    tried("update-ref", CHANGES, "HEAD");
    Pending<Output> taken = tried("rev-parse", CHANGES);
    tried("checkout", "-q", "-f", "--detach", tree.commit().id());
    return taken;
  }

  /// Puts them on top of what was rebased; the paths in conflict.
  private Pending<Output> applyChanges() {
    as("cherry-pick", "-n", CHANGES);
    return conflicts();
  }

  private Pending<Output> conflicts() {
    return tried("diff", "--name-only", "--diff-filter=U", "-z");
  }

  private Pending<Output> tried(Object... words) {
    return host.lookLater(tree.git().tries(trial, words));
  }

  private void as(String... words) {
    List<Object> all = new ArrayList<>(SOMEBODY);
    all.addAll(List.of(words));
    tried(all.toArray());
  }

  private static List<String> paths(Output conflicts) {
    return List.of(conflicts.stdout().lenientText().split("\0")).stream()
        .filter(name -> !name.isEmpty())
        .toList();
  }

  private Obstacle stopped(Output rebase, List<String> paths) {
    return paths.isEmpty()
        ? new Obstacle(
            "a trial rebase failed: " + rebase.lastWords(),
            "try the rebase in a clone of that tree")
        : new Obstacle(
            "%d local commit(s) of %s conflict with the incoming ones in %s"
                .formatted(ours, tree.git().directory(), WorkTree.some(paths)),
            "rebase the local commits by hand, or bring them upstream first");
  }

  private Obstacle clash(List<String> paths) {
    return new Obstacle(
        "uncommitted changes of %s conflict with the incoming commits in %s"
            .formatted(tree.git().directory(), WorkTree.some(paths)),
        "bring the changes upstream, or revert them there");
  }
}
