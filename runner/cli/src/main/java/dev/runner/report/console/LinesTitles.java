package dev.runner.report.console;

import dev.runner.event.RunEvent;
import org.jspecify.annotations.Nullable;

/// The titles of plays and tasks in Ansible's lines, each when it is due. Where hosts don't wait
/// for each other, a task's is due whenever another task has something to say than the one before.
final class LinesTitles {
  private static final int WIDEST = 80;

  private final Screen screen;
  private final LinesStyle style;
  private final LinesPlaces places;
  private RunEvent.@Nullable Task task;
  private String play = "";
  private boolean lockstep = true;

  /// The task whose title was the last one.
  private String banner = "";

  /// The title that is due before the next line; empty if it was shown.
  private String title = "";

  LinesTitles(Screen screen, LinesStyle style, LinesPlaces places) {
    this.screen = screen;
    this.style = style;
    this.places = places;
  }

  /// A play begins.
  void play(RunEvent.PlayStarted started) {
    play = "PLAY [%s]%s".formatted(started.name(), marker(started.check()));
    lockstep = started.lockstep();
    task = null;
    headed(play);
  }

  /// A batch of the play begins.
  void batch(int number) {
    task = null;
    if (number > 1) {
      headed(play);
    }
  }

  /// A task begins.
  void task(RunEvent.TaskStarted started) {
    if (lockstep && (task == null || !task.id().equals(started.task().id()))) {
      task = started.task();
      title = title(started.task(), started.check());
      if (!started.task().isMeta()) {
        titledAtOnce();
      }
    }
  }

  private void titledAtOnce() {
    if (!style.hidesOk() && !style.hidesSkipped()) {
      due();
    }
  }

  /// What steers the play has a title for each host that it steers.
  void steered(RunEvent.Task of) {
    if (lockstep) {
      if (title.isEmpty()) {
        title = title(of, false);
      }
      titledAtOnce();
    }
  }

  private String title(RunEvent.Task task, boolean check) {
    return "%s [%s%s]%s"
        .formatted(
            task.handler() ? "RUNNING HANDLER" : "TASK",
            Printable.of(task.title().strip()),
            task.parameters().map(all -> " " + Printable.of(all)).orElse(""),
            marker(check));
  }

  private String marker(boolean check) {
    return check && style.marksCheck() ? " [CHECK MODE]" : "";
  }

  /// A task has something to say.
  void begun(RunEvent.Task of) {
    if (!lockstep && !banner.equals(of.id())) {
      title = title(of, false);
    }
    task = of;
    due();
    banner = of.id();
  }

  /// Shows the title that is due.
  void due() {
    if (!title.isEmpty()) {
      headed(title);
      title = "";
      if (style.verbosity() > 1 && task != null) {
        screen.line("task path: " + places.of(task));
      }
    }
  }

  /// A title of any kind.
  void headed(String title) {
    screen.line("");
    int stars = Math.max(3, Math.min(screen.width(), WIDEST) - 1 - Printable.width(title));
    screen.line(title + " " + "*".repeat(stars));
  }
}
