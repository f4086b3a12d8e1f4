package dev.runner.modules.git;

import dev.runner.module.Output;
import dev.runner.module.Pending;
import dev.runner.module.Probe;
import dev.runner.module.RemotePath;
import java.util.Locale;
import java.util.Optional;

/// A branch of a remote, as the remote itself tells it.
///
/// @param url of the remote
/// @param listed what `ls-remote` answered
/// @param remote its name
/// @param branch its branch
/// @param contained whether the commit that we have as the branch's tip is part of HEAD
/// @param known the commit that we have as the branch's tip
record Upstream(
    String url, Output listed, String remote, String branch, boolean contained, String known) {

  private static final int NO_SUCH_REF = 2;

  /// Asks the remote, in one round trip.
  static Upstream read(Probe host, WorkTree tree, String remote, String branch) {
    Checkout git = tree.git();
    String tracking = "refs/remotes/%s/%s".formatted(remote, branch);
    Pending<Output> url = host.lookLater(git.asks("ls-remote", "--get-url", remote));
    Pending<Output> listed =
        host.lookLater(git.calls("ls-remote", "--exit-code", remote, "refs/heads/" + branch));
    Pending<Output> known = host.lookLater(git.asks("rev-parse", "-q", "--verify", tracking));
    Pending<Output> contained =
        host.lookLater(git.asks("merge-base", "--is-ancestor", tracking, "HEAD"));
    return new Upstream(
        url.get().out(), listed.get(), remote, branch, contained.get().ok(), known.get().out());
  }

  /// What to fetch from in another directory than the tree: the remote's name, unless its URL is a
  /// relative path.
  String source(RemotePath directory) {
    boolean relative =
        !url.isEmpty() && !url.contains(":") && !url.startsWith("/") && !url.startsWith("~");
    return relative ? directory.resolve(url).normalized().text() : remote;
  }

  /// The branch's tip.
  Commit tip() {
    return new Commit(listed.out().split("\\s", 2)[0]);
  }

  /// Whether HEAD holds all of the branch already.
  boolean isContained() {
    return contained && known.equals(tip().id());
  }

  Optional<Obstacle> obstacle() {
    if (listed.ok() && !listed.out().isEmpty()) {
      return Optional.empty();
    }
    if (listed.exit() == NO_SUCH_REF) {
      return Optional.of(
          new Obstacle("%s has no branch %s".formatted(remote, branch), "look at its branches"));
    }
    String cause = listed.err().isBlank() ? "no answer in time" : cause(listed.err());
    return Optional.of(
        new Obstacle(
            "the remote %s (%s) doesn't answer: %s".formatted(remote, withoutPassword(), cause),
            remedy(listed.err())));
  }

  private static String cause(String complaint) {
    return complaint
        .lines()
        .filter(line -> !line.isBlank())
        .filter(line -> !line.startsWith("Please make sure") && !line.startsWith("and the repos"))
        .reduce((first, second) -> second.startsWith("fatal: Could not read") ? first : second)
        .orElse(complaint)
        .strip();
  }

  private static String remedy(String complaint) {
    String said = complaint.toLowerCase(Locale.ROOT);
    if (said.contains("host key")) {
      return "make the remote's host key known to the tree's owner (ssh-keyscan, known_hosts)";
    } else if (said.contains("permission denied") || said.contains("could not read username")) {
      return "give the tree's owner a key or a credential helper that works without a prompt";
    }
    return "try `git ls-remote` there as the tree's owner";
  }

  private String withoutPassword() {
    return url.replaceFirst("://[^/@]*@", "://");
  }
}
