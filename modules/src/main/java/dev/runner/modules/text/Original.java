package dev.runner.modules.text;

import dev.runner.module.Attributes;
import dev.runner.module.Command;
import dev.runner.module.Content;
import dev.runner.module.FileStat;
import dev.runner.module.Pending;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import dev.runner.modules.files.Edit;
import dev.runner.modules.files.Ownership;
import dev.runner.modules.files.Permissions;
import dev.runner.values.PythonException;
import java.util.Optional;
import java.util.function.Supplier;

/// A file that is going to be edited, as the host has it: all that is to be known of it is asked at
/// once.
public final class Original {
  private final RemotePath path;
  private final Pending<FileStat> there;
  private final Pending<FileStat> link;
  private final Pending<FileStat> parent;
  private final Pending<Optional<Content>> content;
  private final Ownership ownership;
  private final boolean inPlace;

  private Original(
      RemotePath path,
      Pending<FileStat> there,
      Pending<FileStat> link,
      Pending<FileStat> parent,
      Pending<Optional<Content>> content,
      Ownership ownership,
      boolean inPlace) {
    this.path = path;
    this.there = there;
    this.link = link;
    this.parent = parent;
    this.content = content;
    this.ownership = ownership;
    this.inPlace = inPlace;
  }

  /// Puts the questions.
  public static Original ask(Probe host, RemotePath path, Permissions permissions) {
    return new Original(
        path,
        host.later(new Question.Stat(path, true)),
        host.later(new Question.Stat(path, false)),
        host.later(new Question.Stat(path.parent(), true)),
        host.later(new Question.Read(path, Probe.READ_LIMIT)),
        Ownership.ask(host, permissions.wanted()),
        permissions.unsafeWrites());
  }

  /// Whether there is such a file.
  public boolean exists() {
    return there.get().exists();
  }

  /// Whether the directory is there in which it stands.
  public boolean hasDirectory() {
    return parent.get().isDirectory();
  }

  /// What is there.
  public FileStat stat() {
    return there.get();
  }

  /// Its bytes; none if there is no file.
  public Content content() {
    return content.get().orElseGet(() -> Content.of(""));
  }

  /// What is in it, as text.
  public FileText text(String encoding) {
    return FileText.of(content(), FileText.charset(encoding));
  }

  /// Why it can't be edited, if that is so.
  ///
  /// @param missing what to say if there is no file; empty if one may be made
  public Optional<Plan> obstacle(Optional<String> missing) {
    if (there.get().isDirectory()) {
      return Optional.of(refusal("Path %s is a directory !".formatted(path), 256));
    }
    if (!exists() && missing.isPresent()) {
      return Optional.of(refusal(missing.get(), 257));
    }
    return ownership.obstacle();
  }

  private static Plan refusal(String because, long code) {
    return Plan.refuse(because, "Name a file, or make it first.").with("rc", code);
  }

  /// The edit that makes this of it.
  public Edit edit(Content after, Optional<Command> validate, boolean backup) {
    return new Edit(
        path,
        content.get(),
        after,
        there.get(),
        ownership.asShown(ownership.wanted(), there.get()),
        validate,
        backup,
        inPlace);
  }

  /// The plan for a file that may be made: the directories above it are made first.
  Plan withDirectory(Plan plan) {
    return plan instanceof Plan.Changes changes && !parent.get().exists()
        ? changes.preceded(
            new Step.Directory("make " + path.parent(), path.parent(), Attributes.NONE))
        : plan;
  }

  /// The plan for a path whose link isn't followed: the file takes the link's place.
  Plan insteadOfLink(Plan plan) {
    return plan instanceof Plan.Changes changes
            && writes(changes)
            && exists()
            && link.get().isLink()
        ? new LinkBecomesFile(path, stat()).before(changes)
        : plan;
  }

  private static boolean writes(Plan.Changes changes) {
    return changes.steps().stream().anyMatch(Step.Write.class::isInstance);
  }

  /// What is computed with a user's regular expression; refused if the expression can't be carried
  /// out on this file.
  static Plan computing(Supplier<Plan> plan) {
    try {
      return plan.get();
    } catch (PythonException e) {
      return Plan.refuse(String.valueOf(e.getMessage()), "Simplify the regular expression.");
    }
  }
}
