package dev.runner.modules.files;

import dev.runner.module.Answer;
import dev.runner.module.Attributes;
import dev.runner.module.FileStat;
import dev.runner.module.Finished;
import dev.runner.module.Pending;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A link is to be there, symbolic or hard.
record FileLinks(FileLook look) {

  Plan symbolic() {
    Optional<String> src = look.task().src();
    if (src.isEmpty()) {
      return existing();
    }
    RemotePath target = look.path().parent().resolve(src.get());
    Pending<FileStat> pointed = look.host().later(new Question.Stat(target, true));
    Pending<List<FileStat>> inside = look.host().later(new Question.Listing(look.path(), 1));
    FileStat there = look.link();
    if (there.isLink() && there.target().equals(src)) {
      return pointsRight(there);
    }
    if (!pointed.get().exists() && !look.task().force()) {
      return Plan.refuse(
          "src file does not exist, use 'force=yes' if you really want to create the link: %s"
              .formatted(target),
          "Use force: true if the link is to point to nothing.");
    }
    Optional<Plan> obstacle = inTheWay(there, inside);
    return obstacle.or(look::obstacle).orElseGet(() -> make(there, src.get(), pointed.get()));
  }

  private Plan existing() {
    return look.link().isLink()
        ? pointsRight(look.link())
        : Plan.refuse("src is required for creating new symlinks", "Say where the link points to.");
  }

  private Plan pointsRight(FileStat link) {
    FileStat subject = look.task().follow() && look.there().exists() ? look.there() : link;
    // A link has no mode of its own, and one that points to nothing leads to none.
    boolean nowhere = look.task().follow() && subject.isLink();
    Attributes missing = nowhere ? Attributes.NONE : look.missing(subject);
    if (missing.isEmpty()) {
      return Plan.unchanged("%s points to %s".formatted(look.path(), link.target().orElse("")))
          .with("dest", look.path().text())
          .with("src", link.target().orElse(""))
          .withAll(FileValues.of(link));
    }
    return look.obstacle().orElseGet(() -> look.attributes(subject, List.of()));
  }

  private Optional<Plan> inTheWay(FileStat there, Pending<List<FileStat>> inside) {
    if (there.isLink() || !there.exists()) {
      return Optional.empty();
    }
    if (!look.task().force()) {
      return Optional.of(
          Plan.refuse(
              "refusing to convert from %s to symlink for %s"
                  .formatted(FileValues.state(there), look.path()),
              "Use force: true, or remove it first."));
    }
    return there.isDirectory() && !inside.get().isEmpty()
        ? Optional.of(
            Plan.refuse(
                "the directory %s is not empty, refusing to convert it".formatted(look.path()),
                "Empty it first."))
        : Optional.empty();
  }

  private Plan make(FileStat there, String src, FileStat pointed) {
    List<Step> steps = new ArrayList<>();
    if (there.isDirectory()) {
      steps.add(new Step.Delete("remove the empty directory " + look.path(), look.path()));
    }
    steps.add(new Step.Link("link %s to %s".formatted(look.path(), src), look.path(), src, true));
    Attributes missing = pointed.exists() ? look.missing(look.wanted(), pointed) : Attributes.NONE;
    if (!missing.isEmpty() && look.task().follow()) {
      steps.add(Edit.attribute(pointed.path(), pointed, missing));
    }
    Attributes own = look.ofLink(look.wanted());
    if (!look.task().follow() && !own.isEmpty()) {
      String title = "set %s of the link %s".formatted(Ownership.phrase(own), look.path());
      steps.add(new Step.Attribute(title, look.path(), Attributes.NONE, own, false));
    }
    return Plan.changes(steps)
        .predicting("dest", look.path().text())
        .predicting("src", src)
        .after((outputs, now) -> linked(now));
  }

  private Answer linked(Probe now) {
    return Finished.changed("").withAll(FileValues.of(now.lstat(look.path())));
  }

  Plan hard() {
    Optional<String> src = look.task().src();
    if (src.isEmpty()) {
      return look.link().exists() && look.link().links() > 1
          ? look.file()
          : Plan.refuse("src is required for creating new hardlinks", "Say which file to share.");
    }
    RemotePath target = look.path().parent().resolve(src.get());
    RemotePath inside = look.path().resolve(target.name());
    Pending<FileStat> below = look.host().later(new Question.Stat(inside, false));
    FileStat shared = look.host().stat(target);
    boolean into = look.there().isDirectory();
    return share(src.get(), target, shared, into ? below.get() : look.link());
  }

  /// @param there what is at the place of the link: the path, or a name in it if it is a directory
  private Plan share(String src, RemotePath target, FileStat shared, FileStat there) {
    if (!shared.exists()) {
      return Plan.refuse("src does not exist", "Make %s first, or name another.".formatted(target))
          .with("dest", there.path().text())
          .with("src", src);
    }
    if (shared.isDirectory()) {
      return Plan.refuse(
              "src %s is a directory, which can't be shared".formatted(target), "Use state: link.")
          .with("dest", there.path().text())
          .with("src", src);
    }
    if (there.exists() && there.inode() == shared.inode() && there.device() == shared.device()) {
      return look.obstacle().orElseGet(() -> look.attributes(there, List.of()));
    }
    if (there.exists() && !look.task().force()) {
      return Plan.refuse(
          there.links() > 1
              ? "Cannot link, different hard link exists at destination: %s".formatted(there.path())
              : "Cannot link, file exists at destination: %s".formatted(there.path()),
          "Use force: true to replace it.");
    }
    String title = "share %s as %s".formatted(target, there.path());
    return Plan.changes(new Step.Link(title, there.path(), target.text(), false))
        .predicting("dest", there.path().text())
        .predicting("src", src)
        .after(
            (outputs, now) -> Finished.changed("").withAll(FileValues.of(now.lstat(there.path()))));
  }
}
