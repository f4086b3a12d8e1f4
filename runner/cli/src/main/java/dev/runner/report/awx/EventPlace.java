package dev.runner.report.awx;

import dev.runner.event.RunEvent;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// In which playbook, play and task a run is, as each event tells it.
final class EventPlace {
  private final UnaryOperator<String> modules;
  private final Path here;
  private final Map<String, Object> playbook = new LinkedHashMap<>();
  private final Map<String, Object> play = new LinkedHashMap<>();
  private final Map<String, String> tasks = new HashMap<>();
  private final Map<String, Integer> turns = new HashMap<>();
  private RunEvent.@Nullable Task last;

  /// @param modules the full name of a module
  /// @param here the folder below which places of tasks are
  EventPlace(UnaryOperator<String> modules, Path here) {
    this.modules = modules;
    this.here = here;
  }

  /// A playbook begins.
  ///
  /// @return the id of the event that says so
  String playbook(String file) {
    last = null;
    play.clear();
    playbook.put("playbook", file);
    return fresh(playbook, "playbook_uuid");
  }

  /// A play begins.
  ///
  /// @return the id of the event that says so
  String play(String name, String pattern) {
    last = null;
    tasks.clear();
    turns.clear();
    play.put("play", name);
    String uuid = fresh(play, "play_uuid");
    play.put("play_pattern", pattern);
    return uuid;
  }

  private static String fresh(Map<String, Object> about, String key) {
    String uuid = UUID.randomUUID().toString();
    about.put(key, uuid);
    return uuid;
  }

  /// A task begins, perhaps once more: for other hosts, where they don't wait for each other.
  ///
  /// @return the id of the event that says so
  String task(RunEvent.Task task) {
    last = task;
    int turn = turns.merge(task.id(), 1, Integer::sum);
    return turn == 1 ? id(task) : id(task) + "_" + turn;
  }

  private String id(RunEvent.Task task) {
    return tasks.computeIfAbsent(task.id(), each -> UUID.randomUUID().toString());
  }

  /// What all events of the playbook tell.
  Map<String, Object> ofPlaybook() {
    return new LinkedHashMap<>(playbook);
  }

  /// What all events of the play tell.
  Map<String, Object> ofPlay() {
    Map<String, Object> about = ofPlaybook();
    about.putAll(play);
    return about;
  }

  /// What all events of a task tell.
  Map<String, Object> ofTask(RunEvent.Task task) {
    Map<String, Object> about = ofPlay();
    about.put("task", task.name());
    about.put("task_uuid", id(task));
    about.put("task_action", task.module());
    about.put("resolved_action", modules.apply(task.module()));
    about.put("task_args", task.parameters().orElse(""));
    about.put("task_path", here.resolve(task.where().replaceFirst(":[0-9]+$", "")).toString());
    if (!task.role().isEmpty()) {
      about.put("role", bare(task.role()));
      if (isOfCollection(task.role())) {
        about.put("resolved_role", task.role());
      }
    }
    return about;
  }

  /// What events tell that belong to no task of their own.
  Map<String, Object> ofLastTask() {
    return last == null ? ofPlay() : ofTask(last);
  }

  private static boolean isOfCollection(String role) {
    return role.split("[.]").length > 2;
  }

  private static String bare(String role) {
    return isOfCollection(role) ? role.substring(role.lastIndexOf('.') + 1) : role;
  }

  /// The event that this one is a part of.
  static Optional<Object> parent(Map<String, Object> about, String uuid) {
    return Stream.of("task_uuid", "play_uuid", "playbook_uuid")
        .flatMap(key -> Optional.ofNullable(about.get(key)).stream())
        .filter(each -> !each.equals(uuid))
        .findFirst();
  }
}
