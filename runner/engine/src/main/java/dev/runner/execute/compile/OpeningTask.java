package dev.runner.execute.compile;

import dev.runner.playbook.Level;
import dev.runner.playbook.Play;
import dev.runner.playbook.Settings;
import dev.runner.playbook.Task;
import dev.runner.source.Vars;
import dev.runner.values.Marks;
import dev.runner.values.Text;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A task that a play begins with and nobody has written. It is played whatever tags are asked for,
/// unless the play itself has some, and on each host: facts of one are not those of another.
final class OpeningTask {
  private OpeningTask() {}

  /// @param keywords besides those that it has from the play
  static Task of(
      Play play,
      Object name,
      String module,
      Map<String, Object> parameters,
      Map<String, Object> keywords) {
    Map<String, Object> own = new LinkedHashMap<>(keywords);
    own.put("run_once", false);
    if (play.settings().tags().isEmpty()) {
      own.put("tags", List.of(Text.of("always", Marks.TRUSTED)));
    }
    return new Task(
        Optional.of(name),
        module,
        parameters,
        Map.of(),
        new Settings(play.settings(), Level.TASK, own, Map.of(), Vars.EMPTY),
        Optional.empty(),
        Optional.empty(),
        List.of(play.directory()),
        false,
        play.origin(),
        play.origin());
  }
}
