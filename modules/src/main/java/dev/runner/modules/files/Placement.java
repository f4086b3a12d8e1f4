package dev.runner.modules.files;

import dev.runner.module.Attributes;
import dev.runner.module.Command;
import dev.runner.module.Content;
import dev.runner.module.ControlFile;
import dev.runner.module.FileMode;
import dev.runner.module.FileStat;
import dev.runner.module.Finished;
import dev.runner.module.Outputs;
import dev.runner.module.Pending;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One file is to stand at a place, whatever it comes from: `copy` and `template`.
///
/// @param dest a file, or a directory that the file goes into
/// @param name what the file is called in a directory
/// @param force whether a file that differs is replaced
/// @param follow whether a link at dest is followed
/// @param inPlace whether a file that can't be replaced is written over
public record Placement(
    RemotePath dest,
    String name,
    Optional<String> owner,
    Optional<String> group,
    Optional<FileMode> mode,
    boolean force,
    boolean backup,
    boolean follow,
    Optional<Command> validate,
    boolean inPlace,
    Labels labels) {

  /// A file that is replaced, with no more than owner, group and mode.
  public Placement(
      RemotePath dest,
      String name,
      Optional<String> owner,
      Optional<String> group,
      Optional<FileMode> mode,
      boolean force,
      boolean backup,
      boolean follow,
      Optional<Command> validate) {
    this(dest, name, owner, group, mode, force, backup, follow, validate, false, Labels.NONE);
  }

  /// Larger files are streamed, and their difference isn't shown.
  private static final long INLINE = 1L << 20;

  /// Where the bytes come from.
  public sealed interface Source {
    record Inline(Content content) implements Source {}

    record Local(ControlFile file) implements Source {}

    record OnHost(RemotePath path, String checksum) implements Source {}

    default String checksum() {
      return switch (this) {
        case Inline inline -> Digests.of(ChecksumAlgorithm.SHA1, inline.content());
        case Local local -> Digests.of(ChecksumAlgorithm.SHA1, local.file());
        case OnHost onHost -> onHost.checksum();
      };
    }

    /// What Ansible says as well of what comes from the control machine.
    default Optional<String> md5() {
      return switch (this) {
        case Inline inline -> Optional.of(Digests.of(ChecksumAlgorithm.MD5, inline.content()));
        case Local local -> Optional.of(Digests.of(ChecksumAlgorithm.MD5, local.file()));
        case OnHost onHost -> Optional.empty();
      };
    }
  }

  /// What a host says of the places that the file may go to.
  private record Place(FileStat there, FileStat link, Optional<String> checksum) {
    static Pending<Place> ask(Probe host, RemotePath path) {
      Pending<FileStat> there = host.later(new Question.Stat(path, true));
      Pending<FileStat> link = host.later(new Question.Stat(path, false));
      Pending<Optional<String>> sum = host.later(new Question.Checksum(path, "sha1"));
      return () -> {
        boolean isFile = there.get().isFile();
        return new Place(there.get(), link.get(), isFile ? sum.get() : Optional.empty());
      };
    }
  }

  /// The plan that puts this content there.
  public Plan plan(Probe host, Content content) {
    return plan(host, new Source.Inline(content));
  }

  /// The plan that puts this source's bytes there.
  public Plan plan(Probe host, Source source) {
    Ownership ownership = Ownership.ask(host, Attributes.of(owner, group, mode));
    boolean intoDirectory = dest.text().endsWith("/");
    RemotePath inside = dest.resolve(name);
    Pending<FileStat> parent = host.later(new Question.Stat(dest.parent(), true));
    Pending<Place> outer = Place.ask(host, dest);
    Pending<Place> inner = Place.ask(host, inside);
    if (outer.get().there().isDirectory() || intoDirectory) {
      List<Step> before = new ArrayList<>();
      if (!outer.get().there().exists()) {
        before.add(new Step.Directory("make " + dest, dest, Attributes.NONE));
      }
      return labels.over(
          host, inside, () -> at(host, inside, inner.get(), source, ownership, before));
    }
    if (!parent.get().isDirectory()) {
      return Plan.refuse(
          "Destination directory %s does not exist".formatted(dest.parent()),
          "Make it first: file: path=%s state=directory.".formatted(dest.parent()));
    }
    return labels.over(host, dest, () -> at(host, dest, outer.get(), source, ownership, List.of()));
  }

  private Plan at(
      Probe host,
      RemotePath path,
      Place place,
      Source source,
      Ownership ownership,
      List<Step> before) {
    Optional<Plan> obstacle = ownership.obstacle();
    if (obstacle.isPresent()) {
      return obstacle.get();
    }
    FileStat there = place.there();
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("dest", path.text());
    if (there.isDirectory()) {
      return Plan.refuse("%s is a directory".formatted(path), "Name a file.");
    }
    if (there.exists() && !force) {
      return Plan.unchanged("%s exists, and force is off".formatted(path))
          .withAll(values)
          .withAll(FileValues.of(there));
    }
    boolean replacesLink = place.link().isLink() && !follow;
    Attributes missing = there.exists() ? ownership.missing(there) : ownership.wanted();
    Optional<SummedFile> other = replacesLink ? Optional.empty() : largeAndOther(source, there);
    if (other.isPresent()) {
      List<Step> steps = new ArrayList<>(before);
      steps.addAll(
          write(path, there, missing, Optional.empty(), new Source.Local(other.get()), false));
      return Plan.changes(steps)
          .predictingAll(values)
          .after(
              (outputs, now) ->
                  finish(path, before.size(), outputs, now).withAll(other.get().sums()));
    }
    String checksum = source.checksum();
    values.put("checksum", checksum);
    boolean same = place.checksum().filter(checksum::equals).isPresent() && !replacesLink;
    if (same && missing.isEmpty()) {
      return Plan.unchanged("%s is so already".formatted(path))
          .withAll(values)
          .with("path", path.text())
          .with("diff", AttributeDifference.of(path, there, missing))
          .withAll(FileValues.of(there));
    }
    List<Step> steps = new ArrayList<>(before);
    if (same) {
      values.put("path", path.text());
      values.put("diff", AttributeDifference.of(path, there, missing));
      steps.add(Edit.attribute(path, there, missing));
    } else {
      source.md5().ifPresent(sum -> values.put("md5sum", sum));
      Optional<Content> old = before(host, path, there, source);
      steps.addAll(write(path, there, missing, old, source, replacesLink));
    }
    return Plan.changes(steps)
        .predictingAll(values)
        .after((outputs, now) -> finish(path, before.size(), outputs, now));
  }

  /// The old content for the diff, if both are small enough to be shown.
  private static Optional<Content> before(
      Probe host, RemotePath path, FileStat there, Source source) {
    boolean shown = there.isFile() && there.size() <= INLINE && size(source) <= INLINE;
    return shown ? host.ask(new Question.Read(path, INLINE)) : Optional.empty();
  }

  private static long size(Source source) {
    return switch (source) {
      case Source.Inline inline -> 0;
      case Source.Local local -> size(local.file());
      case Source.OnHost onHost -> Long.MAX_VALUE;
    };
  }

  private static long size(ControlFile file) {
    try {
      return file.size();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Step> write(
      RemotePath path,
      FileStat there,
      Attributes missing,
      Optional<Content> old,
      Source source,
      boolean replacesLink) {
    // A write follows links. To put a file in place of a link, it is made beside it and renamed.
    RemotePath target =
        replacesLink ? path.parent().resolve("." + path.name() + ".runner-new") : path;
    String title = (there.exists() ? "change " : "make ") + path;
    Attributes wanted = Attributes.of(owner, group, mode);
    // A file that is written over keeps what is right already.
    Attributes others = there.exists() && !replacesLink ? missing : wanted;
    List<Step> steps = new ArrayList<>();
    steps.add(
        switch (source) {
          case Source.Inline inline ->
              new Step.Write(
                  title, target, old, inline.content(), others, validate, backup, inPlace);
          case Source.Local local when size(local.file()) <= INLINE ->
              new Step.Write(
                  title, target, old, content(local.file()), others, validate, backup, inPlace);
          case Source.Local local ->
              new Step.Upload(title, local.file(), target, wanted, validate, backup, inPlace);
          case Source.OnHost onHost ->
              new Step.Copy(title, onHost.path(), target, wanted, validate, backup, inPlace);
        });
    if (replacesLink) {
      steps.add(new Step.Move("put it in place of the link " + path, target, path));
    }
    return steps;
  }

  private static Content content(ControlFile file) {
    try {
      return file.content();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A file that can't be the one that is there, as its size says, and whose checksums take a
  /// while.
  private static Optional<SummedFile> largeAndOther(Source source, FileStat there) {
    return source instanceof Source.Local local
            && size(local.file()) > INLINE
            && !(there.isFile() && there.size() == size(local.file()))
        ? Optional.of(new SummedFile(local.file()))
        : Optional.empty();
  }

  private Finished finish(RemotePath path, int index, Outputs outputs, Probe now) {
    Map<String, Object> values = new LinkedHashMap<>(FileValues.of(now.stat(path)));
    if (backup) {
      Edit.backupFile(outputs.get(index)).ifPresent(file -> values.put("backup_file", file));
    }
    return Finished.changed("").withAll(values);
  }
}
