package dev.runner.modules.git;

import dev.runner.module.Account;
import dev.runner.module.Answer;
import dev.runner.module.BadParameter;
import dev.runner.module.Command;
import dev.runner.module.Describe;
import dev.runner.module.FileMode;
import dev.runner.module.FileStat;
import dev.runner.module.Finished;
import dev.runner.module.Needs;
import dev.runner.module.Output;
import dev.runner.module.Param;
import dev.runner.module.Pending;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import dev.runner.module.TaskModule;
import dev.runner.modules.files.Steward;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Clones a repository, or brings a clone to a version.
@Describe(
    summary = "Clone a git repository and check out a version of it.",
    since = "0.1",
    roundTrips = 4,
    example =
        """
        - name: the site's code
          git:
            repo: https://git.example.org/site.git
            dest: /srv/site
            version: v1.2
        """,
    returns = {
      @Describe.Returned(name = "before", value = "The commit that was checked out, if any."),
      @Describe.Returned(name = "after", value = "The commit that is checked out."),
      @Describe.Returned(name = "remote_url_changed", value = "Whether the remote got another URL.")
    })
@Needs("git")
public record Git(
    @Param(
            value = "URL or path of the repository.",
            aliases = {"name"})
        String repo,
    @Param("Where the clone is on the host.") RemotePath dest,
    @Param(value = "Branch, tag or commit.", byDefault = "HEAD") String version,
    @Param(value = "Name of the remote.", byDefault = "origin") String remote,
    @Param(value = "Whether an existing clone is brought up to date.", byDefault = "true")
        boolean update,
    @Param(value = "Whether uncommitted changes are thrown away.", byDefault = "false")
        boolean force,
    @Param("How many commits of history are fetched; all if left out.") Optional<Integer> depth,
    @Param(value = "Whether the clone has no work tree.", byDefault = "false") boolean bare,
    @Param(
            value = "Whether an unknown key of the host of an ssh URL is accepted.",
            byDefault = "false")
        boolean acceptHostkey,
    @Param("Permissions that new files don't get; what the tree's mode calls for if left out.")
        Optional<FileMode> umask)
    implements TaskModule {

  private static final String FULL_ID = "[0-9a-f]{40}";

  public Git {
    for (String each : List.of(repo, version, remote)) {
      if (each.isEmpty() || each.startsWith("-")) {
        throw new BadParameter("repo", "'%s' is no name of git's".formatted(each));
      }
    }
  }

  @Override
  public Plan plan(Probe host) {
    Pending<FileStat> top = host.later(new Question.Stat(dest, true));
    Pending<FileStat> mark =
        host.later(new Question.Stat(dest.resolve(bare ? "HEAD" : ".git"), true));
    Pending<FileStat> above = host.later(new Question.Stat(dest.parent(), true));
    Pending<Account> self = host.later(new Question.Self());
    if (!mark.get().exists()) {
      return create(host, top.get().exists() ? top.get() : above.get(), self.get());
    }
    Steward steward = new Steward(top.get(), self.get());
    Optional<Plan.Refused> stranger = steward.obstacle();
    return stranger.isPresent() ? stranger.get() : existing(host, steward);
  }

  private String ssh() {
    return acceptHostkey ? "ssh -o StrictHostKeyChecking=accept-new" : "ssh";
  }

  /// The first line of `ls-remote` that names the version, dereferenced where it is a tag.
  private Output ask(Probe host, Checkout git, String from) {
    return host.look(
        git.calls(
            "ls-remote",
            from,
            version,
            "refs/heads/" + version,
            "refs/tags/" + version,
            "refs/tags/" + version + "^{}"));
  }

  private Optional<String> tip(Output listed) {
    List<String[]> refs =
        listed.lines().stream()
            .map(line -> line.split("\\s+", 2))
            .filter(parts -> parts.length == 2)
            .toList();
    for (String name :
        List.of(
            version.equals("HEAD") ? "HEAD" : "refs/heads/" + version,
            "refs/tags/" + version + "^{}",
            "refs/tags/" + version)) {
      for (String[] ref : refs) {
        if (ref[1].equals(name)) {
          return Optional.of(ref[0]);
        }
      }
    }
    return version.matches(FULL_ID) ? Optional.of(version) : Optional.empty();
  }

  private static Plan silent(Output listed, String repo) {
    String shown = repo.replaceFirst("://[^/@]*@", "://");
    return Plan.refuse(
        "%s doesn't answer: %s".formatted(shown, listed.lastWords()),
        "try `git ls-remote %s` there".formatted(shown));
  }

  private Plan create(Probe host, FileStat place, Account self) {
    Checkout git = new Checkout(RemotePath.of("/"), new Steward(owned(place, self), self), ssh());
    Output listed = ask(host, git, repo);
    if (!listed.ok()) {
      return silent(listed, repo);
    }
    Optional<String> tip = tip(listed);
    if (tip.isEmpty()) {
      return noVersion();
    }
    List<Object> words = new ArrayList<>(List.of("clone", "-q", "-o", remote));
    depth.ifPresent(number -> words.add("--depth=" + number));
    boolean ref = !version.matches(FULL_ID) && !version.equals("HEAD");
    if (bare) {
      words.add("--bare");
    } else if (ref) {
      words.addAll(List.of("-b", version));
    }
    words.addAll(List.of("--", repo, dest));
    List<Step> steps = new ArrayList<>();
    steps.add(Step.run("clone " + repo, masked(git.acts(words.toArray()))));
    if (!bare && version.matches(FULL_ID)) {
      steps.add(
          Step.run(
              "check out " + new Commit(version),
              masked(at(git).acts("checkout", "-q", "--detach", version))));
    }
    return Plan.changes(steps)
        .after((outputs, now) -> verify(now, at(git), Optional.empty(), tip.get()))
        .predicting("after", tip.get())
        .predicting("remote_url_changed", false);
  }

  /// A clone belongs to who makes it.
  private static FileStat owned(FileStat place, Account self) {
    return new FileStat(
        place.path(),
        place.type(),
        place.mode(),
        self.uid(),
        self.gid(),
        self.name(),
        place.group(),
        place.size(),
        place.accessed(),
        place.modified(),
        place.changed(),
        place.inode(),
        place.device(),
        place.links(),
        place.target());
  }

  private Checkout at(Checkout git) {
    return new Checkout(dest, git.steward(), git.ssh());
  }

  private Command masked(Command command) {
    return umask.map(command::withUmask).orElse(command);
  }

  private Plan noVersion() {
    return Plan.refuse(
        "the repository has no branch or tag %s".formatted(version),
        "look at its branches and tags; a commit is named by all 40 digits");
  }

  private Plan existing(Probe host, Steward steward) {
    WorkTree tree = WorkTree.read(host, dest, steward);
    Checkout git = new Checkout(dest, steward, tree.git().ssh());
    Optional<Obstacle> obstacle = tree.head().ok() ? tree.obstacle() : Optional.empty();
    if (obstacle.isPresent() && !force) {
      return obstacle.get().refusal();
    }
    Pending<Output> url = host.lookLater(git.asks("config", "--get", "remote." + remote + ".url"));
    if (!update) {
      return Plan.unchanged("a clone is there")
          .with("before", tree.head().out())
          .with("after", tree.head().out());
    }
    Output listed = ask(host, git, repo);
    if (!listed.ok()) {
      return silent(listed, repo);
    }
    Optional<String> tip = tip(listed);
    if (tip.isEmpty()) {
      return noVersion();
    }
    boolean otherUrl = !url.get().out().equals(repo);
    boolean there = tree.head().ok() && tree.commit().id().equals(tip.get());
    if (there && !otherUrl && (tree.dirty().isEmpty() || !force)) {
      return Plan.unchanged("HEAD is " + tree.commit())
          .with("before", tip.get())
          .with("after", tip.get())
          .with("remote_url_changed", false);
    }
    if (!tree.dirty().isEmpty() && !force && !there && !bare) {
      return Plan.refuse(
          "%s has uncommitted changes: %s".formatted(dest, WorkTree.some(tree.dirty())),
          "commit or revert them there, or say force: true");
    }
    return switchTo(git, tree, url.get(), tip.get());
  }

  private Plan switchTo(Checkout git, WorkTree tree, Output url, String tip) {
    List<Step> steps = new ArrayList<>();
    boolean otherUrl = !url.out().equals(repo);
    if (otherUrl) {
      String act = url.ok() ? "set-url" : "add";
      steps.add(Step.run("set the remote's URL", git.acts("remote", act, remote, repo)));
    }
    steps.add(Step.run("fetch " + remote, masked(fetch(git))));
    if (!bare) {
      steps.addAll(checkout(git, tree, tip));
    }
    return Plan.changes(steps)
        .after((outputs, now) -> verify(now, git, Optional.of(tree), tip))
        .predicting("before", tree.head().out())
        .predicting("after", tip)
        .predicting("remote_url_changed", otherUrl);
  }

  private Command fetch(Checkout git) {
    List<Object> words = new ArrayList<>(List.of("fetch", "-q", "--tags"));
    if (force) {
      words.add("--force");
    }
    depth.ifPresent(number -> words.add("--depth=" + number));
    words.add(remote);
    if (bare) {
      words.add("+refs/heads/*:refs/heads/*");
    }
    return git.acts(words.toArray());
  }

  /// A local branch of the same name follows the remote's; anything else is checked out detached.
  private List<Step> checkout(Checkout git, WorkTree tree, String tip) {
    List<Step> steps = new ArrayList<>();
    if (force && !tree.dirty().isEmpty()) {
      steps.add(Step.run("throw changes away", git.acts("reset", "-q", "--hard")));
    }
    boolean follows =
        tree.branch().filter(name -> version.equals("HEAD") || name.equals(version)).isPresent();
    if (follows) {
      List<Object> words =
          force ? List.of("reset", "-q", "--hard", tip) : List.of("merge", "-q", "--ff-only", tip);
      steps.add(
          Step.run(
              "bring %s to %s".formatted(tree.branch().orElse(""), new Commit(tip)),
              masked(git.acts(words.toArray()))));
    } else {
      steps.add(
          Step.run(
              "check out %s (%s)".formatted(version, new Commit(tip)),
              masked(
                  version.matches(FULL_ID)
                      ? git.acts("checkout", "-q", "--detach", tip)
                      : git.acts("checkout", "-q", version))));
    }
    return steps;
  }

  private Answer verify(Probe now, Checkout git, Optional<WorkTree> before, String tip) {
    Output head = now.look(git.asks("rev-parse", "--verify", "HEAD^{commit}"));
    String old = before.map(tree -> tree.head().out()).orElse("");
    if (!head.ok() || (!bare && !head.out().equals(tip))) {
      return Finished.failed("HEAD is %s instead of %s".formatted(head.lastWords(), tip));
    }
    return Finished.changed(
            old.isEmpty()
                ? "cloned " + new Commit(head.out())
                : "%s → %s".formatted(new Commit(old), new Commit(head.out())))
        .with("after", head.out());
  }
}
