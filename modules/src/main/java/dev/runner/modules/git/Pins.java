package dev.runner.modules.git;

import dev.runner.module.Answer;
import dev.runner.module.Finished;
import dev.runner.module.Output;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.Step;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The submodules of a work tree: at which of them the commit is another one than the revision
/// names, and which were never taken over. Output format: git-submodule(1), `status`.
///
/// @param astray paths of those at another commit
/// @param left paths of those that nobody has taken over
record Pins(List<String> astray, List<String> left) {
  static final Pins NONE = new Pins(List.of(), List.of());

  /// Asks for them, where the tree has any.
  static Pins read(Probe host, Checkout git) {
    if (!host.ask(new Question.Stat(git.directory().resolve(".gitmodules"), true)).isFile()) {
      return NONE;
    }
    Output status = host.look(git.asks("submodule", "status"));
    List<String> astray = new ArrayList<>();
    List<String> left = new ArrayList<>();
    for (String line : status.stdout().lenientText().lines().toList()) {
      String path =
          line.isEmpty()
              ? ""
              : line.substring(1).strip().replaceFirst("^\\S+ ", "").replaceFirst(" \\(.*\\)$", "");
      if (line.startsWith("-")) {
        left.add(path);
      } else if (line.startsWith("+") || line.startsWith("U")) {
        astray.add(path);
      }
    }
    return new Pins(List.copyOf(astray), List.copyOf(left));
  }

  /// Those that have to be brought to their commits: the ones astray, and new ones.
  ///
  /// @param before what was there before the tree was changed; what was left out then stays out
  List<String> due(Pins before) {
    List<String> due = new ArrayList<>(astray);
    left.stream().filter(path -> !before.left().contains(path)).forEach(due::add);
    return due;
  }

  /// Brings these to the commits that the revision names.
  static List<Step> steps(Checkout git, List<String> paths) {
    List<Object> sync = new ArrayList<>(List.of("submodule", "-q", "sync", "--recursive", "--"));
    List<Object> update =
        new ArrayList<>(List.of("submodule", "-q", "update", "--init", "--recursive", "--"));
    sync.addAll(paths);
    update.addAll(paths);
    return List.of(
        Step.run("take over URLs of submodules", git.acts(sync.toArray())).anyStatus(),
        Step.run("update submodules: " + WorkTree.some(paths), git.acts(update.toArray()))
            .anyStatus());
  }

  /// What follows a change of the tree.
  ///
  /// @param done where all went well, or nothing is to be done
  static Answer follow(Probe now, Checkout git, Pins before, Finished done) {
    List<String> due = read(now, git).due(before);
    return due.isEmpty()
        ? done
        : Plan.changes(steps(git, due))
            .after((outputs, then) -> verified(outputs.get(1), then, git, due, done));
  }

  /// What became of them.
  static Finished verified(
      Output update, Probe now, Checkout git, List<String> due, Finished done) {
    Pins after = read(now, git);
    List<String> still = due.stream().filter(after::misses).toList();
    return still.isEmpty()
        ? done.with("submodules", due)
        : new Finished(
            true,
            true,
            "submodules could not be updated: %s: %s"
                .formatted(WorkTree.some(still), update.lastWords()),
            done.values(),
            List.of(),
            List.of());
  }

  private boolean misses(String path) {
    return astray.contains(path) || left.contains(path);
  }

  /// Takes away those that a revision to go back to doesn't have: git would leave them lying there.
  static List<Step> without(Checkout git, List<String> paths) {
    List<Object> words = new ArrayList<>(List.of("submodule", "-q", "deinit", "-f", "--"));
    words.addAll(paths);
    return paths.isEmpty()
        ? List.of()
        : List.of(
            Step.run("take out submodules: " + WorkTree.some(paths), git.acts(words.toArray()))
                .anyStatus());
  }

  /// Paths of the submodules that a revision names.
  static Set<String> of(Output listing) {
    Set<String> paths = new LinkedHashSet<>();
    for (String entry : listing.stdout().lenientText().split("\0")) {
      int tab = entry.indexOf('\t');
      if (entry.startsWith("160000 ") && tab > 0) {
        paths.add(entry.substring(tab + 1));
      }
    }
    return paths;
  }
}
