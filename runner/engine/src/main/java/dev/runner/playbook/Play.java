package dev.runner.playbook;

import dev.runner.source.Vars;
import dev.runner.values.Origin;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A play.
///
/// @param name as written
/// @param hosts the pattern as written: text or a list
/// @param file its playbook
/// @param directory of its playbook
/// @param vars the keyword `vars`
/// @param varsFiles the keyword `vars_files`; each entry is a file, or a list of alternatives
/// @param roles those that it names or imports, and those that they depend on
/// @param preTasks before roles
/// @param roleTasks what its roles do
/// @param tasks its own
/// @param postTasks after all others
/// @param handlers of roles, then its own: of two with one name the later one is notified
/// @param prompts the keyword `vars_prompt`
public record Play(
    Optional<Object> name,
    Object hosts,
    Path file,
    Path directory,
    Settings settings,
    Vars vars,
    List<Object> varsFiles,
    List<PlayRole> roles,
    List<Part> preTasks,
    List<Part> roleTasks,
    List<Part> tasks,
    List<Part> postTasks,
    List<Part> handlers,
    List<Prompt> prompts,
    Origin origin) {
  public Play {
    varsFiles = List.copyOf(varsFiles);
    roles = List.copyOf(roles);
    preTasks = List.copyOf(preTasks);
    roleTasks = List.copyOf(roleTasks);
    tasks = List.copyOf(tasks);
    postTasks = List.copyOf(postTasks);
    handlers = List.copyOf(handlers);
    prompts = List.copyOf(prompts);
  }

  /// A variable to ask for.
  ///
  /// @param prompt the question, as written
  /// @param hidden whether the answer is not shown
  /// @param confirm whether it is asked for twice
  /// @param byDefault the answer to an empty line
  /// @param encrypt how the answer is hashed, such as `sha512_crypt`
  /// @param unsafe whether the answer may hold template marks
  public record Prompt(
      String name,
      Optional<Object> prompt,
      boolean hidden,
      boolean confirm,
      Optional<Object> byDefault,
      Optional<String> encrypt,
      Optional<Object> salt,
      boolean unsafe,
      Origin origin) {}

  /// A keyword of the play as written, or null.
  public @Nullable Object keyword(String keyword) {
    return settings.get(keyword);
  }

  /// All parts in the order in which they are carried out, handlers aside.
  public List<Part> allParts() {
    List<Part> all = new ArrayList<>(preTasks);
    all.addAll(roleTasks);
    all.addAll(tasks);
    all.addAll(postTasks);
    return all;
  }

  /// All tasks in order, those of blocks included, handlers aside.
  public List<Task> allTasks() {
    return tasksOf(allParts());
  }

  /// Those of the tasks that run where none fails: the ones of a `rescue` aren't among them.
  public List<Task> tasksUnlessFailing() {
    return tasksUnlessFailing(allParts());
  }

  private static List<Task> tasksUnlessFailing(List<Part> parts) {
    List<Task> tasks = new ArrayList<>();
    for (Part part : parts) {
      switch (part) {
        case Task task -> tasks.add(task);
        case Block block -> {
          tasks.addAll(tasksUnlessFailing(block.body()));
          tasks.addAll(tasksUnlessFailing(block.always()));
        }
      }
    }
    return tasks;
  }

  /// All tasks of these parts in order, those of blocks included.
  public static List<Task> tasksOf(List<Part> parts) {
    List<Task> tasks = new ArrayList<>();
    for (Part part : parts) {
      switch (part) {
        case Task task -> tasks.add(task);
        case Block block -> {
          tasks.addAll(tasksOf(block.body()));
          tasks.addAll(tasksOf(block.rescue()));
          tasks.addAll(tasksOf(block.always()));
        }
      }
    }
    return tasks;
  }
}
