package dev.runner.modules.git;

import dev.runner.module.Command;
import dev.runner.module.Output;
import dev.runner.module.Pending;
import dev.runner.module.Probe;
import dev.runner.module.RemotePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a remote's branch would bring, found out in a scratch clone that borrows the tree's
/// objects; the tree's own refs and objects stay as they are.
///
/// @param trial the scratch clone
/// @param target the commit to rebase onto
/// @param commits one line for each commit that HEAD lacks, the newest first
/// @param brings what they change
/// @param ours how many commits only HEAD has
/// @param inTheWay untracked files where the commits bring files
/// @param takenBack commits that came from the branch and aren't there any more, in any form
/// @param trouble why this couldn't be found out
record Incoming(
    RemotePath trial,
    Commit target,
    boolean contained,
    List<String> commits,
    TreeDifference brings,
    int ours,
    List<String> inTheWay,
    List<String> takenBack,
    Optional<Obstacle> trouble) {

  private static final String TIP = "refs/runner/incoming";
  private static final int PATHS_AT_ONCE = 400;

  /// Fetches into the scratch clone and compares.
  ///
  /// @param revision a commit of the branch other than its tip
  static Incoming read(Probe host, WorkTree tree, Upstream upstream, Optional<String> revision) {
    Checkout git = tree.git();
    RemotePath work = host.scratch().resolve("work");
    RemotePath trial = work.resolve("trial");
    String target = revision.orElse(TIP) + "^{commit}";
    String span = tree.commit().id() + "..." + revision.orElse(TIP);
    Pending<Output> made = host.lookLater(git.steward().workshop(host.scratch()));
    Pending<Output> cloned =
        host.lookLater(
            git.asks("clone", "-q", "--shared", "--no-checkout", "-o", "tree", ".", trial));
    host.lookLater(git.tries(trial, "config", "include.path", tree.config().text()));
    Pending<Output> fetched =
        host.lookLater(
            git.tries(
                trial,
                "fetch",
                "-q",
                upstream.source(git.directory()),
                "+refs/heads/%s:%s".formatted(upstream.branch(), TIP)));
    Pending<Output> found = host.lookLater(git.tries(trial, "rev-parse", "--verify", target));
    Pending<Output> member =
        host.lookLater(git.tries(trial, "merge-base", "--is-ancestor", revision.orElse(TIP), TIP));
    Pending<Output> log =
        host.lookLater(git.tries(trial, "log", "--format=%h %s (%an)", "--right-only", span));
    Pending<Output> diff = host.lookLater(git.tries(trial, TreeDifference.asked(span)));
    Pending<Output> ours =
        host.lookLater(git.tries(trial, "rev-list", "--count", "--left-only", span));
    String whole = tree.commit().id() + "..." + TIP;
    Pending<Output> alone = host.lookLater(onlyOurs(git, trial, whole));
    Pending<Output> local =
        upstream.known().isEmpty()
            ? alone
            : host.lookLater(onlyOurs(git, trial, whole).and("^" + upstream.known()));
    Optional<Obstacle> obstacle =
        firstFailure(List.of(made, cloned, fetched))
            .map(Incoming::unreadable)
            .or(() -> firstFailure(List.of(found, member)).map(output -> noCommitOf(upstream)))
            .or(() -> firstFailure(List.of(diff)).map(output -> incomparable(output, upstream)));
    if (obstacle.isPresent()) {
      return failed(trial, obstacle.get());
    }
    TreeDifference brings = TreeDifference.read(diff.get());
    List<Pending<Output>> closed = ClosedDirectories.ask(host, git, brings.files().keySet());
    return new Incoming(
        trial,
        new Commit(found.get().out()),
        log.get().out().isEmpty(),
        log.get().lines(),
        brings,
        Integer.parseInt(ours.get().out()),
        inTheWay(host, git, brings.files()),
        alone.get().lines().stream().filter(line -> !local.get().lines().contains(line)).toList(),
        ClosedDirectories.obstacle(closed, git));
  }

  /// Commits of HEAD that the branch doesn't have, not even as others of the same content.
  private static Command onlyOurs(Checkout git, RemotePath trial, String span) {
    return git.tries(
        trial, "log", "--format=%h %s", "--cherry-pick", "--no-merges", "--left-only", span);
  }

  private static Incoming failed(RemotePath trial, Obstacle why) {
    return new Incoming(
        trial,
        new Commit(""),
        false,
        List.of(),
        TreeDifference.NONE,
        0,
        List.of(),
        List.of(),
        Optional.of(why));
  }

  private static Optional<Output> firstFailure(List<Pending<Output>> steps) {
    return steps.stream().map(Pending::get).filter(output -> !output.ok()).findFirst();
  }

  private static Obstacle noCommitOf(Upstream upstream) {
    return new Obstacle(
        "the revision is no commit of %s/%s".formatted(upstream.remote(), upstream.branch()),
        "name a commit of that branch");
  }

  private static Obstacle incomparable(Output diff, Upstream upstream) {
    return diff.err().contains("no merge base")
        ? new Obstacle(
            "%s/%s has no history in common with what is checked out: it was rewritten, or is that of another repository"
                .formatted(upstream.remote(), upstream.branch()),
            "look at the remote; to follow it all the same, there, `git fetch %1$s` and `git reset --hard %1$s/%2$s`"
                .formatted(upstream.remote(), upstream.branch()))
        : unreadable(diff);
  }

  private static Obstacle unreadable(Output output) {
    return new Obstacle(
        "the incoming commits can't be looked at: " + output.lastWords(),
        "try `git fetch` in a clone of that tree");
  }

  /// Untracked files, ignored ones too: git would overwrite those without a word.
  private static List<String> inTheWay(Probe host, Checkout git, Map<String, Character> files) {
    List<String> added =
        files.entrySet().stream()
            .filter(file -> file.getValue() == 'A')
            .map(Map.Entry::getKey)
            .toList();
    List<Pending<Output>> answers = new ArrayList<>();
    for (int from = 0; from < added.size(); from += PATHS_AT_ONCE) {
      List<Object> words = new ArrayList<>(List.of("--literal-pathspecs", "ls-files"));
      words.addAll(List.of("--others", "-z", "--"));
      words.addAll(added.subList(from, Math.min(added.size(), from + PATHS_AT_ONCE)));
      answers.add(host.lookLater(git.asks(words.toArray())));
    }
    List<String> found = new ArrayList<>();
    for (Pending<Output> answer : answers) {
      for (String path : answer.get().stdout().lenientText().split("\0")) {
        if (!path.isEmpty()) {
          found.add(path);
        }
      }
    }
    return found;
  }

  /// What forbids to bring this in. Tries the rebase in the scratch clone where HEAD has commits or
  /// uncommitted changes of its own, in two more round trips.
  Optional<Obstacle> obstacle(Probe host, WorkTree tree) {
    if (trouble.isPresent()) {
      return trouble;
    }
    if (!inTheWay.isEmpty()) {
      return Optional.of(
          new Obstacle(
              "untracked files are in the way of the incoming ones: " + WorkTree.some(inTheWay),
              "move them out of %s, or commit them upstream".formatted(tree.git().directory())));
    }
    if (ours == 0 && tree.dirty().isEmpty()) {
      return Optional.empty();
    }
    return new TrialRebase(host, tree, trial, target, ours).obstacle();
  }
}
