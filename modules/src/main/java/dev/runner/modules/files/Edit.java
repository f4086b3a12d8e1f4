package dev.runner.modules.files;

import dev.runner.module.Answer;
import dev.runner.module.Attributes;
import dev.runner.module.Command;
import dev.runner.module.Content;
import dev.runner.module.FileStat;
import dev.runner.module.Finished;
import dev.runner.module.Output;
import dev.runner.module.Outputs;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What most modules about files end in: a file is to have this content and these attributes.
///
/// @param before the content that is there, if there is a file
/// @param after the content that is wanted
/// @param there what is at the path
/// @param wanted owner, group, mode
/// @param validate checks the file before it is put in place
/// @param backup whether the old file is kept
public record Edit(
    RemotePath path,
    Optional<Content> before,
    Content after,
    FileStat there,
    Attributes wanted,
    Optional<Command> validate,
    boolean backup) {

  /// Whether the content is another.
  boolean changesContent() {
    return before.isEmpty() || !before.get().equals(after);
  }

  /// The plan that gets there.
  ///
  /// @param because a phrase for when nothing is to be done
  /// @param message a sentence for when the content was changed
  /// @param values what `register` gets in any case
  public Plan plan(String because, String message, Map<String, Object> values) {
    Attributes missing = there.exists() ? Ownership.missing(wanted, there) : wanted;
    if (!changesContent() && missing.isEmpty()) {
      return Plan.unchanged(because).withAll(FileValues.of(there)).withAll(values);
    }
    List<Step> steps = new ArrayList<>();
    if (changesContent()) {
      String title = (there.exists() ? "change " : "make ") + path;
      steps.add(new Step.Write(title, path, before, after, wanted, validate, backup));
    } else {
      steps.add(attribute(path, there, missing));
    }
    return Plan.changes(steps)
        .predictingAll(values)
        .after((outputs, now) -> verified(message, outputs, now));
  }

  /// The step that sets what isn't as wanted.
  static Step attribute(RemotePath path, FileStat there, Attributes missing) {
    String title = "set %s of %s".formatted(Ownership.phrase(missing), path);
    return new Step.Attribute(title, path, Ownership.now(there, missing), missing, true);
  }

  private Answer verified(String message, Outputs outputs, Probe now) {
    Map<String, Object> values = new LinkedHashMap<>(FileValues.of(now.stat(path)));
    if (changesContent()) {
      backupFile(outputs.get(0)).ifPresent(name -> values.put("backup_file", name));
    }
    String said = changesContent() ? message : "ownership, perms or SE linux context changed";
    return Finished.changed(said).withAll(values);
  }

  /// The name of the copy that a step kept of the old file.
  static Optional<String> backupFile(Output output) {
    return output.lines().stream().findFirst();
  }
}
