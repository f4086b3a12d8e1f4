package dev.runner.modules.git;

import dev.runner.module.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Checks a version out. A local branch of the same name follows the remote's; anything else is
/// checked out detached.
///
/// @param from the branch that is checked out
/// @param local whether there is a local branch of the target's name
/// @param ours whether the local branch has commits that the remote's never had
record Switching(
    Git task, Checkout git, Target target, Optional<String> from, boolean local, boolean ours) {

  List<Step> steps() {
    return target.kind() == Target.Kind.BRANCH ? branch() : detached();
  }

  private List<Step> detached() {
    String what =
        target.kind() == Target.Kind.TAG
            ? "refs/tags/" + target.name()
            : target.tip().orElse(target.name());
    return List.of(checkout("check out " + target, "--detach", what));
  }

  private List<Step> branch() {
    List<Step> steps = new ArrayList<>();
    String upstream = task.remote() + "/" + target.name();
    String tip = target.tip().orElseThrow();
    if (local && !ours && !task.force()) {
      // whatever the remote did to its history, nothing of ours is lost
      return List.of(
          checkout(
              "bring %s to %s".formatted(target.name(), new Commit(tip)),
              "-B",
              target.name(),
              tip));
    }
    boolean here = from.filter(target.name()::equals).isPresent();
    if (!here && !local) {
      if (task.narrow()) {
        steps.add(
            act(
                "follow the branch " + target.name(),
                List.of("remote", "set-branches", "--add", task.remote(), target.name())));
      }
      steps.add(checkout("check out " + target, "-B", target.name(), "--track", upstream));
      return steps;
    }
    if (!here) {
      steps.add(checkout("check out " + target.name(), target.name(), "--"));
    }
    List<Object> follow =
        task.force()
            ? List.of("reset", "-q", "--hard", tip)
            : List.of("merge", "-q", "--ff-only", tip);
    steps.add(act("bring %s to %s".formatted(target.name(), new Commit(tip)), follow));
    return steps;
  }

  private Step checkout(String title, Object... rest) {
    List<Object> words = new ArrayList<>(List.of("checkout", "-q"));
    if (task.force()) {
      words.add("-f");
    }
    words.addAll(List.of(rest));
    return act(title, words).complaining("Failed to checkout %s: ".formatted(target.name()));
  }

  private Step.Run act(String title, List<Object> words) {
    return Step.run(title, task.masked(git.acts(words.toArray())));
  }
}
