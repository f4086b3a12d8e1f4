package dev.runner.modules.files;

import dev.runner.module.Attributes;
import dev.runner.module.FileMode;
import dev.runner.module.FileStat;
import dev.runner.module.Finished;
import dev.runner.module.Pending;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import dev.runner.values.None;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Copies a directory from one place to another on the host: one round trip to list it, one to
/// compare.
record HostTreeCopy(Copy copy, RemotePath source) {
  private record Compared(
      FileStat from,
      RemotePath to,
      Pending<FileStat> there,
      Pending<Optional<String>> theirs,
      Pending<Optional<String>> mine) {}

  Plan plan(Probe host) {
    Attributes wanted = Attributes.of(copy.owner(), copy.group(), Optional.empty());
    Ownership ownership = Ownership.ask(host, wanted);
    RemotePath bare = RemotePath.of(source.text().replaceAll("(?<=.)/+$", ""));
    RemotePath root = source.text().endsWith("/") ? copy.dest() : copy.dest().resolve(bare.name());
    Pending<FileStat> top = host.later(new Question.Stat(copy.dest(), true));
    Pending<FileStat> rootThere = host.later(new Question.Stat(root, true));
    List<HostTree.Entry> listing = new HostTree(host, copy.localFollow()).of(bare);
    Optional<Plan> obstacle = ownership.obstacle();
    if (obstacle.isPresent()) {
      return obstacle.get();
    }
    String named = top.get().exists() ? root.text() : copy.dest().text();
    List<Step> steps = new ArrayList<>();
    if (!rootThere.get().exists()) {
      steps.add(
          new Step.Directory(
              "make " + root,
              root,
              Attributes.of(copy.owner(), copy.group(), copy.directoryMode())));
    }
    listing.stream().map(from -> ask(host, root, from)).toList().forEach(c -> add(c, steps));
    return steps.isEmpty()
        ? Plan.unchanged("all %d paths are so already".formatted(listing.size()))
            .withAll(values(named))
            .withAll(FileValues.of(rootThere.get()))
        : Plan.changes(steps)
            .predictingAll(values(named))
            .after(
                (outputs, now) ->
                    Finished.changed("").withAll(FileValues.of(now.stat(RemotePath.of(named)))));
  }

  private Map<String, Object> values(String named) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("dest", named);
    values.put("src", source.text());
    values.put("checksum", None.NONE);
    values.put("md5sum", None.NONE);
    return values;
  }

  private static Compared ask(Probe host, RemotePath root, HostTree.Entry from) {
    RemotePath to = root.resolve(from.place());
    return new Compared(
        from.stat(),
        to,
        host.later(new Question.Stat(to, false)),
        host.later(new Question.Checksum(to, "sha1")),
        host.later(new Question.Checksum(from.stat().path(), "sha1")));
  }

  private void add(Compared each, List<Step> steps) {
    FileStat there = each.there().get();
    FileStat from = each.from();
    String title = (there.exists() ? "change " : "make ") + each.to();
    switch (from.type()) {
      case DIRECTORY -> {
        if (!there.exists()) {
          steps.add(new Step.Directory(title, each.to(), wanted(from, copy.directoryMode())));
        }
      }
      case LINK -> {
        if (!there.target().equals(from.target())) {
          steps.add(new Step.Link(title, each.to(), from.target().orElseThrow(), true));
        }
      }
      case FILE -> file(each, title, steps);
      default -> {
        // Sockets, pipes and devices are what a program made for itself: nothing to copy.
      }
    }
  }

  private void file(Compared each, String title, List<Step> steps) {
    FileStat there = each.there().get();
    boolean same = there.isFile() && each.theirs().get().equals(each.mine().get());
    Attributes wanted = wanted(each.from(), copy.modeOf(FileMode.of(each.from().mode())));
    if (!same && (!there.exists() || copy.force())) {
      steps.add(
          new Step.Copy(
              title,
              each.from().path(),
              each.to(),
              wanted,
              copy.validate().map(Validation::command),
              copy.backup(),
              copy.unsafeWrites()));
    } else if (same && !Ownership.missing(wanted, there).isEmpty()) {
      steps.add(Edit.attribute(each.to(), there, Ownership.missing(wanted, there)));
    }
  }

  /// What the copy is to have; without a mode it gets that of the source, as `cp` does.
  private Attributes wanted(FileStat from, Optional<FileMode> mode) {
    return Attributes.of(
        copy.owner(),
        copy.group(),
        mode.isPresent() ? mode : Optional.of(FileMode.of(from.mode())));
  }
}
