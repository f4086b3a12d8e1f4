package dev.runner.cli.chance;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Makes playbooks by chance that put roles, files of tasks, handlers and tags together, with all
/// that they need.
final class RolesGenerator {
  private static final String INVENTORY =
      """
      a n=1
      b n=2 iv=inventory
      [g]
      b
      [all:vars]
      ansible_connection=local
      """;

  private final SiteFiles files;
  private final Chance chance;
  private final RoleWords words;
  private final RoleTaskGenerator tasks;
  private final RoleHandlerGenerator handlers;
  private final RoleTreeGenerator roles;
  private final List<String> options;

  private RolesGenerator(Path site, long seed, Level level) {
    this.files = new SiteFiles(site);
    this.chance = new Chance(seed);
    this.options = options();
    this.words = new RoleWords(chance);
    this.tasks =
        new RoleTaskGenerator(
            chance,
            words,
            level,
            files,
            options.stream().noneMatch(word -> word.startsWith("--list-")));
    this.handlers = new RoleHandlerGenerator(chance, words, files);
    this.roles = new RoleTreeGenerator(chance, files, tasks, handlers, words);
  }

  /// Writes `inventory` and `play.yml` with what they need.
  ///
  /// @return words for the command line
  static List<String> write(Path site, long seed, Level level) {
    RolesGenerator generator = new RolesGenerator(site, seed, level);
    generator.write();
    return generator.options;
  }

  private void write() {
    roles.write();
    files.put("vars/extra.yml", Map.of("given", "extra of the playbook"));
    files.put("extra.yml", Map.of("given", "extra beside the playbook"));
    files.put("vars/several/one.yml", Map.of("given", "one of the playbook", "sf", "one"));
    files.put("several/two.yml", Map.of("given", "two beside the playbook"));
    files.put("several/deeper/three.yml", Map.of("given", "three", "rd", "three"));
    files.text("files/f.txt", "file of the playbook\n");
    files.text("templates/t.j2", "of the playbook {{ shared | default('-') }}");
    chance.times(0.4, () -> files.put("group_vars/all.yml", Map.of("shared", "of all")));
    chance.times(0.3, () -> files.put("group_vars/g/x.yml", Map.of("shared", "of g", "rd", "g")));
    chance.times(0.3, () -> files.put("host_vars/b.yml", Map.of("rv", "of b")));
    files.text("inventory", INVENTORY);
    List<Object> plays = new ArrayList<>();
    for (int i = 0; i <= chance.upTo(1); i++) {
      plays.add(chance.is(0.25) ? imported(i) : play(i));
    }
    files.put("play.yml", plays);
  }

  private List<String> options() {
    List<String> found = new ArrayList<>();
    List<String> tags =
        List.of("ta", "tb", "ta,tb", "all", "never", "tagged", "untagged", "tc,never");
    chance.times(0.3, () -> found.addAll(List.of("--tags", chance.of(tags))));
    chance.times(
        0.15,
        () ->
            found.addAll(
                List.of("--skip-tags", chance.of(List.of("ta", "always", "tagged", "tb,tc")))));
    chance.times(0.08, () -> found.addAll(List.of("--limit", chance.of(List.of("a", "g")))));
    chance.times(
        0.12,
        () ->
            found.addAll(
                List.of("-e", chance.of(List.of("rd=e", "{\"given\": [1]}", "shared='{{ n }}'")))));
    chance.times(0.08, () -> found.add("-v"));
    chance.times(0.06, () -> found.add("--check"));
    chance.times(0.06, () -> found.add("--diff"));
    chance.times(0.06, () -> found.add("--force-handlers"));
    chance.times(
        0.06,
        () ->
            found.addAll(
                List.of(
                    "--start-at-task",
                    chance.of(List.of("T5", "T*2", "R1*", "alpha : T*", "T9")))));
    chance.times(0.2, () -> found.add(chance.of(List.of("--list-tasks", "--list-tags"))));
    return found;
  }

  private Map<String, Object> imported(int index) {
    String file = "imported" + index + ".yml";
    files.put(file, List.of(play(index)));
    Map<String, Object> play = new LinkedHashMap<>();
    play.put("import_playbook", file);
    chance.times(0.4, () -> play.put("vars", words.variables()));
    chance.times(0.4, () -> play.put("when", words.condition()));
    if (tasks.whole()) {
      chance.times(0.4, () -> play.put("tags", words.tags()));
    }
    return play;
  }

  private Map<String, Object> play(int index) {
    Map<String, Object> play = new LinkedHashMap<>();
    chance.times(0.8, () -> play.put("name", "P" + index));
    play.put("hosts", chance.of(List.of("all", "all", "all", "a", "g")));
    play.put("gather_facts", false);
    chance.times(0.1, () -> play.put("serial", 1L));
    chance.times(0.08, () -> play.put("max_fail_percentage", chance.of(List.of(0L, 50L))));
    chance.times(0.06, () -> play.put("any_errors_fatal", true));
    chance.times(0.12, () -> play.put("force_handlers", true));
    chance.times(0.4, () -> play.put("vars", words.variables()));
    chance.times(
        0.2,
        () -> play.put("vars_files", List.of(chance.of(List.of("extra.yml", "vars/extra.yml")))));
    chance.times(0.1, () -> play.put("tags", chance.of(List.of("ta", "tb", "always"))));
    chance.times(0.25, () -> play.put("pre_tasks", tasks.tasks(1, "", 1)));
    if (chance.is(0.7)) {
      List<Object> entries = new ArrayList<>();
      for (int i = 0; i <= chance.upTo(2); i++) {
        entries.add(roles.entry(chance.of(tasks.known())));
      }
      play.put("roles", entries);
    }
    chance.times(0.8, () -> play.put("tasks", tasks.tasks(1 + chance.upTo(3), "", 0)));
    chance.times(0.2, () -> play.put("post_tasks", tasks.tasks(1, "", 1)));
    play.put("handlers", handlers.handlers(""));
    return play;
  }
}
