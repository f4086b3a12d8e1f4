package dev.runner.modules.scheduling;

import dev.runner.module.Attributes;
import dev.runner.module.Content;
import dev.runner.module.FileMode;
import dev.runner.module.Finished;
import dev.runner.module.Output;
import dev.runner.module.Plan;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// A table of cron in a file of its own.
///
/// @param before what is in it, if it is there
record FileTable(RemotePath path, Optional<Content> before) {

  /// The plan that makes it this table.
  ///
  /// @param values what is told of it
  /// @param backup whether a copy of what is there is kept
  Plan written(CronTable table, Map<String, Object> values, boolean backup) {
    Attributes attributes =
        before.isPresent() ? Attributes.NONE : Attributes.ofMode(FileMode.parse("0644"));
    Step.Write write =
        Step.write("change " + path, path, before, Content.of(table.text()), attributes);
    boolean kept = backup && before.isPresent();
    Map<String, Object> all = new LinkedHashMap<>(values);
    all.put("diff", difference(text(), table.text(), path.text()));
    return Plan.changes(kept ? write.withBackup() : write)
        .predictingAll(all)
        .after((outputs, now) -> kept ? done(outputs.get(0)) : Finished.changed(""));
  }

  /// What is in it, nothing where it isn't there.
  String text() {
    return before.map(Content::lenientText).orElse("");
  }

  static Map<String, Object> difference(String before, String after, String of) {
    return Map.of("before", before, "after", after, "before_header", of, "after_header", of);
  }

  /// The end of a change of which a copy was kept.
  ///
  /// @param copied what says the copy's name
  static Finished done(Output copied) {
    return copied.lines().stream()
        .findFirst()
        .map(name -> Finished.changed("").with("backup_file", name))
        .orElseGet(() -> Finished.changed(""));
  }
}
