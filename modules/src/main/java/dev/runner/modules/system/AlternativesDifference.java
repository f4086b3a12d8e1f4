package dev.runner.modules.system;

import dev.runner.module.RemotePath;
import dev.runner.values.None;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What a result tells of how an alternative was and is to be.
record AlternativesDifference(Alternatives task, AlternativesLook look, List<String> lines) {

  /// @param after what becomes of it
  Map<String, Object> told(Map<String, Object> after) {
    return Map.of("before", before(), "after", after);
  }

  private Map<String, Object> before() {
    String path = task.path().map(RemotePath::text).orElse("");
    AlternativesLook.Choice choice = look.choices().get(path);
    Map<String, Object> before = new LinkedHashMap<>();
    if (choice == null) {
      if (!look.choices().isEmpty()) {
        before.put("state", "absent");
      }
      return before;
    }
    boolean selected = look.manual() && look.current().filter(path::equals).isPresent();
    before.put("state", selected ? "selected" : "present");
    before.put("path", path);
    before.put("priority", (long) choice.priority());
    look.link().ifPresent(link -> before.put("link", link));
    Map<String, String> links = AlternativesLook.followerLinks(lines);
    List<Object> followers = new ArrayList<>();
    choice
        .followers()
        .forEach(
            (name, file) ->
                followers.add(
                    Map.of("name", name, "path", file, "link", links.getOrDefault(name, ""))));
    if (!followers.isEmpty()) {
      before.put("subcommands", followers);
    }
    return before;
  }

  /// What an installed alternative is like.
  ///
  /// @param link the link that the name stands for
  /// @param priority among all of that name
  Map<String, Object> installed(String link, int priority) {
    Map<String, Object> after = new LinkedHashMap<>();
    after.put("state", task.state().name().toLowerCase(Locale.ROOT));
    after.put("path", task.path().map(RemotePath::text).orElse(""));
    after.put("family", task.family().<Object>map(text -> text).orElse(None.NONE));
    after.put("link", link);
    after.put("priority", (long) priority);
    task.subcommands()
        .filter(all -> !all.isEmpty())
        .ifPresent(
            all ->
                after.put(
                    "subcommands",
                    all.stream()
                        .map(
                            each ->
                                Map.of(
                                    "name", each.name(), "path", each.path(), "link", each.link()))
                        .toList()));
    return after;
  }
}
