package dev.runner.modules.git;

import dev.runner.module.Account;
import dev.runner.module.Command;
import dev.runner.module.FileStat;
import dev.runner.module.Output;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import dev.runner.modules.files.Steward;
import dev.runner.values.None;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The repository that a clone is made of: what it is asked, and what is fetched of it.
record Repository(Git task) {

  /// What it has, where no clone is wanted; changed, as Ansible has it.
  Plan told(Probe host, Account self) {
    Steward steward = new Steward(Git.owned(FileStat.absent(task.place()), self), self);
    Checkout git =
        new Checkout(RemotePath.of("/"), steward, task.reach().ssh("ssh"), task.program());
    Output listed = listed(host, git);
    if (!listed.ok()) {
      return silent(listed);
    }
    return Target.of(task.version(), task.remote(), listed)
        .<Plan>map(
            target ->
                Plan.learned("no clone is wanted")
                    .with("changed", true)
                    .with("before", None.NONE)
                    .with("after", target.tip().orElse(target.name())))
        .orElseGet(this::noVersion);
  }

  /// What it says of the version.
  Output listed(Probe host, Checkout git) {
    return host.look(
        git.calls(Target.question(task.repo(), task.version(), task.remote()).toArray()));
  }

  Plan silent(Output listed) {
    String shown = Remote.shown(task.repo());
    return Plan.refuse(
            "%s doesn't answer: %s".formatted(shown, why(listed)),
            "try `git ls-remote %s` there".formatted(shown))
        .toldBy(Command.of(task.program(), "ls-remote", shown), listed);
  }

  /// git's own sentence, after that of the program that reaches the repository for it: git says
  /// only that it couldn't read.
  private static String why(Output listed) {
    List<String> lines = listed.err().lines().filter(line -> !line.isBlank()).toList();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith("fatal:")) {
        return String.join("; ", lines.subList(Math.max(0, i - 1), i + 1));
      }
    }
    return listed.lastWords();
  }

  Plan noVersion() {
    String failed = "Failed to checkout " + task.version();
    String why = "the repository has no such branch or tag";
    return Plan.refuse(
            failed + ": " + why,
            "look at its branches and tags; a commit is named by its hexadecimal digits")
        .with("msg", failed)
        .with("rc", 1L)
        .with("stdout", "")
        .with("stderr", why);
  }

  /// Fetches.
  Step.Run fetching(String what, Checkout git, Target target) {
    return Step.run("fetch " + what, fetch(git, Optional.of(target)))
        .complaining("Failed to download remote objects and refs:  ");
  }

  /// The words of a fetch.
  private Command fetch(Checkout git, Optional<Target> target) {
    List<Object> words = new ArrayList<>(List.of("fetch", "--tags"));
    if (task.force()) {
      words.add("--force");
    }
    task.depth().filter(number -> number > 0).ifPresent(number -> words.add("--depth=" + number));
    words.add(task.remote());
    List<String> specs = new ArrayList<>();
    task.refspec().ifPresent(specs::add);
    target
        .filter(it -> task.narrow() || it.kind() == Target.Kind.REF)
        .flatMap(it -> it.refspec(task.remote()))
        .ifPresent(specs::add);
    if (task.bare()) {
      specs.add("+refs/heads/*:refs/heads/*");
    } else if (!specs.isEmpty() && !task.narrow()) {
      specs.add("+refs/heads/*:refs/remotes/%s/*".formatted(task.remote()));
    }
    words.addAll(specs);
    return task.masked(git.acts(words.toArray()));
  }
}
