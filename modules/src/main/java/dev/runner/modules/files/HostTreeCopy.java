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
/// compare. What is new has the modes that it has in the source, and links stay links; the mode
/// that is asked for is that of the directory at the destination, as in Ansible.
///
/// @param itself what is at the source
record HostTreeCopy(Copy copy, RemotePath source, FileStat itself) {
  private record Compared(
      FileStat from,
      RemotePath to,
      Pending<FileStat> there,
      Pending<Optional<String>> theirs,
      Pending<Optional<String>> mine) {

    String title() {
      return (there.get().exists() ? "change " : "make ") + to;
    }

    /// Whether a file is where a directory is to be, or a directory where a file is to be.
    boolean collides() {
      FileStat now = there.get();
      return from.isDirectory() ? now.isFile() : from.isFile() && now.isDirectory();
    }
  }

  Plan plan(Probe host) {
    Ownership ownership = Ownership.ask(host, owned(Optional.empty()));
    RemotePath bare = RemotePath.of(source.text().replaceAll("(?<=.)/+$", ""));
    RemotePath root = source.text().endsWith("/") ? copy.dest() : copy.dest().resolve(bare.name());
    Pending<FileStat> top = host.later(new Question.Stat(copy.dest(), true));
    Pending<FileStat> rootThere = host.later(new Question.Stat(root, true));
    HostTree tree = new HostTree(host, copy.localFollow().orElse(false));
    List<HostTree.Entry> listing = tree.of(bare);
    Optional<Plan> obstacle = inTheWay(top.get()).or(ownership::obstacle);
    if (obstacle.isPresent()) {
      return obstacle.get();
    }
    List<Compared> compared = listing.stream().map(from -> ask(host, root, from)).toList();
    Optional<Compared> collision = compared.stream().filter(Compared::collides).findFirst();
    if (collision.isPresent()) {
      return collides(collision.get());
    }
    RemotePath named = top.get().exists() ? root : copy.dest();
    Steps steps = new Steps(new ArrayList<>(), new ArrayList<>());
    top(named, root, rootThere.get(), ownership, steps);
    compared.forEach(each -> add(each, ownership, steps));
    return steps.isEmpty()
        ? Plan.unchanged("all %d paths are so already".formatted(listing.size()))
            .withAll(values(named))
            .withAll(FileValues.of(rootThere.get()))
        : Plan.changes(steps.all())
            .predictingAll(values(named))
            .after((outputs, now) -> Finished.changed("").withAll(FileValues.of(now.stat(named))));
  }

  private Optional<Plan> inTheWay(FileStat top) {
    if (!top.exists() || top.isDirectory()) {
      return Optional.empty();
    }
    return Optional.of(
        copy.force()
            ? Plan.refuse(
                "%s is a directory, and %s is none".formatted(source, copy.dest()),
                "Name a directory as dest, or remove what is there.")
            : Plan.unchanged("file already exists")
                .with("msg", "file already exists")
                .with("dest", copy.dest().text())
                .with("src", source.text()));
  }

  private static Plan collides(Compared each) {
    return Plan.refuse(
        each.from().isDirectory()
            ? "%s is a directory, and %s is a file".formatted(each.from().path(), each.to())
            : "%s is a file, and %s is a directory".formatted(each.from().path(), each.to()),
        "Remove what is in the way, or name another dest.");
  }

  private Map<String, Object> values(RemotePath named) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("dest", named.text());
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

  /// The directory at the destination, and the one that is copied if it comes to lie in it.
  private void top(
      RemotePath named, RemotePath root, FileStat there, Ownership ownership, Steps steps) {
    Optional<FileMode> asked =
        copy.directoryMode().or(() -> copy.modeOf(FileMode.of(itself.mode())));
    if (there.exists()) {
      Attributes missing = Ownership.missing(ownership.asShown(owned(asked), there), there);
      if (!missing.isEmpty()) {
        steps.close(Edit.attribute(root, there, missing));
      }
      return;
    }
    if (!named.equals(root)) {
      steps.take(new Step.Directory("make " + named, named, owned(Optional.empty())));
    }
    make("make " + root, root, itself, steps);
    asked.ifPresent(mode -> steps.close(mode("set the mode of " + named, named, mode)));
  }

  private void add(Compared each, Ownership ownership, Steps steps) {
    FileStat there = each.there().get();
    FileStat from = each.from();
    switch (from.type()) {
      case DIRECTORY -> {
        if (!there.exists()) {
          make(each.title(), each.to(), from, steps);
        }
      }
      case LINK -> {
        if (!there.target().equals(from.target())) {
          String target = from.target().orElseThrow();
          steps.take(new Step.Link(each.title(), each.to(), target, true));
          own(each.to(), owned(Optional.empty()), steps);
        } else {
          own(each.to(), ownership.missing(there), steps);
        }
      }
      case FILE -> file(each, ownership, steps);
      default -> {
        // Sockets, pipes and devices are what a program made for itself: nothing to copy.
      }
    }
  }

  /// Makes a directory that can be written to, and takes that away again in the end if it must.
  private void make(String title, RemotePath to, FileStat from, Steps steps) {
    int writable = from.mode() | 0700;
    steps.take(new Step.Directory(title, to, owned(Optional.of(FileMode.of(writable)))));
    if (writable != from.mode()) {
      steps.close(mode("close " + to, to, FileMode.of(from.mode())));
    }
  }

  private static Step mode(String title, RemotePath path, FileMode mode) {
    return new Step.Attribute(title, path, Attributes.NONE, Attributes.ofMode(mode), true);
  }

  private void file(Compared each, Ownership ownership, Steps steps) {
    FileStat there = each.there().get();
    boolean same = there.isFile() && each.theirs().get().equals(each.mine().get());
    if (!same && (!there.exists() || copy.force())) {
      steps.take(
          new Step.Copy(
              each.title(),
              each.from().path(),
              each.to(),
              owned(Optional.of(FileMode.of(each.from().mode()))),
              copy.validate().map(Validation::command),
              copy.backup(),
              copy.unsafeWrites()));
    } else if (same) {
      Attributes missing = ownership.missing(there);
      if (!missing.isEmpty()) {
        steps.take(Edit.attribute(each.to(), there, missing));
      }
    }
  }

  /// Gives a link its owner, not what it leads to.
  private static void own(RemotePath link, Attributes missing, Steps steps) {
    if (!missing.isEmpty()) {
      String title = "set %s of the link %s".formatted(Ownership.phrase(missing), link);
      steps.take(new Step.Attribute(title, link, Attributes.NONE, missing, false));
    }
  }

  private Attributes owned(Optional<FileMode> mode) {
    return Attributes.of(copy.owner(), copy.group(), mode);
  }

  /// @param first what brings the tree
  /// @param last what is done to its directories when all is in them
  private record Steps(List<Step> first, List<Step> last) {
    void take(Step step) {
      first.add(step);
    }

    void close(Step step) {
      last.addFirst(step);
    }

    boolean isEmpty() {
      return first.isEmpty() && last.isEmpty();
    }

    List<Step> all() {
      List<Step> all = new ArrayList<>(first);
      all.addAll(last);
      return all;
    }
  }
}
