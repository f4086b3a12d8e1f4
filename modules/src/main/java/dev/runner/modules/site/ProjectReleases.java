package dev.runner.modules.site;

import dev.runner.module.Command;
import dev.runner.module.FileStat;
import dev.runner.module.Output;
import dev.runner.module.Pending;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The releases of a project: directories side by side, and the link to the one that is live.
///
/// @param unfinished name of the file in a release that says that it isn't done
record ProjectReleases(RemotePath directory, RemotePath current, String unfinished) {
  /// What was made last comes first; of the same moment, what is last by its name.
  private static final Comparator<FileStat> NEWEST_FIRST =
      Comparator.comparing(FileStat::changed).thenComparing(FileStat::path).reversed();

  static Plan other(RemotePath path, String kind) {
    return Plan.refuse(
        "%s exists but is not %s".formatted(path, kind), "See what it is, and move it away.");
  }

  /// Something else stands where the link to the live release goes.
  Optional<Plan> noLink(FileStat link) {
    return link.exists() && !link.isLink()
        ? Optional.of(other(current, "a symbolic link"))
        : Optional.empty();
  }

  /// Asks what stands where the link to the live release goes.
  Pending<FileStat> link(Probe host) {
    return host.later(new Question.Stat(current, false));
  }

  /// Where the link to the live release leads, as the host tells it.
  Optional<RemotePath> live(Probe host, FileStat link) {
    return link.exists() ? Optional.of(real(host, link.path())) : Optional.empty();
  }

  private static RemotePath real(Probe host, RemotePath path) {
    Output said = host.look(Command.of("readlink", "-f", path));
    String line = said.out().strip();
    return said.ok() && !line.isEmpty() ? RemotePath.of(line) : path.normalized();
  }

  /// @param keep how many others are kept if old ones are to go
  Plan finalized(Probe host, String release, Optional<Integer> keep) {
    RemotePath fresh = directory.resolve(release);
    Pending<FileStat> there = host.later(new Question.Stat(fresh, true));
    Pending<FileStat> mark = host.later(new Question.Stat(fresh.resolve(unfinished), false));
    FileStat link = link(host).get();
    Optional<Plan> obstacle = noLink(link);
    if (obstacle.isPresent()) {
      return obstacle.get();
    }
    if (!there.get().exists()) {
      return Plan.refuse(
          "the symlink target %s doesn't exists".formatted(fresh),
          "Bring the release there before it is finalized.");
    }
    if (mark.get().isDirectory()) {
      return Plan.refuse(
          "%s is a directory".formatted(mark.get().path()), "Name a file in unfinished_filename.");
    }
    List<Step> steps = new ArrayList<>();
    if (mark.get().exists()) {
      steps.add(new Step.Delete("say that %s is done".formatted(release), mark.get().path()));
    }
    if (!live(host, link).equals(Optional.of(real(host, fresh)))) {
      steps.add(new Step.Link("let %s be live".formatted(release), current, fresh.text(), true));
    }
    keep.ifPresent(
        count -> steps.addAll(removals(host, Optional.of(fresh), Optional.of(release), count)));
    return steps.isEmpty() ? Plan.unchanged("%s is live".formatted(release)) : Plan.changes(steps);
  }

  /// The live release stays whatever is asked for: a project without it is down.
  Plan cleaned(Probe host, Optional<String> release, int keep) {
    Pending<FileStat> there = host.later(new Question.Stat(directory, true));
    FileStat link = link(host).get();
    if (!there.get().isDirectory()) {
      return Plan.refuse(
          "there is no directory '%s'".formatted(directory),
          "Make it first, with `state: present`.");
    }
    Optional<RemotePath> standing =
        live(host, link)
            .filter(path -> path.parent().equals(real(host, directory)))
            .map(path -> directory.resolve(path.name()));
    List<Step> steps = removals(host, standing, release, keep);
    return steps.isEmpty() ? Plan.unchanged("no release has to go") : Plan.changes(steps);
  }

  /// Releases that aren't done go, and of the others all but the newest. Links among them are
  /// somebody else's.
  ///
  /// @param live stays in any case
  /// @param named stays if it is done, and isn't counted
  private List<Step> removals(
      Probe host, Optional<RemotePath> live, Optional<String> named, int keep) {
    Map<FileStat, Pending<FileStat>> marks = new LinkedHashMap<>();
    for (FileStat each : host.ask(new Question.Listing(directory, 1))) {
      if (each.isDirectory() && !Optional.of(each.path()).equals(live)) {
        RemotePath mark = each.path().resolve(unfinished);
        marks.put(each, host.later(new Question.Stat(mark, true)));
      }
    }
    List<Step> steps = new ArrayList<>();
    marks.forEach(
        (each, mark) -> {
          if (mark.get().isFile()) {
            steps.add(gone("release that isn't done: ", each));
          }
        });
    marks.entrySet().stream()
        .filter(each -> !each.getValue().get().isFile())
        .map(Map.Entry::getKey)
        .filter(each -> !named.map(directory::resolve).equals(Optional.of(each.path())))
        .sorted(NEWEST_FIRST)
        .skip(keep)
        .forEach(each -> steps.add(gone("old release ", each)));
    return steps;
  }

  private static Step gone(String what, FileStat release) {
    return new Step.Delete("remove the " + what + release.path().name(), release.path());
  }
}
