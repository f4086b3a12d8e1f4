package dev.runner.cli.chance;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Makes tasks by chance that are about files in a tree: some do what they should, some can't.
final class FileTaskGenerator {
  /// What is in the tree, and what isn't.
  private static final List<String> PATHS =
      List.of(
          "a.txt",
          "b.conf",
          "empty",
          "d/x",
          "d/sub/z",
          "d",
          "d/sub",
          "e",
          "la",
          "ld",
          "broken",
          "new",
          "d/new",
          "none/new",
          "e/deep/new",
          "a.txt/below",
          "d/");

  private static final List<String> MODES =
      List.of("0644", "0600", "0755", "u+x", "go-rwx", "u=rw,g=r,o=", "2755", "+x");

  private static final List<String> LINES =
      List.of("x=1", "x=9", "new line", "# comment", "two", "  indented", "é");

  private static final List<String> PATTERNS =
      List.of("^x=", "^#", "two", "^$", "(\\w+)=(\\d+)", "nomatch", "[", "e$");

  private static final List<String> MODULES =
      List.of(
          "file",
          "file",
          "copy",
          "copy",
          "template",
          "lineinfile",
          "blockinfile",
          "replace",
          "assemble",
          "community.general.ini_file");

  private final Chance chance;

  FileTaskGenerator(Chance chance) {
    this.chance = chance;
  }

  /// A task whose failure ends nothing.
  Map<String, Object> task(String name) {
    String module = chance.of(MODULES);
    Map<String, Object> parameters =
        switch (module) {
          case "file" -> file();
          case "copy" -> copy();
          case "template" -> template();
          case "lineinfile" -> line();
          case "blockinfile" -> block();
          case "replace" -> replace();
          case "assemble" -> assemble();
          default -> ini();
        };
    chance.times(0.2, () -> parameters.put("mode", chance.of(MODES)));
    chance.times(0.04, () -> parameters.put("owner", "nouser"));
    Map<String, Object> task = new LinkedHashMap<>();
    task.put("name", name);
    task.put(module, parameters);
    task.put("ignore_errors", true);
    return task;
  }

  private String path() {
    return "tree/" + chance.of(PATHS);
  }

  /// The path as hosts need it: from the root.
  private String there() {
    return "{{ playbook_dir }}/" + path();
  }

  private Map<String, Object> at(String key) {
    return new LinkedHashMap<>(Map.of(key, there()));
  }

  private Map<String, Object> file() {
    Map<String, Object> with = at("path");
    List<String> states = List.of("directory", "touch", "absent", "link", "hard", "file");
    String state = chance.of(states);
    with.put("state", state);
    if (state.equals("link") || state.equals("hard")) {
      with.put("src", there());
    }
    chance.times(0.25, () -> with.put("force", chance.is(0.5)));
    chance.times(0.2, () -> with.put("follow", chance.is(0.5)));
    if (state.equals("directory")) {
      chance.times(0.3, () -> with.put("recurse", true));
    }
    return with;
  }

  private Map<String, Object> copy() {
    Map<String, Object> with = at("dest");
    if (chance.is(0.4)) {
      with.put("content", chance.of(List.of("hello\n", "", "one\ntwo\nthree\n", "[s]\na=1\n")));
    } else if (chance.is(0.5)) {
      with.put("src", chance.of(List.of("f1", "f2.txt", "fd", "fd/")));
    } else {
      with.put("src", there());
      with.put("remote_src", true);
    }
    chance.times(0.2, () -> with.put("force", chance.is(0.5)));
    chance.times(0.15, () -> with.put("follow", chance.is(0.5)));
    chance.times(0.1, () -> with.put("backup", true));
    chance.times(0.15, () -> with.put("directory_mode", "0711"));
    return with;
  }

  private Map<String, Object> template() {
    Map<String, Object> with = at("dest");
    with.put("src", "t.j2");
    chance.times(0.2, () -> with.put("force", chance.is(0.5)));
    return with;
  }

  private Map<String, Object> line() {
    Map<String, Object> with = at("path");
    with.put("line", chance.of(LINES));
    chance.times(0.5, () -> with.put("regexp", chance.of(PATTERNS)));
    chance.times(0.25, () -> with.put("state", chance.of(List.of("absent", "present"))));
    chance.times(0.2, () -> with.put("insertafter", chance.of(PATTERNS)));
    chance.times(0.15, () -> with.put("insertbefore", "BOF"));
    chance.times(0.15, () -> with.put("backrefs", true));
    chance.times(0.35, () -> with.put("create", true));
    return with;
  }

  private Map<String, Object> block() {
    Map<String, Object> with = at("path");
    with.put("block", chance.of(List.of("one\ntwo", "", "x=1\n", "é\n")));
    chance.times(0.2, () -> with.put("state", "absent"));
    chance.times(0.3, () -> with.put("marker", "; {mark} block"));
    chance.times(0.2, () -> with.put("insertafter", chance.of(PATTERNS)));
    chance.times(0.35, () -> with.put("create", true));
    return with;
  }

  private Map<String, Object> replace() {
    Map<String, Object> with = at("path");
    with.put("regexp", chance.of(PATTERNS));
    chance.times(0.7, () -> with.put("replace", chance.of(List.of("Z", "\\1", "", "\\2"))));
    return with;
  }

  private Map<String, Object> assemble() {
    Map<String, Object> with = at("dest");
    with.put("src", there());
    with.put("remote_src", true);
    return with;
  }

  private Map<String, Object> ini() {
    Map<String, Object> with = at("path");
    with.put("section", chance.of(List.of("s", "t")));
    with.put("option", chance.of(List.of("a", "x")));
    with.put("value", chance.of(List.of("1", "9")));
    chance.times(0.2, () -> with.put("state", "absent"));
    return with;
  }
}
