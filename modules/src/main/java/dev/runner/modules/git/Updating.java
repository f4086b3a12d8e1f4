package dev.runner.modules.git;

import dev.runner.module.Answer;
import dev.runner.module.FileStat;
import dev.runner.module.Finished;
import dev.runner.module.Output;
import dev.runner.module.Pending;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import dev.runner.modules.files.Steward;
import dev.runner.values.None;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Brings a clone that is there to a version.
record Updating(Git task, Steward steward) {

  Plan plan(Probe host, FileStat mark) {
    RemotePath place = task.place();
    Repository repository = new Repository(task);
    WorkTree tree = WorkTree.read(host, new Checkout(place, steward, "ssh", task.program()));
    Checkout git = new Checkout(place, steward, task.reach().ssh(tree.git().ssh()), task.program());
    Optional<Obstacle> obstacle = tree.head().ok() ? tree.obstacle() : Optional.empty();
    if (obstacle.isPresent() && !(task.force() && tree.underWay().isPresent())) {
      return obstacle.get().refusal();
    }
    List<Step> moved = separated(host, git, tree.files(), mark);
    if (!task.update() && moved.isEmpty()) {
      return task.unchanged(
          host,
          git,
          Finished.unchanged("a clone is there")
              .withAll(values(tree.head().out(), tree.head().out(), false)));
    }
    if (!tree.dirty().isEmpty() && !task.force() && !task.bare()) {
      return Plan.refuse(
              "Local modifications exist in the destination: %s (force=no): %s"
                  .formatted(place, WorkTree.some(tree.dirty())),
              "commit or revert them there, or say force: true")
          .with("before", tree.head().out());
    }
    Pending<Output> url =
        host.lookLater(git.asks("config", "--get", "remote." + task.remote() + ".url"));
    Pending<Output> tag =
        host.lookLater(git.asks("rev-parse", "-q", "--verify", "refs/tags/" + task.version()));
    Output listed = repository.listed(host, git);
    if (!listed.ok()) {
      return repository.silent(listed);
    }
    Optional<Target> target =
        Target.of(task.version(), task.remote(), listed)
            .or(() -> Target.inside(host, git, task.version()));
    return target.isPresent()
        ? compare(host, git, tree, new Known(url.get(), tag.get()), target.get(), moved)
        : repository.noVersion();
  }

