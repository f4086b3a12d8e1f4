package dev.runner.modules.files;

import dev.runner.module.Attributes;
import dev.runner.module.Command;
import dev.runner.module.Content;
import dev.runner.module.FileStat;
import dev.runner.module.Finished;
import dev.runner.module.Output;
import dev.runner.module.Plan;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What most modules about files end in: a file is to have this content and these attributes.
///
/// @param before the content that is there, if there is a file
/// @param after the content that is wanted
/// @param there what is at the path
/// @param wanted owner, group, mode
/// @param validate checks the file before it is put in place
/// @param backup whether the old file is kept
/// @param inPlace whether a file that can't be replaced is written over
public record Edit(
    RemotePath path,
    Optional<Content> before,
    Content after,
    FileStat there,
    Attributes wanted,
    Optional<Command> validate,
    boolean backup,
    boolean inPlace) {

  private static final Set<String> ROOT = Set.of("root", "0");
  private static final int FRESH = 0666 & ~Ownership.UMASK;

  /// An edit that replaces the file, or fails.
  public Edit(
      RemotePath path,
      Optional<Content> before,
      Content after,
      FileStat there,
      Attributes wanted,
      Optional<Command> validate,
      boolean backup) {
    this(path, before, after, there, wanted, validate, backup, false);
  }

  /// Whether the content is another.
  boolean changesContent() {
    return before.isEmpty() || !before.get().equals(after);
  }

  /// The plan that gets there.
  ///
  /// @param message a phrase for when the content is changed
  /// @param values what `register` gets in any case
  /// @param backupKey the name under which `register` gets the copy of the old file, if one is kept
  public Plan plan(String message, Map<String, ?> values, String backupKey) {
    Attributes missing = there.exists() ? Ownership.missing(wanted, there) : wanted;
    if (!changesContent() && missing.isEmpty()) {
      return Plan.unchanged("%s is so already".formatted(path)).with("msg", "").withAll(values);
    }
    String said = said(message, there.exists() ? missing : ofAFreshFile());
    return Plan.changes(step(missing))
        .predicting("msg", there.exists() ? said : message)
        .predictingAll(values)
        .after(
            (outputs, now) -> {
              Finished done = Finished.changed(said).with("msg", said);
              return changesContent()
                  ? backupFile(outputs.last()).map(name -> done.with(backupKey, name)).orElse(done)
                  : done;
            });
  }

  /// What is wanted beyond what a new file has anyway: only root's new files can belong to root.
  private Attributes ofAFreshFile() {
    return new Attributes(
        wanted.owner().filter(name -> !ROOT.contains(name)),
        wanted.group().filter(name -> !ROOT.contains(name)),
        wanted.mode().filter(mode -> mode.applyTo(FRESH, false, Ownership.UMASK) != FRESH),
        wanted.accessed(),
        wanted.modified());
  }

  private Step step(Attributes missing) {
    if (!changesContent()) {
      return attribute(path, there, missing);
    }
    String title = (there.exists() ? "change " : "make ") + path;
    return new Step.Write(
        title,
        path,
        before,
        after,
        there.exists() ? others(missing) : wanted,
        validate,
        backup && there.exists(),
        inPlace);
  }

  /// What is another, and times, which a write sets anew: all else is kept from the file that is
  /// replaced, and isn't shown.
  private Attributes others(Attributes missing) {
    return new Attributes(
        missing.owner(), missing.group(), missing.mode(), wanted.accessed(), wanted.modified());
  }

  private String said(String message, Attributes missing) {
    if (missing.isEmpty()) {
      return message;
    }
    String attributes = "ownership, perms or SE linux context changed";
    return changesContent() && !message.isEmpty() ? message + " and " + attributes : attributes;
  }

  /// The step that sets what isn't as wanted.
  public static Step attribute(RemotePath path, FileStat there, Attributes missing) {
    String title = "set %s of %s".formatted(Ownership.phrase(missing), path);
    return new Step.Attribute(title, path, Ownership.now(there, missing), missing, true);
  }

  /// The name of the copy that a step kept of the old file.
  static Optional<String> backupFile(Output output) {
    return output.lines().stream().findFirst();
  }
}
