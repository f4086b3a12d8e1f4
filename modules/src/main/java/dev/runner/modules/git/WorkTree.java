package dev.runner.modules.git;

import dev.runner.module.FileStat;
import dev.runner.module.Output;
import dev.runner.module.Pending;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import dev.runner.modules.files.Steward;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A checkout as it stands.
///
/// @param git how git is called in it
/// @param config the repository's configuration file
/// @param head what HEAD is, or git's complaint
/// @param branch the local branch that is checked out; empty where HEAD is detached
/// @param dirty tracked files with uncommitted changes
/// @param stash the newest entry of `git stash`; empty without one
/// @param underWay an operation that somebody began and didn't end: "a rebase"
/// @param lock the index's lock, if another git holds it or died with it
/// @param mixed what in it isn't its group's as the top directory is
/// @param now the host's time
record WorkTree(
    Checkout git,
    RemotePath config,
    Output head,
    Optional<String> branch,
    List<String> dirty,
    String stash,
    Optional<String> underWay,
    FileStat lock,
    Steward.Mixed mixed,
    Instant now) {

  private static final Map<String, String> OPERATIONS =
      Map.of(
          "rebase-merge", "a rebase",
          "rebase-apply", "a rebase",
          "MERGE_HEAD", "a merge",
          "CHERRY_PICK_HEAD", "a cherry-pick",
          "REVERT_HEAD", "a revert");

  /// Reads a tree in two round trips, the second for what only git's own directory can tell.
  static WorkTree read(Probe host, RemotePath directory, Steward steward) {
    return read(host, new Checkout(directory, steward, "ssh"));
  }

  /// The same, by the git of this checkout.
  static WorkTree read(Probe host, Checkout plain) {
    RemotePath directory = plain.directory();
    Steward steward = plain.steward();
    Pending<Output> head = host.lookLater(plain.asks("rev-parse", "--verify", "HEAD^{commit}"));
    Pending<Output> dirs = host.lookLater(plain.asks("rev-parse", "--git-dir", "--git-common-dir"));
    Pending<Output> branch = host.lookLater(plain.asks("symbolic-ref", "-q", "--short", "HEAD"));
    Pending<Output> status =
        host.lookLater(
            plain.asks("status", "--porcelain", "-z", "-uno", "--ignore-submodules=all"));
    Pending<Output> stash = host.lookLater(plain.asks("rev-parse", "-q", "--verify", "refs/stash"));
    Pending<Output> ssh = host.lookLater(plain.asks("config", "--get", "core.sshCommand"));
    Pending<Output> mixed = host.lookLater(steward.mixed());
    Pending<Instant> now = host.later(new Question.Clock());
    List<String> lines = dirs.get().lines();
    RemotePath gitDir = directory.resolve(lines.isEmpty() ? ".git" : lines.getFirst());
    String common = lines.size() < 2 || lines.get(1).startsWith("--") ? "" : lines.get(1);
    RemotePath shared = common.isEmpty() ? gitDir : directory.resolve(common);
    Pending<FileStat> lock = host.later(new Question.Stat(gitDir.resolve("index.lock"), false));
    String ownSsh = ssh.get().ok() ? ssh.get().out() : plain.ssh();
    Checkout git = new Checkout(directory, steward, ownSsh, plain.program());
    return new WorkTree(
        git,
        shared.resolve("config"),
        head.get(),
        branch.get().ok() ? Optional.of(branch.get().out()) : Optional.empty(),
        changedFiles(status.get()),
        stash.get().ok() ? stash.get().out() : "",
        underWay(host, gitDir),
        lock.get(),
        Steward.Mixed.of(mixed.get()),
        now.get());
  }

  private static Optional<String> underWay(Probe host, RemotePath gitDir) {
    Map<String, Pending<FileStat>> marks = new LinkedHashMap<>();
    OPERATIONS.keySet().stream()
        .sorted()
        .forEach(
            name -> marks.put(name, host.later(new Question.Stat(gitDir.resolve(name), false))));
    return marks.entrySet().stream()
        .filter(mark -> mark.getValue().get().exists())
        .map(mark -> OPERATIONS.getOrDefault(mark.getKey(), mark.getKey()))
        .findFirst();
  }

  /// The paths in the output of `git status --porcelain -z` (git-status(1), "Porcelain Format
  /// Version 1"): two letters, a space, the path; a rename is followed by its old path.
  private static List<String> changedFiles(Output status) {
    List<String> files = new ArrayList<>();
    boolean old = false;
    for (String entry : status.stdout().lenientText().split("\0")) {
      if (old || entry.length() < 4) {
        old = false;
        continue;
      }
      files.add(entry.substring(3));
      old = entry.charAt(0) == 'R' || entry.charAt(0) == 'C';
    }
    return files;
  }

  /// Where git keeps its own files.
  RemotePath files() {
    return config.parent();
  }

  /// The commit that is checked out.
  Commit commit() {
    return new Commit(head.out());
  }

  /// Keeps it its group's, after a change.
  List<Step> alike() {
    return git.steward().alike(mixed, git.directory());
  }

  /// What forbids to touch the tree at all.
  Optional<Obstacle> obstacle() {
    RemotePath directory = git.directory();
    if (!head.ok()) {
      return Optional.of(
          new Obstacle(
              "git can't read %s: %s".formatted(directory, head.lastWords()),
              "look at `git -C %s status`".formatted(directory)));
    }
    if (underWay.isPresent()) {
      return Optional.of(
          new Obstacle(
              "%s is under way in %s".formatted(underWay.get(), directory),
              "finish or abort it there: `git status` says how"));
    }
    if (lock.exists()) {
      return Optional.of(
          new Obstacle(
              "another git works in %s: %s is %s old"
                  .formatted(directory, lock.path(), age(lock.modified())),
              "wait for it; if no git runs there, remove the lock"));
    }
    return Optional.empty();
  }

  private String age(Instant since) {
    Duration age = Duration.between(since, now);
    return age.toMinutes() < 2 ? age.toSeconds() + " s" : age.toMinutes() + " min";
  }

  /// What forbids to change the tracked files.
  Optional<Obstacle> uncommitted(OnDirty onDirty) {
    if (dirty.isEmpty() || onDirty == OnDirty.STASH) {
      return Optional.empty();
    }
    return Optional.of(
        new Obstacle(
            "%s has uncommitted changes: %s".formatted(git.directory(), some(dirty)),
            "commit or revert them there, or say on_dirty: stash"));
  }

  /// The first few of many names.
  static String some(List<String> names) {
    int shown = 5;
    String first = String.join(", ", names.subList(0, Math.min(shown, names.size())));
    return names.size() <= shown ? first : first + " and %d more".formatted(names.size() - shown);
  }
}
