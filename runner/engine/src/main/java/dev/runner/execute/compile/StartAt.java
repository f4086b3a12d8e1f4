package dev.runner.execute.compile;

import dev.runner.playbook.Play;
import dev.runner.playbook.Task;
import java.util.regex.Pattern;

/// Leaves out the tasks before the one at which the run is to begin (`--start-at-task`).
public final class StartAt {
  private final Pattern wanted;
  private boolean reached;

  /// @param name of the task, or a pattern with `*` and `?`
  public StartAt(String name) {
    StringBuilder pattern = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      pattern.append(
          switch (c) {
            case '*' -> ".*";
            case '?' -> ".";
            default -> Pattern.quote(String.valueOf(c));
          });
    }
    this.wanted = Pattern.compile(pattern.toString(), Pattern.DOTALL);
  }

  /// Whether the task is the one to begin at, or comes after it. A run begins at no task that waits
  /// for a failure.
  boolean includes(Task task, Play play) {
    reached = reached || (matches(task) && play.tasksUnlessFailing().contains(task));
    return reached;
  }

  /// Whether it came by.
  boolean reached() {
    return reached;
  }

  /// Whether a run can begin anywhere in a play.
  public boolean isIn(Play play) {
    return play.tasksUnlessFailing().stream().anyMatch(this::matches);
  }

  /// Whether the task is the one to begin at: its name, with or without its role's, or its module.
  private boolean matches(Task task) {
    String name = task.name().map(Written::plain).orElse(task.module());
    return wanted.matcher(name).matches()
        || task.role()
            .filter(role -> wanted.matcher(role.name() + " : " + name).matches())
            .isPresent();
  }
}
