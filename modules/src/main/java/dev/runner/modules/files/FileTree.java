package dev.runner.modules.files;

import dev.runner.module.Attributes;
import dev.runner.module.FileStat;
import dev.runner.module.Pending;
import dev.runner.module.Plan;
import dev.runner.module.Question;
import dev.runner.module.Step;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A directory is to be there, and all below it is to have its attributes if `recurse` says so.
/// Links below it are left alone, since what they point to may be somebody else's, unless the task
/// says that they are followed.
record FileTree(FileLook look) {

  Plan plan() {
    FileStat there = look.task().follow() ? look.there() : look.link();
    Optional<Plan> obstacle = obstacle(there);
    if (obstacle.isPresent()) {
      return obstacle.get();
    }
    if (!there.exists()) {
      return Plan.changes(new Step.Directory("make " + look.path(), look.path(), look.wanted()))
          .predicting("path", look.path().text())
          .predicting("state", "directory")
          .after((outputs, next) -> look.verified(next));
    }
    List<Step> steps = new ArrayList<>();
    look.below().ifPresent(listing -> add(listing.get(), new HashSet<>(Set.of(key(there))), steps));
    return look.attributes(there, steps);
  }

  private Optional<Plan> obstacle(FileStat there) {
    if (there.exists() && !there.isDirectory()) {
      return Optional.of(
          Plan.refuse(
              "%s already exists as a %s".formatted(look.path(), FileValues.state(there)),
              "Remove it first, or name another path."));
    }
    return look.obstacle();
  }

  /// @param seen what has been dealt with, by what [#key] calls it
  private void add(List<FileStat> found, Set<String> seen, List<Step> steps) {
    List<Pending<FileStat>> targets = new ArrayList<>();
    for (FileStat each : found) {
      if (!each.isLink()) {
        seen.add(key(each));
        add(each, steps);
      } else if (look.task().following().orElse(false)) {
        targets.add(look.host().later(new Question.Stat(each.path(), true)));
      }
    }
    List<FileStat> outside =
        targets.stream()
            .map(Pending::get)
            .filter(target -> target.exists() && !target.isLink() && seen.add(key(target)))
            .toList();
    outside.forEach(each -> add(each, steps));
    List<Pending<List<FileStat>>> below =
        outside.stream()
            .filter(FileStat::isDirectory)
            .map(each -> look.host().later(new Question.Listing(each.path(), 0)))
            .toList();
    below.forEach(listing -> add(unseen(listing.get(), seen), seen, steps));
  }

  private static List<FileStat> unseen(List<FileStat> found, Set<String> seen) {
    return found.stream().filter(each -> !seen.contains(key(each))).toList();
  }

  private static String key(FileStat file) {
    return file.device() + ":" + file.inode();
  }

  private void add(FileStat each, List<Step> steps) {
    Attributes missing = look.missing(look.wanted(), each);
    if (!missing.isEmpty()) {
      steps.add(look.attribute(each, missing));
    }
  }
}
