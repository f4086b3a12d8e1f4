package dev.runner.cli;

import dev.runner.execute.PlayOutline;
import dev.runner.execute.compile.RunOptions;
import dev.runner.playbook.Playbook;
import dev.runner.source.Diagnostics;
import dev.runner.template.Templates;
import dev.runner.values.Python;
import dev.runner.variables.VariableStore;
import java.io.PrintWriter;

/// Shows what a playbook would do, as ansible-playbook's `--list-…` options do.
final class PlayListing {
  private final VariableStore store;
  private final Templates templates;
  private final RunOptions options;
  private final PrintWriter out;
  private final Diagnostics warnings;

  /// @param warnings take what is said of patterns that match nobody
  PlayListing(
      VariableStore store,
      Templates templates,
      RunOptions options,
      PrintWriter out,
      Diagnostics warnings) {
    this.store = store;
    this.templates = templates;
    this.options = options;
    this.out = out;
    this.warnings = warnings;
  }

  /// Shows a playbook: its name, and what was asked for.
  void show(Playbook playbook, String name, boolean hosts, boolean tasks, boolean tags) {
    out.println();
    out.println("playbook: " + name);
    if (!hosts && !tasks && !tags) {
      return;
    }
    int number = 0;
    for (PlayOutline play : PlayOutline.of(playbook, store, templates, options, warnings)) {
      number++;
      out.println();
      out.println(
          "  play #%d (%s): %s\tTAGS: [%s]"
              .formatted(
                  number,
                  String.join(",", play.patterns()),
                  play.name(),
                  String.join(",", play.tags())));
      if (hosts) {
        out.println("    pattern: " + Python.repr(play.patterns()));
        out.println("    hosts (%d):".formatted(play.hosts().size()));
        play.hosts().forEach(host -> out.println("      " + host));
      }
      if (tasks) {
        out.println("    tasks:");
        play.tasks().forEach(this::task);
      }
      if (tags) {
        out.println("      TASK TAGS: [%s]".formatted(String.join(", ", play.taskTags())));
      }
    }
  }

  private void task(PlayOutline.Line task) {
    out.println("      %s\tTAGS: [%s]".formatted(task.title(), String.join(", ", task.tags())));
  }
}
