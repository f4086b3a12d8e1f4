package dev.runner.modules.git;

import dev.runner.module.Output;
import dev.runner.module.Probe;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a version is, as the remote says.
///
/// @param kind what kind of name it is
/// @param name without `refs/heads/` and its like
/// @param tip the commit; absent for an abbreviated one that only a fetch can tell
record Target(Kind kind, String name, Optional<String> tip) {
  private static final String COMMIT = "[0-9a-f]{4,40}";
  private static final String FULL = "[0-9a-f]{40}";

  /// What a version can be.
  enum Kind {
    BRANCH,
    TAG,
    REF,
    COMMIT
  }

  /// The words that ask a remote for a version.
  ///
  /// @param remote its name, which a version such as `origin/side` begins with
  static List<Object> question(String from, String version, String remote) {
    List<Object> words = new ArrayList<>(List.of("ls-remote"));
    if (version.equals("HEAD")) {
      words.addAll(List.of("--symref", "--", from, "HEAD"));
    } else {
      words.addAll(
          List.of(
              "--",
              from,
              version,
              "refs/heads/" + version,
              "refs/tags/" + version,
              "refs/tags/" + version + "^{}"));
      tracked(version, remote).ifPresent(words::add);
    }
    return words;
  }

  /// What the remote answered; a commit if it doesn't know the name. Empty if it can't be that
  /// either.
  static Optional<Target> of(String version, String remote, Output listed) {
    Optional<Target> named =
        version.equals("HEAD")
            ? head(listed)
            : named(version, listed)
                .or(
                    () ->
                        tracked(version, remote)
                            .flatMap(ref -> id(listed, ref))
                            .map(id -> new Target(Kind.COMMIT, version, Optional.of(id))));
    if (named.isPresent() || !version.matches(COMMIT)) {
      return named;
    }
    Optional<String> whole = Optional.of(version).filter(id -> id.matches(FULL));
    return Optional.of(new Target(Kind.COMMIT, version, whole));
  }

  /// The branch that `origin/side` stands for.
  private static Optional<String> tracked(String version, String remote) {
    return Optional.of(version)
        .filter(text -> text.startsWith(remote + "/"))
        .map(text -> "refs/heads/" + text.substring(remote.length() + 1));
  }

  /// What only a clone knows, such as `HEAD~1`.
  static Optional<Target> inside(Probe host, Checkout git, String version) {
    Output id = host.look(git.asks("rev-parse", "-q", "--verify", version + "^{commit}"));
    return id.ok()
        ? Optional.of(new Target(Kind.COMMIT, version, Optional.of(id.out())))
        : Optional.empty();
  }

  private static Optional<Target> head(Output listed) {
    Optional<String> tip = id(listed, "HEAD");
    Optional<String> branch =
        listed.lines().stream()
            .filter(line -> line.startsWith("ref: refs/heads/"))
            .map(line -> line.replaceFirst("ref: refs/heads/", "").replaceFirst("\\s.*", ""))
            .findFirst();
    return tip.map(
        id ->
            branch
                .map(name -> new Target(Kind.BRANCH, name, tip))
                .orElseGet(() -> new Target(Kind.COMMIT, id, tip)));
  }

  private static Optional<Target> named(String version, Output listed) {
    String tag = "refs/tags/" + version;
    return id(listed, "refs/heads/" + version)
        .map(id -> new Target(Kind.BRANCH, version, Optional.of(id)))
        .or(
            () ->
                id(listed, tag + "^{}")
                    .or(() -> id(listed, tag))
                    .map(id -> new Target(Kind.TAG, version, Optional.of(id))))
        .or(() -> id(listed, version).map(id -> new Target(Kind.REF, version, Optional.of(id))));
  }

  private static Optional<String> id(Output listed, String ref) {
    return listed.lines().stream()
        .map(line -> line.split("\\s+", 2))
        .filter(parts -> parts.length == 2 && parts[1].equals(ref) && parts[0].matches(FULL))
        .map(parts -> parts[0])
        .findFirst();
  }

  /// The same once its commit is known.
  Target at(String id) {
    return new Target(kind, name, Optional.of(id));
  }

  /// Whether this commit is the target, as far as it is known.
  boolean is(String commit) {
    return tip.map(commit::equals).orElseGet(() -> !commit.isEmpty() && commit.startsWith(name));
  }

  /// What `fetch` has to be told where the remote's own refspecs don't bring it.
  Optional<String> refspec(String remote) {
    return switch (kind) {
      case BRANCH -> Optional.of("+refs/heads/%s:refs/remotes/%s/%s".formatted(name, remote, name));
      case TAG -> Optional.of("+refs/tags/%s:refs/tags/%s".formatted(name, name));
      case REF -> Optional.of(name);
      case COMMIT -> Optional.empty();
    };
  }

  @Override
  public String toString() {
    return tip.map(id -> "%s (%s)".formatted(name, new Commit(id)))
        .filter(text -> !tip.get().equals(name))
        .orElseGet(() -> new Commit(name).toString());
  }
}
