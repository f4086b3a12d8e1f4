package dev.runner.cli.chance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Makes roles by chance, each of which may use those that were made before it.
final class RoleTreeGenerator {
  private static final List<String> NAMES = List.of("alpha", "beta", "gamma", "delta");

  private final Chance chance;
  private final SiteFiles files;
  private final RoleTaskGenerator tasks;
  private final RoleHandlerGenerator handlers;
  private final RoleWords words;

  RoleTreeGenerator(
      Chance chance,
      SiteFiles files,
      RoleTaskGenerator tasks,
      RoleHandlerGenerator handlers,
      RoleWords words) {
    this.chance = chance;
    this.files = files;
    this.tasks = tasks;
    this.handlers = handlers;
    this.words = words;
  }

  void write() {
    NAMES.subList(0, 2 + chance.upTo(2)).forEach(this::role);
  }

  private void role(String name) {
    String at = "roles/" + name + "/";
    files.put(at + "tasks/main.yml", tasks.tasks(1 + chance.upTo(2), name, 1));
    files.put(at + "tasks/other.yml", tasks.tasks(1, name, 2));
    files.put(at + "tasks/sub/deep.yml", tasks.tasks(1, name, 3));
    variables(at + "defaults/", "d", name);
    variables(at + "vars/", "v", name);
    files.put(at + "vars/extra.yml", Map.of("given", "extra of " + name));
    files.put(at + "vars/several/one.yml", Map.of("given", "one of " + name, "sf", "one"));
    files.put(at + "vars/several/two.yml", Map.of("given", "two of " + name));
    files.put(at + "vars/several/deeper/three.yaml", Map.of("given", "three", "rd", "three"));
    files.put(at + "handlers/main.yml", handlers.handlers(name));
    files.put(at + "handlers/alt.yml", handlers.handlers(name));
    chance.times(0.6, () -> files.text(at + "files/f.txt", "file of " + name + "\n"));
    chance.times(
        0.6,
        () ->
            files.text(
                at + "templates/t.j2",
                "of " + name + " {{ role_name | default('-') }} {{ shared | default('-') }}"));
    meta(at);
    tasks.know(name);
  }

  private void variables(String at, String kind, String name) {
    chance.times(
        0.7,
        () -> {
          Map<String, Object> variables = new LinkedHashMap<>();
          variables.put("r" + kind, kind + " of " + name);
          variables.put(
              name + "_" + kind, "{{ shared | default('none') }} {{ role_name | default('-') }}");
          chance.times(0.5, () -> variables.put("shared", kind + " shared by " + name));
          chance.times(
              0.3,
              () -> variables.put("composed", "{{ rd | default('-') }}+{{ rv | default('-') }}"));
          files.put(at + "main.yml", variables);
        });
    files.put(at + "alt.yml", Map.of("r" + kind, "alt " + kind + " of " + name, "shared", "alt"));
  }

  private void meta(String at) {
    Map<String, Object> meta = new LinkedHashMap<>();
    chance.times(0.25, () -> meta.put("allow_duplicates", chance.is(0.7)));
    if (!tasks.known().isEmpty() && chance.is(0.5)) {
      List<Object> dependencies = new ArrayList<>();
      for (int i = 0; i <= chance.upTo(1); i++) {
        dependencies.add(entry(chance.of(tasks.known())));
      }
      meta.put("dependencies", dependencies);
    }
    if (!meta.isEmpty()) {
      files.put(at + "meta/main.yml", meta);
    }
    chance.times(0.2, () -> files.put(at + "meta/argument_specs.yml", specifications()));
  }

  private Map<String, Object> specifications() {
    Map<String, Object> options = new LinkedHashMap<>();
    options.put("shared", Map.of("type", "raw", "required", false));
    options.put("given", Map.of("type", chance.of(List.of("raw", "str"))));
    return Map.of(
        "argument_specs",
        Map.of(
            chance.of(List.of("main", "other")),
            Map.of("short_description", "about it", "options", options)));
  }

  /// A role among the roles of a play, or among those that a role depends on.
  Object entry(String name) {
    if (chance.is(0.25)) {
      return name;
    }
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put(chance.is(0.7) ? "role" : "name", name);
    chance.times(0.3, () -> entry.put("when", words.condition()));
    chance.times(0.3, () -> entry.put("tags", words.tags()));
    chance.times(0.35, () -> entry.put("vars", words.variables()));
    chance.times(0.3, () -> entry.put("given", words.value()));
    chance.times(0.1, () -> entry.put("delegate_to", "b"));
    return entry;
  }
}
