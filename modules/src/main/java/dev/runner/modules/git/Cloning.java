package dev.runner.modules.git;

import dev.runner.module.Account;
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
import java.util.List;
import java.util.Optional;

/// Makes a clone where there is none.
record Cloning(Git task) {
  /// What git ends with where it can't go on.
  private static final long FATAL = 128;

  Plan plan(Probe host, FileStat top, Account self) {
    RemotePath place = task.place();
    Repository repository = new Repository(task);
    Steward steward = new Steward(Git.owned(top, self), self);
    Checkout outside =
        new Checkout(RemotePath.of("/"), steward, task.reach().ssh("ssh"), task.program());
    Pending<List<FileStat>> inside =
        host.later(new Question.Listing(place, top.isDirectory() ? 1 : 0));
    Output listed = repository.listed(host, outside);
    if (top.exists() && (!top.isDirectory() || !inside.get().isEmpty())) {
      String taken =
          top.isDirectory()
              ? "fatal: destination path '%s' already exists and is not an empty directory."
                  .formatted(place)
              : "%s is no directory".formatted(place);
      return Plan.refuse(taken, "look at what is there, and move it away")
          .with("rc", FATAL)
          .with("stdout", "")
          .with("stderr", taken);
    }
    if (!listed.ok()) {
      return repository.silent(listed);
    }
    Optional<Target> target = Target.of(task.version(), task.remote(), listed);
    return target.isPresent() ? make(outside, target.get()) : repository.noVersion();
  }

  private Plan make(Checkout outside, Target target) {
    Checkout git = new Checkout(task.place(), outside.steward(), outside.ssh(), outside.program());
    boolean shallow = target.kind() != Target.Kind.COMMIT || task.refspec().isPresent();
    List<Step> steps = new ArrayList<>();
    steps.add(
        Step.run(
                "clone " + Remote.shown(task.repo()),
                task.masked(outside.acts(words(target, shallow).toArray())))
            .complaining(""));
    boolean more = task.refspec().isPresent() || target.kind() == Target.Kind.REF;
    if (more) {
      steps.add(new Repository(task).fetching(task.remote(), git, target));
    }
    boolean waits = later(target) && !task.bare();
    if (waits && !task.verifyCommit()) {
      steps.addAll(new Switching(task, git, target, Optional.empty(), false, false).steps());
    }
    Plan.Changes plan =
        Plan.changes(steps)
            .after(
                (outputs, now) ->
                    waits && task.verifyCommit() ? proven(now, git, target) : end(now, git, target))
            .predicting("before", None.NONE)
            .predicting("after", target.tip().orElse(target.name()));
    return task.depth().isPresent() && !shallow
        ? plan.warning("depth works with branches and tags only; all of the history is cloned")
        : plan;
  }

  /// Whether the version is checked out apart from cloning.
  private boolean later(Target target) {
    return task.verifyCommit()
        || target.kind() == Target.Kind.COMMIT
        || target.kind() == Target.Kind.REF;
  }

  private List<Object> words(Target target, boolean shallow) {
    List<Object> words = new ArrayList<>(List.of("clone", "-q"));
    if (!task.bare() || !task.remote().equals("origin")) {
      words.addAll(List.of("-o", task.remote()));
    }
    task.depth().filter(number -> shallow && number > 0).ifPresent(n -> words.add("--depth=" + n));
    if (task.singleBranch() && target.kind() != Target.Kind.COMMIT) {
      words.add("--single-branch");
    }
    task.reference().ifPresent(path -> words.add("--reference=" + path));
    task.separateGitDir().ifPresent(path -> words.add("--separate-git-dir=" + path));
    boolean named = target.kind() == Target.Kind.BRANCH || target.kind() == Target.Kind.TAG;
    if (task.bare()) {
      words.add("--bare");
    } else if (later(target)) {
      words.add("--no-checkout");
    } else if (task.recursive()) {
      words.add("--recurse-submodules");
      if (task.trackSubmodules()) {
        words.add("--remote-submodules");
      }
    }
    if (named && !task.version().equals("HEAD") && !task.bare()) {
      words.addAll(List.of("-b", target.name()));
    }
    words.addAll(List.of("--", task.repo(), task.place()));
    return words;
  }

  private Answer proven(Probe now, Checkout git, Target target) {
    Optional<String> fault = task.signature().fault(now, git, target);
    if (fault.isPresent()) {
      return Finished.failed(fault.get() + "; nothing is checked out");
    }
    return Plan.changes(new Switching(task, git, target, Optional.empty(), false, false).steps())
        .after((outputs, then) -> end(then, git, target));
  }

  private Answer end(Probe now, Checkout git, Target target) {
    Output head = now.look(git.asks("rev-parse", "--verify", "HEAD^{commit}"));
    if (!head.ok() || (!task.bare() && !target.is(head.out()))) {
      return Finished.failed("HEAD is %s instead of %s".formatted(head.lastWords(), target));
    }
    Finished done = Finished.changed("cloned " + new Commit(head.out())).with("after", head.out());
    boolean more = task.recursive() && !task.bare() && Submodules.any(now, git);
    return task.rest(now, git, more ? done.with("submodules_changed", true) : done);
  }
}