  private static Map<String, Object> values(String before, String after, boolean otherUrl) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("before", before.isEmpty() ? None.NONE : before);
    values.put("after", after);
    values.put("remote_url_changed", otherUrl);
    return values;
  }

  /// What the clone knows already: the remote's URL, and the version as a tag.
  private record Known(Output url, Output tag) {}

  /// The right commit is checked out, but its tag isn't known by name. A name more is no change of
  /// the files, and isn't told as one.
  private Plan named(Checkout git, Target target, Plan same) {
    Step fetch = new Repository(task).fetching("the tag " + target.name(), git, target);
    return switch (same) {
      case Plan.Unchanged unchanged ->
          Plan.changes(fetch)
              .predictingAll(unchanged.values())
              .after(
                  (outputs, now) ->
                      Finished.unchanged(unchanged.because()).withAll(unchanged.values()))
              .expecting(unchanged);
      case Plan.Changes changes -> changes.preceded(fetch);
      default -> same;
    };
  }

  /// Moves git's own files, where they are wanted elsewhere.
  private List<Step> separated(Probe host, Checkout git, RemotePath files, FileStat mark) {
    return task.separateGitDir()
        .filter(path -> mark.isDirectory() || !isSame(host, files, path))
        .map(
            path ->
                List.<Step>of(
                    Step.run(
                        "move git's files to " + path,
                        git.acts("init", "-q", "--separate-git-dir=" + path))))
        .orElse(List.of());
  }

  private static boolean isSame(Probe host, RemotePath one, RemotePath other) {
    Pending<FileStat> first = host.later(new Question.Stat(one, true));
    Pending<FileStat> second = host.later(new Question.Stat(other, true));
    return second.get().exists()
        && first.get().inode() == second.get().inode()
        && first.get().device() == second.get().device();
  }

  private Plan compare(
      Probe host, Checkout git, WorkTree tree, Known known, Target found, List<Step> moved) {
    Output url = known.url();
    boolean otherUrl = !Git.url(url.out()).equals(task.repo());
    Target target = known(host, git, found);
    String before = before(host, git, tree, target);
    boolean there = target.is(before);
    boolean clean = tree.dirty().isEmpty() || task.bare();
    if (there && !otherUrl && clean && moved.isEmpty()) {
      Plan same =
          task.unchanged(
              host,
              git,
              Finished.unchanged("HEAD is " + new Commit(before))
                  .withAll(values(before, before, false)));
      return target.kind() == Target.Kind.TAG && !known.tag().ok()
          ? named(git, target, same)
          : same;
    }
    List<Step> steps = new ArrayList<>(moved);
    if (otherUrl) {
      String act = url.ok() ? "set-url" : "add";
      steps.add(
          Step.run("set the remote's URL", git.acts("remote", act, task.remote(), task.repo())));
    }
    if (!clean) {
      steps.add(Step.run("throw changes away", git.acts("reset", "-q", "--hard")));
    }
    Moving moving = new Moving(task, git, tree, target, before);
    Plan plan = there ? moving.stay(steps) : moving.go(host, steps);
    Map<String, Object> told = values(before, target.tip().orElse(target.name()), otherUrl);
    if (!moved.isEmpty()) {
      told.put("git_dir_before", tree.files().text());
      told.put("git_dir_now", task.separateGitDir().orElseThrow().text());
    }
    return plan instanceof Plan.Changes changes ? changes.predictingAll(told) : plan;
  }

  /// An abbreviated commit, where the clone has it already.
  private static Target known(Probe host, Checkout git, Target target) {
    if (target.tip().isPresent()) {
      return target;
    }
    Output id = host.look(git.asks("rev-parse", "-q", "--verify", target.name() + "^{commit}"));
    return id.ok() ? target.at(id.out()) : target;
  }

  /// Without a work tree, the version's own branch counts.
  private String before(Probe host, Checkout git, WorkTree tree, Target target) {
    boolean own = task.bare() && target.kind() == Target.Kind.BRANCH;
    Output head =
        own
            ? host.look(git.asks("rev-parse", "-q", "--verify", "refs/heads/" + target.name()))
            : tree.head();
    return head.ok() ? head.out() : "";
  }

  /// The steps from one commit to another.
  private record Moving(Git task, Checkout git, WorkTree tree, Target target, String before) {

    Plan stay(List<Step> steps) {
      return Plan.changes(steps).after((outputs, now) -> end(now, target));
    }

    Plan go(Probe host, List<Step> steps) {
      Pending<Output> ahead =
          host.lookLater(
              git.asks("merge-base", "--is-ancestor", target.tip().orElse(target.name()), "HEAD"));
      Pending<Output> local =
          host.lookLater(git.asks("rev-parse", "-q", "--verify", "refs/heads/" + target.name()));
      Pending<Output> theirs =
          host.lookLater(
              git.asks(
                  "merge-base",
                  "--is-ancestor",
                  "refs/heads/" + target.name(),
                  "refs/remotes/%s/%s".formatted(task.remote(), target.name())));
      boolean isLocal = local.get().ok();
      boolean ours = isLocal && !theirs.get().ok();
      boolean follows =
          target.kind() == Target.Kind.BRANCH
              && tree.branch().filter(target.name()::equals).isPresent();
      if (follows && ours && ahead.get().ok() && !task.force() && !task.bare()) {
        return Plan.refuse(
            "%s has commits of its own that %s of the remote lacks"
                .formatted(task.place(), target.name()),
            "push them, or say force: true to drop them");
      }
      steps.add(new Repository(task).fetching(task.remote(), git, target));
      if (task.bare()) {
        return Plan.changes(steps).after((outputs, now) -> end(now, target));
      } else if (task.verifyCommit() || target.tip().isEmpty()) {
        return Plan.changes(steps).after((outputs, now) -> fetched(now, isLocal, ours));
      }
      steps.addAll(new Switching(task, git, target, tree.branch(), isLocal, ours).steps());
      return Plan.changes(steps).after((outputs, now) -> end(now, target));
    }

    /// What can be known only now: the commit behind an abbreviation, and who signed it.
    private Answer fetched(Probe now, boolean local, boolean ours) {
      Target known = known(now, git, target);
      if (known.tip().isEmpty()) {
        return Finished.failed("the repository has no commit " + target.name());
      }
      Optional<String> fault =
          task.verifyCommit() ? task.signature().fault(now, git, known) : Optional.empty();
      if (fault.isPresent()) {
        return Finished.failed(fault.get() + "; HEAD is as before").changedWhen(false);
      }
      return Plan.changes(new Switching(task, git, known, tree.branch(), local, ours).steps())
          .after((outputs, then) -> end(then, known));
    }

    private Answer end(Probe now, Target known) {
      boolean own = task.bare() && known.kind() == Target.Kind.BRANCH;
      String ref = own ? "refs/heads/" + known.name() : "HEAD";
      Output head = now.look(git.asks("rev-parse", "--verify", ref + "^{commit}"));
      boolean right = (task.bare() && !own) || known.is(head.out());
      if (!head.ok() || !right) {
        return Finished.failed("HEAD is %s instead of %s".formatted(head.lastWords(), known));
      }
      String message =
          before.isEmpty()
              ? "HEAD is " + new Commit(head.out())
              : "%s → %s".formatted(new Commit(before), new Commit(head.out()));
      return task.rest(now, git, Finished.changed(message).with("after", head.out()));
    }
  }
}
