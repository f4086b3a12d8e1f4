package dev.runner.playbook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.source.ControlFiles;
import dev.runner.source.DiagnosticException;
import dev.runner.source.Diagnostics;
import dev.runner.source.Opener;
import dev.runner.source.Sources;
import dev.runner.values.Python;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlaybookLoaderTest {
  private static final Set<String> MODULES = Set.of("debug", "copy", "command", "shell", "ping");

  @TempDir Path here;
  private final Diagnostics diagnostics = new Diagnostics();

  private static final ModuleNames NAMES =
      new ModuleNames() {
        @Override
        public boolean exists(String name) {
          return MODULES.contains(Names.bare(name));
        }

        @Override
        public Collection<String> names() {
          return MODULES;
        }
      };

  private PlaybookLoader loader() {
    Sources sources = new Sources(ControlFiles.disk(), Opener.CLOSED, diagnostics, here);
    LoadOptions options =
        new LoadOptions(
            List.of(),
            List.of(),
            (template, known) ->
                Optional.ofNullable(known.get(template.value().replaceAll("[{} ]", "")))
                    .map(Python::string));
    return new PlaybookLoader(sources, NAMES, options);
  }

  private void file(String name, String text) throws IOException {
    Path path = here.resolve(name);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private List<Play> plays(String text) throws IOException {
    file("site.yml", text);
    return loader().playbook(here.resolve("site.yml")).plays();
  }

  private Play play(String text) throws IOException {
    List<Play> plays = plays(text);
    assertEquals("", diagnostics.render());
    return plays.getFirst();
  }

  private static String messages(List<Part> parts) {
    return Play.tasksOf(parts).stream()
        .map(task -> String.valueOf(task.parameters().get("msg")))
        .collect(Collectors.joining(" "));
  }

  @Test
  void tasksInheritFromBlocksAndPlay() throws IOException {
    Play play =
        play(
            """
            - hosts: web
              become: true
              tags: p
              environment: {A: 1}
              vars: {x: play}
              tasks:
                - block:
                    - debug: {msg: hi}
                      when: c
                      tags: [t, u]
                      become: false
                      environment: {C: 3}
                  when: [a, b]
                  tags: x,y
                  become_user: ann
                  environment: {B: 2}
                  vars: {x: block}
            """);
    Task task = play.allTasks().getFirst();
    assertEquals("['a', 'b', 'c']", Python.repr(task.settings().when()));
    assertEquals(
        List.of("p", "x", "y", "t", "u"),
        task.settings().tags().stream().map(Python::string).toList());
    assertEquals(
        "[{'A': 1}, {'B': 2}, {'C': 3}]", Python.repr(task.settings().together("environment")));
    assertEquals(false, task.keyword("become"));
    assertEquals("ann", Python.string(task.keyword("become_user")));
    assertEquals("block", Python.string(task.settings().blockVars().getFirst().get("x")));
    assertEquals("site.yml:8:11", task.origin().toString());
  }

  @Test
  void actionsAreReadInAllTheirForms() throws IOException {
    Play play =
        play(
            """
            - hosts: all
              tasks:
                - debug: msg="a b"
                - ansible.builtin.debug: {msg: c}
                - action: debug msg=d
                - action: {module: debug, msg: e}
                - local_action: debug msg=f
                - debug:
                  args: {msg: g}
                - command: echo "x y" chdir=/tmp
                  loop: [1, 2]
                - debug: "{{ all }}"
                  with_items: "{{ list }}"
            """);
    List<Task> tasks = play.allTasks();
    assertEquals("a b c d e f g null null", messages(play.tasks()));
    assertEquals("debug", tasks.get(1).bareModule());
    assertEquals("localhost", Python.string(tasks.get(4).keyword("delegate_to")));
    assertEquals(
        "{'chdir': '/tmp', '_raw_params': 'echo \"x y\"'}", Python.repr(tasks.get(6).parameters()));
    assertEquals("[1, 2]", Python.repr(tasks.get(6).loop().orElseThrow().items()));
    assertTrue(tasks.get(7).parameters().containsKey(Task.ALL_PARAMETERS));
    assertEquals("items", tasks.get(7).loop().orElseThrow().lookup().orElseThrow());
  }

  @Test
  void importsAreResolvedAndInherit() throws IOException {
    file("sub/t.yml", "- debug: msg=one\n- import_tasks: u.yml\n");
    file("sub/u.yml", "- debug: msg=two\n");
    file("more.yml", "- hosts: b\n  vars: {y: 2}\n  tasks: [{debug: {msg: three}, when: w}]\n");
    List<Play> plays =
        plays(
            """
            - hosts: a
              tasks:
                - import_tasks: "{{ f }}"
                  vars: {f: sub/t.yml, z: 1}
                  when: cond
                  tags: imp
            - import_playbook: more.yml
              vars: {x: 1, y: 1}
              when: outer
              tags: all_of_it
            """);
    assertEquals("", diagnostics.render());
    assertEquals("one two", messages(plays.get(0).tasks()));
    for (Task task : plays.get(0).allTasks()) {
      assertEquals("['cond']", Python.repr(task.settings().when()));
      assertEquals(1L, task.settings().blockVars().getFirst().get("z"));
    }
    Task last = plays.get(1).allTasks().getFirst();
    assertEquals("['outer', 'w']", Python.repr(last.settings().when()));
    assertEquals("{'x': 1, 'y': 2}", Python.repr(plays.get(1).vars().values()));
    assertEquals(1, last.settings().tags().size());
  }

  @Test
  void rolesBringTasksHandlersVariablesAndWhatTheyDependOn() throws IOException {
    file("roles/base/tasks/main.yml", "- debug: msg=base\n");
    file("roles/base/defaults/main.yml", "d: base\nb: base\n");
    file("roles/web/tasks/main.yml", "- debug: msg=web\n- import_tasks: more.yml\n");
    file("roles/web/tasks/more.yml", "- debug: msg=more\n");
    file("roles/web/handlers/main.yml", "- name: again\n  debug: msg=h\n  listen: topic\n");
    file("roles/web/defaults/main/a.yml", "d: web\n");
    file("roles/web/vars/main.yaml", "v: web\n");
    file("roles/web/meta/main.yml", "dependencies: [base, {role: base, p: 2}]\n");
    Play play =
        play(
            """
            - hosts: all
              handlers: [{name: own, debug: msg=own}]
              vars: {which: base}
              roles:
                - "{{ which }}"
                - {role: web, when: c, tags: t, vars: {q: 1}, p: 2}
                - role: web
                  tags: t
                  when: c
                  vars: {q: 1}
                  p: 2
            """);
    assertEquals("base base base web more base base web more", messages(play.roleTasks()));
    List<Role.Use> uses =
        play.allTasks().stream().map(task -> task.role().orElseThrow().use()).toList();
    assertEquals(uses.get(0), uses.get(1));
    assertEquals(uses.get(3), uses.get(7));
    assertEquals(3, Set.copyOf(uses).size());
    assertEquals("h h own", messages(play.handlers())); // the last one counts
    Task more = play.allTasks().getLast();
    assertEquals("['c']", Python.repr(more.settings().when()));
    Role role = more.role().orElseThrow();
    assertEquals("{'p': 2}", Python.repr(role.params().values()));
    assertEquals("{'q': 1}", Python.repr(role.beside().values()));
    assertEquals("web", Python.string(role.defaults().given().getLast().get("d")));
    assertEquals(
        List.of("roles/web", "roles/web/tasks", ""),
        more.searchPath().stream().map(path -> here.relativize(path).toString()).toList());
    Role base = play.allTasks().get(1).role().orElseThrow();
    assertEquals(List.of(), base.parents());
    assertEquals(true, base.dependency());
    assertEquals("[topic]", Play.tasksOf(play.handlers()).getFirst().topics().toString());
  }

  @Test
  void rolesOfCollectionsAndImportedRolesAreFound() throws IOException {
    file("collections/ansible_collections/acme/site/roles/x/tasks/alt.yml", "- debug: msg=alt\n");
    Play play =
        play(
            """
            - hosts: all
              tasks:
                - import_role: {name: acme.site.x, tasks_from: alt}
                  vars: {k: 1}
            """);
    Role role = play.allTasks().getFirst().role().orElseThrow();
    assertEquals("alt", messages(play.tasks()));
    assertEquals("acme.site", role.collection());
    assertEquals(1L, play.allTasks().getFirst().settings().blockVars().getFirst().get("k"));
    assertEquals(1, play.roles().size());
  }

  @Test
  void includesAreReadDuringTheRun() throws IOException {
    file("sub/t.yml", "- debug: msg=in\n- include_tasks: u.yml\n");
    file("roles/r/tasks/main.yml", "- debug: msg=role\n");
    file("roles/r/handlers/main.yml", "- name: h\n  debug: msg=h\n");
    Play play =
        play(
            """
            - hosts: all
              tasks:
                - block:
                    - include_tasks: sub/t.yml
                      vars: {i: 1}
                      when: never_inherited
                    - include_role: {name: r}
                      vars: {p: 1}
                  become: true
            """);
    Task include = play.allTasks().get(0);
    Inclusion tasks = loader().tasks(play, include, "sub/t.yml", Map.of("tags", List.of("x")));
    Task first = (Task) tasks.parts().getFirst();
    assertEquals(true, first.keyword("become"));
    assertEquals(List.of(), first.settings().when());
    assertEquals(1L, first.settings().includeVars().getFirst().get("i"));
    assertEquals(1, first.settings().tags().size());
    Inclusion role =
        loader()
            .role(
                play,
                play.allTasks().get(1),
                new WantedRole("r", RoleFiles.MAIN, Optional.empty(), Map.of(), Map.of()));
    assertEquals("role", messages(role.parts()));
    assertEquals("h", messages(role.handlers()));
    assertEquals(1L, role.roles().getFirst().role().params().get("p"));
    String missing =
        assertThrows(
                DiagnosticException.class, () -> loader().tasks(play, include, "no.yml", Map.of()))
            .getMessage();
    assertEquals(
        """
        site.yml:4:11: Unable to retrieve file contents. Could not find or access 'no.yml' on the Ansible Controller; looked for no.yml, tasks/no.yml
                    - include_tasks: sub/t.yml
                      ^\
        """,
        missing);
  }

  @Test
  void hostsThatAreAMappingAreToldOnce() throws IOException {
    plays(
        """
        - hosts: {web: 1}
          tasks: []
        """);
    assertEquals(
        """
        site.yml:1:10: Hosts list must be a sequence or string. Please check your playbook.
            - hosts: {web: 1}
                     ^
          a host's name is text: put it into quotes if it looks like something else""",
        diagnostics.render().replace(here.toString(), "DIR").strip());
  }

  @Test
  void allMistakesAreToldAtOnce() throws IOException {
    plays(
        """
        - hosts: all
          taks:
            - debug: msg=hi
          become: maybe
          order: random
          tasks:
            - debg: msg=hi
            - copy: src=a
              whn: x
            - name: nothing to do
            - debug: msg=a
              copy: src=b
            - debg: msg=perhaps never reached
              when: c
            - include: x.yml
            - import_tasks: t.yml
              loop: [1]
            - just text
            - rescue: []
            - debug: msg="open
            - debug:
              loop: [1]
              with_items: [2]
              loop_control: {label: x, loopvar: i}
              register: my-result
          roles: [rr]
          vars: [a]
        - tasks: []
        - debug: msg=x
        """);
    assertEquals(
        """
        site.yml:2:3: 'taks' is not a valid attribute for a Play
              taks:
              ^
          did you mean 'tasks'?
        site.yml:4:11: Error processing keyword 'become': The value 'maybe' could not be converted to 'bool'.
              become: maybe
                      ^
          it takes true or false
        site.yml:5:10: Invalid 'order' specified for inventory hosts: random
              order: random
                     ^
          it is one of inventory, sorted, reverse_sorted, reverse_inventory, shuffle
        site.yml:7:7: couldn't resolve module/action 'debg'. This often indicates a misspelling, missing collection, or incorrect module path.
                - debg: msg=hi
                  ^
          did you mean 'debug'?
        site.yml:9:7: 'whn' is not a valid attribute for a Task
                  whn: x
                  ^
          did you mean 'when'?
        site.yml:10:7: no module/action detected in task.
                - name: nothing to do
                  ^
          name the module: 'MODULE:' with its parameters below
        site.yml:12:7: conflicting action statements: debug, copy
                  copy: src=b
                  ^
          a task has one module: make two tasks of it
        site.yml:13:7: warning: couldn't resolve module/action 'debg'. This often indicates a misspelling, missing collection, or incorrect module path.
                - debg: msg=perhaps never reached
                  ^
          did you mean 'debug'?
        site.yml:15:7: The 'ansible.builtin.include' action plugin has been removed. Use include_tasks or import_tasks instead. This feature was removed from ansible-core in a release after 2023-05-16.
                - include: x.yml
                  ^
        site.yml:16:7: You cannot use loops on 'import_tasks' statements. You should use 'include_tasks' instead.
                - import_tasks: t.yml
                  ^
          what is imported is read before the run, when no item is known
        site.yml:18:7: A malformed block was encountered while loading block: a task should be a dict but was text
                - just text
                  ^
          a task is a mapping with a module
        site.yml:19:7: 'rescue' keyword cannot be used without 'block'
                - rescue: []
                  ^
        site.yml:20:14: failed at splitting arguments, either an unbalanced jinja2 block or quotes: msg="open
                - debug: msg="open
                         ^
          a quote isn't closed
        site.yml:23:7: duplicate loop in task: items
                  with_items: [2]
                  ^
          a task has one loop, and this one has 'loop' too
        site.yml:24:32: 'loopvar' is not a valid attribute for a LoopControl
                  loop_control: {label: x, loopvar: i}
                                           ^
          did you mean 'loop_var'?
        site.yml:25:17: Invalid 'register' specified: Invalid variable name 'my-result'.
                  register: my-result
                            ^
          Variable names must be strings starting with a letter or underscore character, and contain only letters, numbers and underscores.
        site.yml:26:11: The role 'rr' was not found in: DIR/roles:DIR
              roles: [rr]
                      ^
        site.yml:27:9: Vars in a Play must be specified as a dictionary.
              vars: [a]
                    ^
          write the variables as one mapping, without the '-'
        site.yml:28:3: The field 'hosts' is required but was not set.
            - tasks: []
              ^
          name the hosts that it is for: 'hosts: all'
        site.yml:29:3: The field 'hosts' is required but was not set.
            - debug: msg=x
              ^
          it looks like a task: a playbook is a list of plays, whose 'tasks' hold the tasks\
        """,
        diagnostics.render().replace(here.toString(), "DIR"));
  }

  @Test
  void circlesEnd() throws IOException {
    file("a.yml", "- import_tasks: a.yml\n");
    file("roles/r/meta/main.yml", "dependencies: [r]\n");
    plays(
        "- hosts: all\n"
            + "  roles: [r]\n"
            + "  tasks: [{import_tasks: a.yml}]\n"
            + "- import_playbook: site.yml\n");
    String told = diagnostics.render();
    assertTrue(told.contains("files import each other in a circle"), told);
    assertTrue(told.contains("playbooks import each other in a circle"), told);
    assertTrue(told.contains("roles depend on each other in a circle at 'r'"), told);
  }

  @Test
  void promptsAreRead() throws IOException {
    Play play =
        play(
            """
            - hosts: all
              vars_prompt:
                - {name: a, prompt: "A?", private: false, default: 3}
                - name: b
                  confirm: true
              vars_files: [x.yml, [y.yml, z.yml]]
              user: ann
            """);
    assertEquals(2, play.prompts().size());
    assertTrue(play.prompts().get(1).hidden() && play.prompts().get(1).confirm());
    assertEquals(3L, play.prompts().get(0).byDefault().orElseThrow());
    assertEquals("['x.yml', ['y.yml', 'z.yml']]", Python.repr(play.varsFiles()));
    assertEquals("ann", Python.string(play.keyword("remote_user")));
  }
}
