package dev.runner.modules.git;

import dev.runner.module.Account;
import dev.runner.module.Content;
import dev.runner.module.FileStat;
import dev.runner.module.Output;
import dev.runner.module.Pending;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import dev.runner.modules.files.Steward;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Files as they are in another revision than the one that is checked out, one that isn't fetched
/// yet included: then a scratch clone fetches it.
public sealed interface RevisionFiles {

  /// What the files hold; those that the revision doesn't have are absent.
  ///
  /// @param more reads more files of the revision
  record Found(Map<String, Content> files, More more) implements RevisionFiles {
    public Found {
      files = Map.copyOf(files);
    }
  }

  /// A revision from which more can be read.
  interface More {
    /// A file.
    Optional<Content> read(String path);

    /// What its commits change since they parted from those of HEAD: paths, each with git's letter
    /// (`A` added, `D` deleted, else modified).
    Map<String, Character> changes();
  }

  /// The revision can't be had.
  record Missing(Plan.Refused because) implements RevisionFiles {}

  /// Reads files of a revision.
  ///
  /// @param directory a work tree
  /// @param paths relative to it
  /// @param probe asked as the host is: an unapplied rebase doesn't change what a commit holds
  static RevisionFiles read(
      Probe probe,
      RemotePath directory,
      String remote,
      String branch,
      String revision,
      List<String> paths) {
    Probe host = probe.asItIs();
    Pending<FileStat> top = host.later(new Question.Stat(directory, true));
    Pending<Account> self = host.later(new Question.Self());
    Steward steward = new Steward(top.get(), self.get());
    Optional<Plan.Refused> stranger = steward.obstacle();
    if (stranger.isPresent()) {
      return new Missing(stranger.get());
    }
    Checkout git = new Checkout(directory, steward, "ssh");
    Output known = host.look(git.asks("rev-parse", "-q", "--verify", revision + "^{commit}"));
    return known.ok()
        ? found(host, git, directory.resolve(".git"), known.out(), paths)
        : fetch(host, directory, steward, new Wanted(remote, branch, revision, paths));
  }

  /// What is wanted of a remote.
  record Wanted(String remote, String branch, String revision, List<String> paths) {}

  private static RevisionFiles fetch(
      Probe host, RemotePath directory, Steward steward, Wanted wanted) {
    WorkTree tree = WorkTree.read(host, directory, steward);
    if (!tree.head().ok()) {
      return new Missing(
          Plan.refuse(
              "git can't read %s: %s".formatted(directory, tree.head().lastWords()),
              "look at `git status` there"));
    }
    Upstream upstream = Upstream.read(host, tree, wanted.remote(), wanted.branch());
    if (upstream.obstacle().isPresent()) {
      return new Missing(upstream.obstacle().get().refusal());
    }
    Incoming incoming = Incoming.read(host, tree, upstream, Optional.of(wanted.revision()));
    if (incoming.trouble().isPresent()) {
      return new Missing(incoming.trouble().get().refusal());
    }
    RemotePath repository = incoming.trial().resolve(".git");
    return found(host, tree.git(), repository, incoming.target().id(), wanted.paths());
  }

  private static Found found(
      Probe host, Checkout git, RemotePath repository, String commit, List<String> paths) {
    return new Found(
        show(host, git, repository, commit, paths), new Revision(host, git, repository, commit));
  }

  /// A commit in a repository.
  record Revision(Probe host, Checkout git, RemotePath repository, String commit) implements More {
    @Override
    public Optional<Content> read(String path) {
      return Optional.ofNullable(show(host, git, repository, commit, List.of(path)).get(path));
    }

    @Override
    public Map<String, Character> changes() {
      Output diff =
          host.look(
              git.asks(TreeDifference.asked("HEAD..." + commit))
                  .with("GIT_DIR", repository.text()));
      return TreeDifference.read(diff).files();
    }
  }

  private static Map<String, Content> show(
      Probe host, Checkout git, RemotePath repository, String commit, List<String> paths) {
    Map<String, Pending<Output>> shown = new LinkedHashMap<>();
    for (String path : paths) {
      shown.put(
          path, host.lookLater(git.asks("--git-dir=" + repository, "show", commit + ":" + path)));
    }
    Map<String, Content> found = new LinkedHashMap<>();
    shown.forEach(
        (path, output) -> {
          if (output.get().ok()) {
            found.put(path, output.get().stdout());
          }
        });
    return found;
  }
}
