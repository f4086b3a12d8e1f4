package dev.runner.cli.chance;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Makes a playbook by chance, with its inventory, roles and the files that it includes, for four
/// hosts that are the control machine itself.
final class PlayGenerator {
  private static final String INVENTORY =
      """
      h1 n=1 flag=True
      h2 n=2 flag=False
      h3 n=3 flag=True
      h4 n=4 flag=False
      [g1]
      h1
      h2
      [g2]
      h2
      h3
      [g2:vars]
      gv=two
      [all:vars]
      ansible_connection=local
      """;

  private static final int DEEPEST = 3;

  private final SiteFiles files;
  private final Chance chance;
  private final TaskGenerator single;
  private final List<String> roles = new ArrayList<>();
  private int included;

  private PlayGenerator(Path site, long seed, Level level) {
    this.files = new SiteFiles(site);
    this.chance = new Chance(seed);
    this.single = new TaskGenerator(chance, level);
  }

  /// Writes `inventory` and `play.yml` with what they need.
  ///
  /// @return words for the command line
  static List<String> write(Path site, long seed, Level level) {
    return new PlayGenerator(site, seed, level).write();
  }

  private List<String> write() {
    int many = chance.upTo(3);
    for (int i = 0; i < many; i++) {
      role("role" + i);
    }
    List<Object> plays = new ArrayList<>();
    int most = 1 + chance.upTo(2);
    for (int i = 0; i < most; i++) {
      plays.add(play(i));
    }
    files.put("play.yml", plays);
    files.text("inventory", INVENTORY);
    return words();
  }

  private List<String> words() {
    List<String> words = new ArrayList<>();
    chance.times(
        0.2,
        () ->
            words.addAll(
                List.of("--tags", chance.of(List.of("ta", "tb", "ta,tb", "all", "never")))));
    chance.times(
        0.12, () -> words.addAll(List.of("--skip-tags", chance.of(List.of("ta", "always")))));
    chance.times(
        0.1, () -> words.addAll(List.of("--limit", chance.of(List.of("h1,h3", "g1", "!h4")))));
    chance.times(
        0.12, () -> words.addAll(List.of("-e", chance.of(List.of("v0=e0", "{\"v1\": [1,2]}")))));
    chance.times(0.1, () -> words.add("-v"));
    return words;
  }

  private Map<String, Object> play(int index) {
    Map<String, Object> play = new LinkedHashMap<>();
    chance.times(0.8, () -> play.put("name", "P" + index));
    play.put(
        "hosts",
        chance.of(List.of("all", "all", "all", "g1", "g2", "g1:g2", "all:!h2", "h1", "g2:&g1")));
    play.put("gather_facts", false);
    chance.times(
        0.2, () -> play.put("serial", chance.of(List.of(1L, 2L, List.of(1L, "100%"), "50%", 3L))));
    chance.times(0.12, () -> play.put("max_fail_percentage", chance.of(List.of(0L, 30L, 50L))));
    chance.times(0.08, () -> play.put("any_errors_fatal", true));
    chance.times(0.15, () -> play.put("force_handlers", true));
    chance.times(0.4, () -> play.put("vars", Map.of("pv", single.value())));
    chance.times(0.08, () -> play.put("tags", chance.of(List.of("ta", "always"))));
    chance.times(
        0.1, () -> play.put("order", chance.of(List.of("reverse_inventory", "reverse_sorted"))));
    chance.times(0.2, () -> play.put("pre_tasks", tasks(1 + chance.upTo(1), 0, false)));
    if (!roles.isEmpty()) {
      chance.times(0.4, () -> play.put("roles", List.of(roleOfPlay(chance.of(roles)))));
    }
    play.put("tasks", tasks(2 + chance.upTo(4), 0, false));
    chance.times(0.2, () -> play.put("post_tasks", tasks(1, 0, false)));
    play.put("handlers", handlers());
    return play;
  }

  private Object roleOfPlay(String role) {
    return chance.of(
        List.of(
            role,
            Map.of("role", role, "when", single.condition()),
            Map.of("role", role, "tags", List.of("ta")),
            Map.of("role", role, "vars", Map.of("rolevar", "pr"))));
  }

  private List<Object> handlers() {
    List<Object> handlers = new ArrayList<>();
    for (String name : List.of("hA", "hB", "hC")) {
      Map<String, Object> handler = single.task();
      if (handler.containsKey("meta")) {
        handler = new LinkedHashMap<>(Map.of("debug", Map.of("msg", "h")));
      }
      handler.keySet().removeAll(List.of("notify", "tags"));
      handler.put("name", name);
      handler.put(
          "listen",
          name.equals("hB") ? List.of("topic1", "topic2") : chance.of(List.of("topic1", "topic2")));
      handlers.add(handler);
    }
    return handlers;
  }

