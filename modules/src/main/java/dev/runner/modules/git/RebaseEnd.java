package dev.runner.modules.git;

import dev.runner.module.Answer;
import dev.runner.module.Finished;
import dev.runner.module.Output;
import dev.runner.module.Outputs;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import java.util.List;

/// What a rebase has come to: its exit status is no evidence. A tree is at the new commit, with its
/// submodules, or as it was before.
///
/// @param before the tree as it was
/// @param target the commit that was rebased onto
/// @param pins its submodules as they were
/// @param onDirty what was to become of uncommitted changes
record RebaseEnd(WorkTree before, Commit target, Pins pins, OnDirty onDirty) {

  /// Looks at it.
  ///
  /// @param outputs of the fetch, and of the rebase after it
  Answer of(Outputs outputs, Probe now) {
    WorkTree tree = again(now);
    if (tree.underWay().isPresent()) {
      return Plan.changes(
              Step.run("abort the rebase", before.git().acts("rebase", "--abort")).anyStatus())
          .after((ignored, then) -> failed(outputs.get(1), again(then)));
    }
    boolean holds =
        now.look(before.git().asks("merge-base", "--is-ancestor", target.id(), "HEAD")).ok();
    if (!outputs.get(1).ok() || !holds) {
      return failed(outputs.get(1), tree);
    }
    List<String> torn =
        now.look(before.git().asks("diff", "--name-only", "--diff-filter=U")).lines();
    if (!torn.isEmpty()) {
      return Plan.changes(
              Step.run("leave the stashed changes out", before.git().acts("reset", "-q", "--hard")))
          .after((ignored, then) -> stashed(" in " + WorkTree.some(torn), done(tree)));
    }
    Finished done = done(tree);
    List<String> behind =
        tree.dirty().stream().filter(path -> !before.dirty().contains(path)).toList();
    if (!behind.isEmpty()) {
      return broken(
          "the rebase left files that aren't those of the revision: %s: %s"
              .formatted(WorkTree.some(behind), outputs.get(1).lastWords()),
          done);
    }
    return stashLost(tree) ? stashed("", done) : Pins.follow(now, before, pins, done);
  }

  private WorkTree again(Probe now) {
    RemotePath directory = before.git().directory();
    return WorkTree.read(now, directory, before.git().steward());
  }

  private Finished done(WorkTree tree) {
    return moved(before, tree);
  }

  /// That a tree went from one commit to another.
  static Finished moved(WorkTree before, WorkTree tree) {
    return Finished.changed("%s → %s".formatted(before.commit(), tree.commit()))
        .changedWhen(!tree.commit().equals(before.commit()))
        .with("after", tree.commit().id());
  }

  private static Finished stashed(String where, Finished done) {
    return broken(
        "the stashed changes conflict with the new revision%s: they are in `git stash`"
            .formatted(where),
        done);
  }

  private static Finished broken(String sentence, Finished done) {
    return new Finished(true, true, sentence, done.values(), List.of(), List.of());
  }

  private boolean stashLost(WorkTree tree) {
    return onDirty == OnDirty.STASH && !tree.stash().equals(before.stash());
  }

  private Finished failed(Output rebase, WorkTree tree) {
    boolean back = tree.head().ok() && tree.commit().equals(before.commit());
    String where =
        back
            ? "HEAD is %s as before".formatted(before.commit())
            : "HEAD is %s instead of %s".formatted(tree.head().out(), before.commit());
    return Finished.failed("the rebase failed: %s; %s".formatted(rebase.lastWords(), where))
        .changedWhen(!back)
        .with("after", tree.head().out());
  }
}
