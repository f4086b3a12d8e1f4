package dev.runner.modules.files;

import dev.runner.module.Attributes;
import dev.runner.module.ControlFile;
import dev.runner.module.FileBytes;
import dev.runner.module.FileStat;
import dev.runner.module.Pending;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Copies a directory of the control machine. All paths are asked about in one round trip.
record TreeCopy(Copy copy, ControlFile source) {
  /// @param kept whether this is a link that is to be a link on the host too
  private record Asked(
      ControlFile file,
      boolean kept,
      RemotePath path,
      Pending<FileStat> there,
      Pending<Optional<String>> checksum) {}

  Plan plan(Probe host) {
    Attributes wanted = Attributes.of(copy.owner(), copy.group(), Optional.empty());
    Ownership ownership = Ownership.ask(host, wanted);
    RemotePath root =
        source.name().endsWith("/")
            ? copy.dest()
            : copy.dest().resolve(source.path().toFile().getName());
    List<Asked> asked = new ArrayList<>();
    ask(host, source, root, List.of(), asked);
    List<Step> steps = new ArrayList<>();
    for (Asked each : asked) {
      Optional<Plan> obstacle = add(each, ownership, steps);
      if (obstacle.isPresent()) {
        return obstacle.get();
      }
    }
    Optional<Plan> obstacle = ownership.obstacle();
    if (obstacle.isPresent()) {
      return obstacle.get();
    }
    // uploads in a row travel as one stream, so that directories don't stand between them
    steps.sort(Comparator.comparingInt(TreeCopy::turn));
    return steps.isEmpty()
        ? Plan.unchanged("all %d paths are so already".formatted(asked.size()))
            .with("dest", dest(asked))
            .with("src", named())
        : Plan.changes(steps).predicting("dest", dest(asked)).predicting("src", named());
  }

  private String named() {
    String path = source.path().toString();
    return source.name().endsWith("/") ? slashed(path) : path;
  }

  /// What Ansible calls the destination: of a single file in the tree that file's.
  private String dest(List<Asked> asked) {
    List<Asked> files =
        asked.stream().filter(each -> !each.kept() && !each.file().isDirectory()).toList();
    return files.size() == 1 ? files.getFirst().path().text() : slashed(copy.dest().text());
  }

  private static String slashed(String directory) {
    return directory.endsWith("/") ? directory : directory + "/";
  }

  private static int turn(Step step) {
    return step instanceof Step.Directory ? 0 : step instanceof Step.Upload ? 1 : 2;
  }

  /// @param above the directories that this is in, without links
  private void ask(
      Probe host, ControlFile file, RemotePath path, List<Path> above, List<Asked> asked) {
    boolean kept = keeps(file, above);
    asked.add(
        new Asked(
            file,
            kept,
            path,
            host.later(new Question.Stat(path, !kept)),
            host.later(new Question.Checksum(path, "sha1"))));
    if (kept || !file.isDirectory()) {
      return;
    }
    try {
      List<Path> deeper = new ArrayList<>(above);
      deeper.add(file.path().toRealPath());
      List<ControlFile> entries = new ArrayList<>(file.entries());
      entries.sort(Comparator.comparing(ControlFile::isDirectory)); // files first, as Ansible walks
      for (ControlFile entry : entries) {
        ask(host, entry, path.resolve(FileBytes.name(entry.path())), deeper, asked);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A link that leads nowhere, or back to where it came from, is copied as a link in any case.
  private boolean keeps(ControlFile file, List<Path> above) {
    if (!Files.isSymbolicLink(file.path())) {
      return false;
    } else if (!copy.localFollow().orElse(true) || !Files.exists(file.path())) {
      return true;
    }
    try {
      return above.contains(file.path().toRealPath());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void link(Asked asked, FileStat there, List<Step> steps) {
    try {
      String target = Files.readSymbolicLink(asked.file().path()).toString();
      if (!there.target().equals(Optional.of(target))) {
        String title = "link %s to %s".formatted(asked.path(), target);
        steps.add(new Step.Link(title, asked.path(), target, true));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<Plan> add(Asked asked, Ownership ownership, List<Step> steps) {
    FileStat there = asked.there().get();
    RemotePath path = asked.path();
    boolean isDirectory = asked.file().isDirectory() && !asked.kept();
    if (there.exists() && there.isDirectory() != isDirectory) {
      return Optional.of(
          Plan.refuse(
              "%s is %s on the host"
                  .formatted(path, there.isDirectory() ? "a directory" : "a file"),
              "Remove it first."));
    }
    if (asked.kept()) {
      link(asked, there, steps);
    } else if (isDirectory) {
      directory(path, there, steps);
    } else if (!there.exists() || copy.force()) {
      file(asked, there, ownership, steps);
    }
    return Optional.empty();
  }

  private void directory(RemotePath path, FileStat there, List<Step> steps) {
    Attributes wanted = Attributes.of(copy.owner(), copy.group(), copy.directoryMode());
    if (!there.exists()) {
      steps.add(new Step.Directory("make " + path, path, wanted));
    }
  }

  private void file(Asked asked, FileStat there, Ownership ownership, List<Step> steps) {
    Attributes wanted =
        Attributes.of(
            copy.owner(),
            copy.group(),
            copy.mode().isPresent()
                ? copy.modeOf(LocalModes.of(asked.file().path()))
                : Optional.empty());
    boolean same =
        there.isFile()
            && asked
                .checksum()
                .get()
                .filter(Digests.of(ChecksumAlgorithm.SHA1, asked.file())::equals)
                .isPresent();
    if (!same) {
      steps.add(
          new Step.Upload(
              (there.exists() ? "change " : "make ") + asked.path(),
              asked.file(),
              asked.path(),
              wanted,
              copy.validate().map(Validation::command),
              copy.backup(),
              copy.unsafeWrites()));
    } else {
      Attributes missing = Ownership.missing(ownership.asShown(wanted, there), there);
      if (!missing.isEmpty()) {
        steps.add(Edit.attribute(asked.path(), there, missing));
      }
    }
  }
}
