package dev.runner.modules.git;

import dev.runner.module.Account;
import dev.runner.module.BadParameter;
import dev.runner.module.Describe;
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
import java.util.Set;

/// Puts the branch that is checked out back to a commit that it had before.
@Describe(
    summary = "Put a checkout back to a commit that it had before.",
    description =
        """
        Uncommitted changes are kept where the two commits agree on the file; otherwise nothing is
        changed.
        """,
    since = "0.1",
    roundTrips = 5,
    example =
        """
        - name: bring the old revision back
          git_reset:
            directory: /srv/site
            revision: "{{ code.before }}"
        """,
    returns = {
      @Describe.Returned(name = "before", value = "The commit that was checked out."),
      @Describe.Returned(name = "after", value = "The commit that is checked out.")
    })
@Needs("git")
public record GitReset(
    @Param("Work tree on the host.") RemotePath directory,
    @Param("Commit to go back to.") String revision)
    implements TaskModule {

  public GitReset {
    if (revision.isEmpty() || revision.startsWith("-")) {
      throw new BadParameter("revision", "'%s' is no commit".formatted(revision));
    }
  }

  @Override
  public Plan plan(Probe host) {
    return planned(host).withRemedy();
  }

  private Plan planned(Probe host) {
    Pending<FileStat> top = host.later(new Question.Stat(directory, true));
    Pending<Account> self = host.later(new Question.Self());
    Steward steward = new Steward(top.get(), self.get());
    Optional<Plan.Refused> stranger = steward.obstacle();
    if (stranger.isPresent()) {
      return stranger.get();
    }
    WorkTree tree = WorkTree.read(host, directory, steward);
    Optional<Obstacle> obstacle = tree.obstacle();
    if (obstacle.isPresent()) {
      return obstacle.get().refusal();
    }
    var found = host.look(tree.git().asks("rev-parse", "-q", "--verify", revision + "^{commit}"));
    if (!found.ok()) {
      return Plan.refuse(
          "%s has no commit %s".formatted(directory, revision), "look at `git reflog` there");
    }
    Commit target = new Commit(found.out());
    Pins pins = Pins.read(host, tree.git());
    if (!target.equals(tree.commit())) {
      Optional<Obstacle> closed = closed(host, tree, target);
      return closed.isPresent()
          ? closed.get().refusal()
          : reset(tree, target, pins, added(host, tree, target));
    }
    return pins.astray().isEmpty()
        ? Plan.unchanged("HEAD is " + target).with("before", target.id()).with("after", target.id())
        : pins.rest(tree, Finished.changed("HEAD is %s, now with its submodules".formatted(target)))
            .predicting("before", target.id())
            .predicting("after", target.id());
  }

  private static Optional<Obstacle> closed(Probe host, WorkTree tree, Commit target) {
    Output diff = host.look(tree.git().asks(TreeDifference.asked("HEAD", target.id())));
    return ClosedDirectories.obstacle(
        ClosedDirectories.ask(host, tree.git(), TreeDifference.read(diff).files().keySet()),
        tree.git());
  }

  /// Submodules that the commit doesn't have.
  private static List<String> added(Probe host, WorkTree tree, Commit target) {
    Pending<Output> now = host.lookLater(tree.git().asks("ls-tree", "-rz", "HEAD"));
    Pending<Output> then = host.lookLater(tree.git().asks("ls-tree", "-rz", target.id()));
    Set<String> added = Pins.of(now.get());
    added.removeAll(Pins.of(then.get()));
    return List.copyOf(added);
  }

  private Plan reset(WorkTree tree, Commit target, Pins pins, List<String> added) {
    List<Step> steps = new ArrayList<>(Pins.without(tree.git(), added));
    steps.add(
        Step.run(
            "go back from %s to %s".formatted(tree.commit(), target),
            tree.git().acts("reset", "--keep", target.id())));
    steps.addAll(tree.alike());
    return Plan.changes(steps)
        .after(
            (outputs, now) -> {
              WorkTree after = WorkTree.read(now, directory, tree.git().steward());
              return after.commit().equals(target)
                  ? Pins.follow(
                      now, tree, pins, Finished.changed("%s → %s".formatted(tree.commit(), target)))
                  : Finished.failed("HEAD is %s instead of %s".formatted(after.commit(), target));
            })
        .predicting("before", tree.commit().id())
        .predicting("after", target.id());
  }
}
