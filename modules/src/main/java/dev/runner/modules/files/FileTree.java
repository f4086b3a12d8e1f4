package dev.runner.modules.files;

import dev.runner.module.Attributes;
import dev.runner.module.FileStat;
import dev.runner.module.Pending;
import dev.runner.module.Plan;
import dev.runner.module.Question;
import dev.runner.module.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A directory is to be there, and all below it is to have its attributes if `recurse` says so.
/// Links below it are left alone: what they point to may be somebody else's.
record FileTree(FileLook look) {

  Plan plan() {
    Optional<Pending<List<FileStat>>> below =
        look.task().recurse()
            ? Optional.of(look.host().later(new Question.Listing(look.path(), 0)))
            : Optional.empty();
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
    below.ifPresent(listing -> listing.get().forEach(each -> add(each, steps)));
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

  private void add(FileStat each, List<Step> steps) {
    Attributes missing = Ownership.missing(look.wanted(), each);
    if (!each.isLink() && !missing.isEmpty()) {
      steps.add(look.attribute(each, missing));
    }
  }
}
