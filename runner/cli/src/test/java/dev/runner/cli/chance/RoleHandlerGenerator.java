package dev.runner.cli.chance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Makes handlers by chance, many of which bear the same names or listen to the same.
final class RoleHandlerGenerator {
  private static final List<String> TOPICS = List.of("topic", "other topic");

  private final Chance chance;
  private final RoleWords words;
  private final SiteFiles files;

  RoleHandlerGenerator(Chance chance, RoleWords words, SiteFiles files) {
    this.chance = chance;
    this.words = words;
    this.files = files;
  }

  /// Handlers of a role, or of the play.
  List<Object> handlers(String role) {
    List<Object> handlers = new ArrayList<>();
    for (String name : List.of(role + " own", "late")) {
      Map<String, Object> handler = new LinkedHashMap<>();
      if (chance.is(0.8)) {
        handler.put("name", name);
        words.told(handler, "handler of " + role);
        chance.times(0.4, () -> handler.put("listen", chance.of(TOPICS)));
        chance.times(0.2, () -> handler.put("when", words.condition()));
        chance.times(
            0.2,
            () -> {
              handler.put("changed_when", true);
              handler.put("notify", chance.of(List.of("last", "topic")));
            });
        handlers.add(handler);
      }
    }
    handlers.add(Map.of("name", "common", "debug", Map.of("msg", "common of " + role)));
    if (chance.is(0.25)) {
      String file = (role.isEmpty() ? "" : role + "_") + "more" + words.next() + ".yml";
      files.put(
          (role.isEmpty() ? "" : "roles/" + role + "/handlers/") + file,
          List.of(Map.of("name", "of a file", "debug", Map.of("msg", "in " + file))));
      handlers.add(
          Map.of(
              "name", "more of " + role, chance.is(0.5) ? "include_tasks" : "import_tasks", file));
    }
    handlers.add(
        Map.of("name", "last", "listen", TOPICS, "debug", Map.of("msg", "last of " + role)));
    return handlers;
  }
}
