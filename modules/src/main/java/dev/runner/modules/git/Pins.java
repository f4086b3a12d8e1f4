package dev.runner.modules.git;

import dev.runner.module.Answer;
import dev.runner.module.Command;
import dev.runner.module.Finished;
import dev.runner.module.Output;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.Step;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// The submodules of a work tree: at which of them the commit is another one than the revision
/// names, and which were left out by somebody. Output format: git-submodule(1), `status`.
///
/// @param astray paths of those at another commit, and of new ones that a run which was broken off
///   has left empty
/// @param left paths of those that nobody has taken over
/// @param halves git's own directories of those whose clone was broken off, by their paths
record Pins(List<String> astray, List<String> left, Map<String, String> halves) {
  static final Pins NONE = new Pins(List.of(), List.of(), Map.of());

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
    UnfinishedPins unfinished =
        left.isEmpty()
            ? new UnfinishedPins(List.of(), Map.of())
            : UnfinishedPins.among(left, host, git);
    astray.addAll(unfinished.paths());
    left.removeAll(unfinished.paths());
    return new Pins(
        astray.stream().sorted().toList(), List.copyOf(left), Map.copyOf(unfinished.halves()));
  }

  /// Those that have to be brought to their commits: the ones astray, and new ones.
  ///
  /// @param before what was there before the tree was changed; what was left out then stays out
  List<String> due(Pins before) {
    return sorted(left, before.left, astray);
  }

  /// Those that will have to be once the tree has changed.
  ///
  /// @param incoming what the change names anew
  List<String> due(Collection<String> incoming) {
    return sorted(incoming, left, astray);
  }

  private static List<String> sorted(
      Collection<String> added, Collection<String> out, Collection<String> others) {
    Set<String> due = new TreeSet<>(added);
    out.forEach(due::remove);
    due.addAll(others);
    return List.copyOf(due);
  }

  /// Brings those that are astray to their commits, where the tree itself is right.
  ///
  /// @param done where all went well
  Plan.Changes rest(WorkTree tree, Finished done) {
    return bring(tree, astray, done).predicting("submodules", astray);
  }

  /// What follows a change of the tree.
  ///
  /// @param tree as it was before it
  /// @param before what was there before it
  /// @param done where all went well, or nothing is to be done
  static Answer follow(Probe now, WorkTree tree, Pins before, Finished done) {
    Pins pins = read(now, tree.git());
    List<String> due = pins.due(before);
    return due.isEmpty() ? done : pins.bring(tree, due, done);
  }

  private Plan.Changes bring(WorkTree tree, List<String> due, Finished done) {
    Checkout git = tree.git();
    List<Step> steps = new ArrayList<>();
    for (String path : due) {
      String half = halves.get(path);
      if (half != null) {
        steps.add(
            Step.run(
                "take away what a broken-off clone of %s left".formatted(path),
                git.steward().acts(Command.of("rm", "-rf", "--", half).in(git.directory()))));
      }
    }
    List<Object> sync = new ArrayList<>(List.of("submodule", "-q", "sync", "--recursive", "--"));
    List<Object> brings =
        new ArrayList<>(List.of("submodule", "-q", "update", "--init", "--recursive", "--"));
    sync.addAll(due);
    brings.addAll(due);
    steps.add(Step.run("take over URLs of submodules", git.acts(sync.toArray())).anyStatus());
    steps.add(
        Step.run("update submodules: " + WorkTree.some(due), git.acts(brings.toArray()))
            .anyStatus());
    int update = steps.size() - 1;
    steps.addAll(tree.alike());
    return Plan.changes(steps)
        .after((outputs, then) -> verified(outputs.get(update), then, git, due, done));
  }

  /// What became of them.
  private static Finished verified(
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
