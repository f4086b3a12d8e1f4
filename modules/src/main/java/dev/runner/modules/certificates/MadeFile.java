package dev.runner.modules.certificates;

import dev.runner.module.Attributes;
import dev.runner.module.Content;
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
import dev.runner.modules.files.Edit;
import dev.runner.modules.files.Ownership;
import dev.runner.modules.files.Permissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The file that a module of this package makes, replaces or removes: what is there, and how it
/// gets to what is wanted.
final class MadeFile {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuu-MM-dd@HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final RemotePath path;
  private final Permissions permissions;
  private final boolean backup;
  private final Pending<FileStat> there;
  private final Pending<FileStat> parent;
  private final Pending<Optional<Content>> content;
  private final Pending<Instant> clock;
  private final Ownership ownership;

  private MadeFile(
      Probe host, RemotePath path, Permissions permissions, boolean backup, boolean read) {
    this.path = path;
    this.permissions = permissions;
    this.backup = backup;
    this.there = host.later(new Question.Stat(path, true));
    this.parent = host.later(new Question.Stat(path.parent(), true));
    this.content = read ? host.later(new Question.Read(path, Probe.READ_LIMIT)) : Optional::empty;
    this.clock = host.later(new Question.Clock());
    this.ownership = Ownership.ask(host, permissions.wanted());
  }

  /// Puts the questions.
  static MadeFile ask(Probe host, RemotePath path, Permissions permissions, boolean backup) {
    return new MadeFile(host, path, permissions, backup, true);
  }

  /// Puts the questions for a file that nobody but the host reads. Nobody else gets to read it
  /// unless that is asked for.
  static MadeFile askPrivate(Probe host, RemotePath path, Permissions permissions, boolean backup) {
    Optional<FileMode> mode = permissions.mode().or(() -> Optional.of(FileMode.of(0600)));
    Permissions closed =
        new Permissions(permissions.owner(), permissions.group(), mode, permissions.unsafeWrites());
    return new MadeFile(host, path, closed, backup, false);
  }

  boolean exists() {
    return there.get().exists();
  }

  /// Its bytes, where there is a file.
  Optional<Content> content() {
    return content.get();
  }

  Instant now() {
    return clock.get();
  }

  /// Why it can't be made.
  ///
  /// @param sentence what to say of a directory that isn't there, with a place for its name
  Optional<Plan> obstacle(String sentence) {
    RemotePath directory = path.parent();
    if (!parent.get().isDirectory()) {
      return Optional.of(
          Plan.refuse(sentence.formatted(directory), "Make the directory first.")
              .with("name", directory.text()));
    }
    return ownership.obstacle();
  }

  /// The plan where what is in it is as wanted.
  Plan kept(Map<String, ?> values) {
    Attributes missing = ownership.missing(there.get());
    if (missing.isEmpty()) {
      return Plan.unchanged("%s is so already".formatted(path)).withAll(values);
    }
    return Plan.changes(Edit.attribute(path, there.get(), missing)).predictingAll(values);
  }

  /// The plan that puts this into it.
  Plan.Changes written(String text, Map<String, ?> values) {
    return Plan.changes(
            new Step.Write(
                title(),
                path,
                content(),
                Content.of(text),
                ownership.wanted(),
                Optional.empty(),
                keeps(),
                permissions.unsafeWrites()))
        .predictingAll(values)
        .after((outputs, now) -> backedUp(outputs));
  }

  /// The steps that make it by a command, which writes into this other file.
  List<Step> madeBy(Step.Run run, RemotePath fresh) {
    return List.of(
        run,
        new Step.Copy(
            title(),
            fresh,
            path,
            ownership.wanted(),
            Optional.empty(),
            keeps(),
            permissions.unsafeWrites()));
  }

  private String title() {
    return (exists() ? "change " : "make ") + path;
  }

  private boolean keeps() {
    return backup && exists();
  }

  /// The end after [#written] or [#madeBy].
  Finished backedUp(Outputs outputs) {
    Finished done = Finished.changed("");
    return keeps()
        ? outputs.last().lines().stream()
            .findFirst()
            .map(name -> done.with("backup_file", name))
            .orElse(done)
        : done;
  }

  /// The plan that removes it.
  Plan removed(Map<String, ?> values) {
    if (!exists()) {
      return Plan.unchanged("there is no file " + path).withAll(values);
    }
    List<Step> steps = new ArrayList<>();
    RemotePath copy = RemotePath.of("%s.0.%s~".formatted(path, STAMP.format(now())));
    if (backup) {
      steps.add(
          new Step.Copy(
              "keep a copy of " + path,
              path,
              copy,
              Attributes.of(
                  Optional.of(Long.toString(there.get().uid())),
                  Optional.of(Long.toString(there.get().gid())),
                  Optional.of(FileMode.of(there.get().mode()))),
              Optional.empty(),
              false));
    }
    steps.add(new Step.Delete("remove " + path, path));
    Plan.Changes changes = Plan.changes(steps).predictingAll(values);
    return backup
        ? changes.after((outputs, now) -> Finished.changed("").with("backup_file", copy.text()))
        : changes;
  }
}
