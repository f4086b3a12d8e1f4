package dev.runner.modules.git;

import dev.runner.module.Command;
import dev.runner.module.Output;
import dev.runner.module.Pending;
import dev.runner.module.Probe;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Directories of a work tree in which its owner may not write, say after somebody's git as root:
/// git would change the other files, leave these, and move HEAD all the same.
final class ClosedDirectories {
  private static final int AT_ONCE = 200;

  /// Of a directory that isn't there yet, the nearest one that is.
  private static final String SCRIPT =
      """
      for d; do
        while [ ! -d "$d" ]; do case $d in */*) d=${d%/*} ;; *) d=. ;; esac; done
        [ -w "$d" ] || echo "$d"
      done
      """;

  private ClosedDirectories() {}

  /// Asks for those that a change of these files needs.
  static List<Pending<Output>> ask(Probe host, Checkout git, Collection<String> files) {
    List<String> folders =
        files.stream()
            .map(file -> file.contains("/") ? file.substring(0, file.lastIndexOf('/')) : ".")
            .distinct()
            .toList();
    List<Pending<Output>> answers = new ArrayList<>();
    for (int from = 0; from < folders.size(); from += AT_ONCE) {
      List<Object> words = new ArrayList<>(List.of("sh", "-c", SCRIPT, "sh"));
      words.addAll(folders.subList(from, Math.min(folders.size(), from + AT_ONCE)));
      answers.add(host.lookLater(git.steward().asks(Command.of(words).in(git.directory()))));
    }
    return answers;
  }

  /// What the answers forbid.
  static Optional<Obstacle> obstacle(List<Pending<Output>> answers, Checkout git) {
    List<String> closed =
        answers.stream().flatMap(answer -> answer.get().lines().stream()).distinct().toList();
    String owner = git.steward().tree().owner();
    return closed.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Obstacle(
                "%s, whose tree %s is, may not write in %s"
                    .formatted(owner, git.directory(), WorkTree.some(closed)),
                "give them to the owner, there: `chown -R %s %s`"
                    .formatted(
                        owner, String.join(" ", closed.subList(0, Math.min(5, closed.size()))))));
  }
}