  private List<Object> tasks(int many, int depth, boolean inRole) {
    List<Object> tasks = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      double kind = chance.share();
      if (kind < 0.14 && depth < DEEPEST) {
        tasks.add(block(depth + 1, inRole));
      } else if (kind < 0.2 && depth < DEEPEST - 1) {
        tasks.add(include(depth + 1, inRole));
      } else if (kind < 0.26 && !inRole && !roles.isEmpty()) {
        tasks.add(roleOfTask());
      } else {
        tasks.add(single.task());
      }
    }
    return tasks;
  }

  private Map<String, Object> block(int depth, boolean inRole) {
    Map<String, Object> block = new LinkedHashMap<>();
    chance.times(0.5, () -> block.put("name", "B" + single.next()));
    block.put("block", tasks(1 + chance.upTo(2), depth, inRole));
    chance.times(0.6, () -> block.put("rescue", tasks(1 + chance.upTo(1), depth, inRole)));
    chance.times(0.45, () -> block.put("always", tasks(1 + chance.upTo(1), depth, inRole)));
    chance.times(0.2, () -> block.put("when", single.condition()));
    chance.times(0.1, () -> block.put("tags", chance.of(List.of("ta", "tb", "always"))));
    chance.times(0.1, () -> block.put("vars", Map.of(single.variable(), single.value())));
    chance.times(0.08, () -> block.put("ignore_errors", true));
    chance.times(0.1, () -> block.put("notify", "hA"));
    return block;
  }

  private Map<String, Object> include(int depth, boolean inRole) {
    String file = "included" + ++included + ".yml";
    files.put(file, tasks(1 + chance.upTo(2), depth, inRole));
    Map<String, Object> task = new LinkedHashMap<>();
    chance.times(0.4, () -> task.put("name", "I" + single.next()));
    // of a role they are found as well: beside the playbook
    if (chance.is(0.6)) {
      task.put(
          "include_tasks",
          chance.of(
              List.of(file, file, Map.of("file", file, "apply", Map.of("tags", List.of("ta"))))));
      chance.times(
          0.25, () -> task.put("loop", chance.of(List.of(List.of(1L, 2L), "{{ groups.g1 }}"))));
      chance.times(0.2, () -> task.put("register", "r1"));
    } else {
      task.put("import_tasks", file);
    }
    common(task);
    chance.times(0.2, () -> task.put("vars", Map.of("lp", single.value())));
    return task;
  }

  private Map<String, Object> roleOfTask() {
    Map<String, Object> parameters = new LinkedHashMap<>(Map.of("name", chance.of(roles)));
    chance.times(0.2, () -> parameters.put("tasks_from", "other.yml"));
    Map<String, Object> task = new LinkedHashMap<>();
    chance.times(0.4, () -> task.put("name", "R" + single.next()));
    if (chance.is(0.6)) {
      chance.times(0.2, () -> parameters.put("public", true));
      chance.times(0.15, () -> parameters.put("apply", Map.of("tags", List.of("tb"))));
      chance.times(0.15, () -> task.put("loop", List.of(1L, 2L)));
      task.put("include_role", parameters);
    } else {
      task.put("import_role", parameters);
    }
    common(task);
    chance.times(0.25, () -> task.put("vars", Map.of("rolevar", single.value())));
    return task;
  }

  private void common(Map<String, Object> task) {
    chance.times(0.3, () -> task.put("when", single.condition()));
    chance.times(0.2, () -> task.put("tags", chance.of(List.of("ta", "tb", "always"))));
  }

  private void role(String name) {
    String at = "roles/" + name + "/";
    files.put(at + "tasks/main.yml", tasks(1 + chance.upTo(3), 1, true));
    files.put(at + "tasks/other.yml", tasks(1 + chance.upTo(1), DEEPEST - 1, true));
    chance.times(0.5, () -> files.put(at + "defaults/main.yml", Map.of("rolevar", single.value())));
    chance.times(0.4, () -> files.put(at + "vars/main.yml", Map.of("v2", "of the role")));
    chance.times(
        0.6,
        () ->
            files.put(
                at + "handlers/main.yml",
                List.of(
                    Map.of(
                        "name",
                        chance.of(List.of("hA", "h of " + name)),
                        "debug",
                        Map.of("msg", "of " + name)))));
    if (!roles.isEmpty()) {
      chance.times(
          0.4,
          () ->
              files.put(
                  at + "meta/main.yml",
                  Map.of(
                      "dependencies",
                      List.of(Map.of("role", chance.of(roles))),
                      "allow_duplicates",
                      chance.is(0.5))));
    }
    roles.add(name);
  }
}
