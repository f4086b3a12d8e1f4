package dev.runner.cli.chance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Makes tasks by chance that use roles and files of tasks in all the ways there are, and tell what
/// is seen where they stand.
final class RoleTaskGenerator {
  private static final int DEEPEST = 3;

  private final Chance chance;
  private final RoleWords words;
  private final Level level;
  private final SiteFiles files;
  private final boolean whole;
  private final List<String> roles = new ArrayList<>();

  /// @param whole whether blocks have all their sections, and plays several tags: Ansible lists
  ///   these in no order, and those not at all
  RoleTaskGenerator(Chance chance, RoleWords words, Level level, SiteFiles files, boolean whole) {
    this.chance = chance;
    this.words = words;
    this.level = level;
    this.files = files;
    this.whole = whole;
  }

  /// Whether blocks have all their sections.
  boolean whole() {
    return whole;
  }

  /// Makes a role known to the tasks that come later.
  void know(String role) {
    roles.add(role);
  }

  List<String> known() {
    return roles;
  }

  /// Tasks of a role, or of the play where it has no name.
  List<Object> tasks(int many, String role, int depth) {
    List<Object> tasks = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      double kind = chance.share();
      if (depth >= DEEPEST || kind < 0.55) {
        tasks.add(single());
      } else if (kind < 0.67) {
        tasks.add(block(role, depth + 1));
      } else if (kind < 0.8) {
        tasks.add(ofFile(role, depth + 1));
      } else {
        tasks.add(roles.isEmpty() ? single() : ofRole());
      }
    }
    return tasks;
  }

  private Map<String, Object> single() {
    Map<String, Object> task = new LinkedHashMap<>();
    chance.times(0.9, () -> task.put("name", "T" + words.next()));
    double kind = chance.share();
    if (kind < 0.6) {
      words.told(task, "says");
    } else if (kind < 0.72) {
      task.put("set_fact", words.variables());
    } else if (kind < 0.78) {
      task.put("include_vars", included());
    } else if (kind < 0.84) {
      task.put("fail", Map.of("msg", "F " + words.template()));
      chance.times(0.5, () -> task.put("ignore_errors", true));
    } else if (kind < 0.94) {
      task.put("debug", Map.of("msg", "changes"));
      task.put("changed_when", chance.of(List.of(true, "n == 1")));
      task.put(
          "notify",
          chance.of(
              List.of(
                  "common",
                  "topic",
                  "other topic",
                  "last",
                  List.of("last", "common"),
                  "{{ role_name ~ ' : ' if role_name is defined else '' }}last")));
    } else {
      return meta();
    }
    keywords(task);
    return task;
  }

  private Object included() {
    return chance.of(
        List.of(
            "extra.yml",
            Map.of("file", "extra.yml", "name", "given"),
            Map.of("dir", "vars/several"),
            Map.of("dir", "several", "depth", 1L, "extensions", List.of("yml")),
            Map.of("dir", "several", "ignore_files", List.of("one.yml"), "name", "sf")));
  }

  private Map<String, Object> meta() {
    Map<String, Object> task = new LinkedHashMap<>();
    task.put(
        "meta",
        chance.of(
            List.of(
                "flush_handlers",
                "flush_handlers",
                "noop",
                level == Level.NEW ? "end_host" : "noop")));
    chance.times(
        0.6, () -> task.put("when", chance.of(List.of("n == 1", "false", "role_name is defined"))));
    return task;
  }

  private void keywords(Map<String, Object> task) {
    chance.times(0.2, () -> task.put("when", words.condition()));
    chance.times(0.2, () -> task.put("register", "reg"));
    chance.times(0.2, () -> task.put("tags", words.tags()));
    chance.times(0.15, () -> task.put("vars", words.variables()));
    chance.times(0.15, () -> loop(task));
    chance.times(0.06, () -> task.put("delegate_to", chance.of(List.of("a", "b"))));
    chance.times(0.06, () -> task.put("run_once", true));
  }

  private void loop(Map<String, Object> task) {
    task.put("loop", chance.of(List.of(List.of(1L, 2L), List.of("a"), "{{ [n, n + 1] }}")));
    chance.times(
        0.3,
        () ->
            task.put(
                "loop_control",
                chance.of(
                    List.of(
                        Map.of("loop_var", "given"),
                        Map.of("label", "L{{ item }}"),
                        Map.of("extended", true),
                        Map.of("index_var", "sf")))));
  }

  private Map<String, Object> block(String role, int depth) {
    Map<String, Object> block = new LinkedHashMap<>();
    chance.times(0.4, () -> block.put("name", "B" + words.next()));
    block.put("block", tasks(1 + chance.upTo(2), role, depth));
    if (whole) {
      chance.times(0.5, () -> block.put("rescue", tasks(1, role, depth)));
      chance.times(0.35, () -> block.put("always", tasks(1, role, depth)));
    }
    chance.times(0.2, () -> block.put("when", words.condition()));
    chance.times(0.2, () -> block.put("tags", words.tags()));
    chance.times(0.25, () -> block.put("vars", words.variables()));
    return block;
  }

  private Map<String, Object> ofFile(String role, int depth) {
    String file = chance.of(List.of("", "sub/")) + "inc" + words.next() + ".yml";
    String below = role.isEmpty() ? "tasks/" : "roles/" + role + "/tasks/";
    files.put(below + file, tasks(1 + chance.upTo(1), role, depth));
    String name = role.isEmpty() ? "tasks/" + file : file;
    Map<String, Object> task = new LinkedHashMap<>();
    chance.times(0.5, () -> task.put("name", "I" + words.next()));
    if (chance.is(0.6)) {
      file(task, name);
      chance.times(0.25, () -> loop(task));
      chance.times(0.15, () -> task.put("register", "reg"));
    } else {
      task.put("import_tasks", name);
    }
    common(task);
    return task;
  }

  /// At the level 2.14 Ansible breaks down at a file that imports others where its include names it
  /// by `file`.
  private void file(Map<String, Object> task, String name) {
    boolean applies = chance.is(0.5);
    if (applies && level == Level.NEW) {
      task.put("include_tasks", Map.of("file", name, "apply", applied()));
    } else {
      task.put("include_tasks", name);
      if (applies) {
        task.put("args", Map.of("apply", applied()));
      }
    }
  }

  private Map<String, Object> ofRole() {
    Map<String, Object> task = new LinkedHashMap<>();
    chance.times(0.5, () -> task.put("name", "R" + words.next()));
    Map<String, Object> parameters = new LinkedHashMap<>(Map.of("name", chance.of(roles)));
    chance.times(0.3, () -> parameters.put("tasks_from", chance.of(entries())));
    chance.times(0.12, () -> parameters.put("vars_from", "alt"));
    chance.times(0.12, () -> parameters.put("defaults_from", "alt.yml"));
    chance.times(0.12, () -> parameters.put("handlers_from", "alt"));
    chance.times(0.12, () -> parameters.put("allow_duplicates", false));
    boolean included = chance.is(0.6);
    if (included || level == Level.NEW) { // Ansible 2.14 refuses it of imports
      chance.times(0.25, () -> parameters.put("public", chance.is(0.7)));
    }
    if (included) {
      chance.times(0.2, () -> parameters.put("apply", applied()));
      task.put("include_role", parameters);
      chance.times(0.2, () -> loop(task));
      chance.times(0.15, () -> task.put("register", "reg"));
    } else {
      task.put("import_role", parameters);
    }
    common(task);
    return task;
  }

  /// Ansible 2.14 finds no files in folders of roles.
  private List<String> entries() {
    return List.of("other", "other.yml", level == Level.NEW ? "sub/deep" : "other");
  }

  private Map<String, Object> applied() {
    Map<String, Object> apply = new LinkedHashMap<>();
    chance.times(0.6, () -> apply.put("tags", words.tags()));
    chance.times(0.4, () -> apply.put("vars", words.variables()));
    chance.times(0.3, () -> apply.put("when", words.condition()));
    chance.times(0.2, () -> apply.put("ignore_errors", true));
    return apply;
  }

  private void common(Map<String, Object> task) {
    chance.times(0.3, () -> task.put("when", words.condition()));
    chance.times(0.3, () -> task.put("tags", words.tags()));
    chance.times(0.35, () -> task.put("vars", words.variables()));
  }
}
