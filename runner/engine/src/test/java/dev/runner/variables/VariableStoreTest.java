package dev.runner.variables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.inventory.Expressions;
import dev.runner.inventory.Inventory;
import dev.runner.inventory.InventoryLoader;
import dev.runner.inventory.InventoryPrograms;
import dev.runner.playbook.LoadOptions;
import dev.runner.playbook.ModuleNames;
import dev.runner.playbook.Part;
import dev.runner.playbook.Play;
import dev.runner.playbook.PlaybookLoader;
import dev.runner.playbook.Task;
import dev.runner.source.ControlFiles;
import dev.runner.source.Diagnostics;
import dev.runner.source.Opener;
import dev.runner.source.Sources;
import dev.runner.source.Vars;
import dev.runner.values.Python;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VariableStoreTest {
  @TempDir Path here;
  private final Diagnostics diagnostics = new Diagnostics();
  private Sources sources;

  @BeforeEach
  void open() {
    sources = new Sources(ControlFiles.disk(), Opener.CLOSED, diagnostics, here);
  }

  private void file(String name, String text) throws IOException {
    Path path = here.resolve(name);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private VariableStore store(String inventory, Vars extra) {
    Inventory loaded =
        new InventoryLoader(
                sources, InventoryPrograms.processes(Duration.ofSeconds(9), true), Expressions.NONE)
            .load(List.of(inventory));
    return new VariableStore(sources, loaded, extra, RunFlags.NONE);
  }

  private PlaybookLoader loader() {
    LoadOptions options =
        new LoadOptions(List.of(), List.of(), (template, known) -> Optional.empty());
    return new PlaybookLoader(sources, ModuleNames.any(), options);
  }

  private Play play(String name) {
    Play play = loader().playbook(here.resolve(name)).plays().getFirst();
    assertEquals("", diagnostics.render());
    return play;
  }

  private static Frame frame(Play play, Task task) {
    return Frame.of(play, task, PlayHosts.of(List.of("h")), List.of());
  }

  /// Every level sets the variable `x`; the variable's value is the level that set it.
  @Test
  void eachLevelWinsOverTheOneBelow() throws IOException {
    file("inv/hosts", "[g]\nh x=INVENTORY_HOST\n[g:vars]\nx=INVENTORY_GROUP\n");
    file("inv/group_vars/all.yml", "x: INVENTORY_GROUP_VARS_ALL\n");
    file("inv/group_vars/g/deep/er/a.json", "{\"x\": \"INVENTORY_GROUP_VARS\"}");
    file("inv/host_vars/h", "x: INVENTORY_HOST_VARS\n");
    file("play/group_vars/all/main.yaml", "x: PLAYBOOK_GROUP_VARS_ALL\n");
    file("play/group_vars/g.yml", "x: PLAYBOOK_GROUP_VARS\n");
    file("play/host_vars/h.yml", "x: PLAYBOOK_HOST_VARS\n");
    file("play/files.yml", "x: PLAY_FILES\n");
    file("play/roles/r/defaults/main.yml", "x: ROLE_DEFAULTS\n");
    file("play/roles/r/vars/main.yml", "x: ROLE_VARS\n");
    file(
        "play/roles/r/tasks/main.yml",
        """
        - vars: {x: BLOCK_VARS}
          block: [{debug: , vars: {x: TASK_VARS}}]
        """);
    file(
        "play/p.yml",
        """
        - hosts: all
          vars: {x: PLAY_VARS}
          vars_files: [[missing.yml, files.yml]]
          roles: [{role: r, x: ROLE_PARAMS}]
        """);
    VariableStore store = store("inv", Vars.of(Map.of("x", "EXTRA_VARS"), null));
    Play play = play("play/p.yml");
    Vars files =
        new VarsFiles(sources, missing -> {}).load(play, name -> Optional.of(Python.string(name)));
    Frame frame =
        frame(play, play.allTasks().getFirst())
            .with(Precedence.PLAY_FILES, files)
            .with(Precedence.PLAY_PROMPTS, level(Precedence.PLAY_PROMPTS))
            .with(Precedence.INCLUDE_PARAMS, level(Precedence.INCLUDE_PARAMS));
    for (Precedence learned :
        List.of(Precedence.FACTS, Precedence.INCLUDED_VARS, Precedence.SET_FACTS)) {
      store.learn("h", learned, level(learned));
    }
    List<Candidate> candidates = store.candidates("h", frame, "x");
    List<Precedence> expected = new ArrayList<>(List.of(Precedence.values()));
    expected.remove(Precedence.COMMAND_LINE_VALUES); // these are no variables
    assertEquals(expected.reversed(), candidates.stream().map(Candidate::precedence).toList());
    for (Candidate candidate : candidates) {
      assertEquals(candidate.precedence().name(), Python.string(candidate.value()));
    }
    assertEquals("EXTRA_VARS", Python.string(store.lookup("h", frame, "x")));
    assertEquals("play/group_vars/g.yml:1:1", candidates.get(15).origin().orElseThrow().toString());
  }

  private static Vars level(Precedence precedence) {
    return Vars.of(Map.of("x", precedence.name()), null);
  }

  @Test
  void magicVariablesAreNobodysToSet() throws IOException {
    file("inv", "[web]\nweb1.ex.org inventory_hostname=liar a=1\nweb2\n[outer:children]\nweb\n");
    file("roles/r/tasks/main.yml", "- debug:\n");
    file("p.yml", "- hosts: all\n  name: the play\n  roles: [r]\n");
    VariableStore store = store("inv", Vars.EMPTY);
    Play play = play("p.yml");
    Frame frame = frame(play, play.allTasks().getFirst());
    Map<String, Object> view = store.view("web1.ex.org", frame);
    assertEquals("web1.ex.org", view.get("inventory_hostname"));
    assertEquals("web1", view.get("inventory_hostname_short"));
    assertEquals(List.of("outer", "web"), view.get("group_names"));
    assertEquals(here.resolve("roles/r").toString(), view.get("role_path"));
    assertEquals("r", view.get("role_name"));
    assertEquals(here.toString(), view.get("playbook_dir"));
    assertEquals(here.toString(), view.get("inventory_dir"));
    assertEquals("the play", Python.string(view.get("ansible_play_name")));
    assertEquals(List.of("h"), view.get("ansible_play_hosts"));
    assertEquals(false, view.get("ansible_check_mode"));
    assertEquals(21L, ((Map<?, ?>) view.get("ansible_version")).get("minor"));
    Map<?, ?> hostvars = (Map<?, ?>) view.get("hostvars");
    assertNull(hostvars.get("nobody"));
    assertNull(((Map<?, ?>) store.lookup("web2", frame, "hostvars")).get("x"));
    Map<?, ?> other =
        (Map<?, ?>) ((Map<?, ?>) store.lookup("web2", frame, "hostvars")).get("web1.ex.org");
    assertEquals(1L, other.get("a"));
    assertEquals(
        "{'all': ['web1.ex.org', 'web2'], 'ungrouped': [], 'web': ['web1.ex.org', 'web2'],"
            + " 'outer': ['web1.ex.org', 'web2']}",
        Python.repr(view.get("groups")));
  }

  @Test
  void factsCantSayHowAHostIsReached() throws IOException {
    file("inv", "h ansible_connection=ssh\n");
    VariableStore store = store("inv", Vars.EMPTY);
    store.learnFacts(
        "h",
        Map.of(
            "ansible_distribution", "Debian",
            "ansible_connection", "local",
            "ansible_become_password", "x",
            "ansible_python_interpreter", "/tmp/evil",
            "ansible_ssh_host_key_rsa_public", "AAAA"),
        null);
    store.learnFacts("h", Map.of("getent_passwd", "6", "port", "1"), null);
    assertEquals("Debian", store.lookup("h", Frame.NONE, "ansible_distribution"));
    assertEquals("6", store.lookup("h", Frame.NONE, "getent_passwd"));
    assertNull(store.lookup("h", Frame.NONE, "ansible_getent_passwd"));
    assertNull(store.lookup("h", Frame.NONE, "port"));
    assertEquals("ssh", Python.string(store.lookup("h", Frame.NONE, "ansible_connection")));
    assertNull(store.lookup("h", Frame.NONE, "ansible_become_password"));
    assertNull(store.lookup("h", Frame.NONE, "ansible_python_interpreter"));
    assertEquals("AAAA", store.lookup("h", Frame.NONE, "ansible_ssh_host_key_rsa_public"));
    Map<?, ?> facts = (Map<?, ?>) store.lookup("h", Frame.NONE, "ansible_facts");
    assertEquals(7, facts.size());
    assertEquals("Debian", facts.get("distribution"));
    store.forgetFacts("h");
    assertNull(store.lookup("h", Frame.NONE, "ansible_facts"));
  }

  @Test
  void extraVariablesComeInAllForms() throws IOException {
    file("e.yml", "c: [1]\nd: file\n");
    Vars vars =
        ExtraVars.parse(
            List.of("a=1 b='x y'", "{\"j\": true}", "{y: 5}", "@e.yml", "d=last"), sources);
    assertEquals(
        "{'a': '1', 'b': 'x y', 'j': True, 'y': 5, 'c': [1], 'd': 'last'}",
        Python.repr(vars.values()));
    ExtraVars.parse(List.of("novalue"), sources);
    assertEquals(
        "warning: -e: 'novalue' is no 'name=value', and is left out\n"
            + "  give 'name=value' words, JSON or YAML in braces, or @file",
        diagnostics.render());
  }

  @Test
  void ofADirectoryAndAFileOfOneNameOnlyTheDirectoryIsRead() throws IOException {
    file("hosts", "[web]\nh\n");
    file("group_vars/web/a.yml", "a: dir\n");
    file("group_vars/web/.hidden.yml", "hidden: 1\n");
    file("group_vars/web.yml", "b: file\n");
    VariableStore store = store("hosts", Vars.EMPTY);
    assertEquals("dir", Python.string(store.lookup("h", Frame.NONE, "a")));
    assertNull(store.lookup("h", Frame.NONE, "b"));
    assertNull(store.lookup("h", Frame.NONE, "hidden"));
    assertTrue(store.names("h", Frame.NONE).contains("a"));
  }

  /// The expected lines are what ansible-core 2.21 prints for the same files.
  @Test
  void rolesAndIncludesLayerAsAnsibleDoes() throws IOException {
    file("roles/dep/defaults/main.yml", "a: depdef\nb: depdef\n");
    file("roles/dep/vars/main.yml", "c: depvars\nd: depvars\n");
    file("roles/dep/tasks/main.yml", "- debug: msg=a,b,c,d,e,f\n");
    file("roles/r/meta/main.yml", "dependencies: [{role: dep, f: depparam}]\n");
    file("roles/r/defaults/main.yml", "a: rdef\ne: rdef\n");
    file("roles/r/vars/main.yml", "c: rvars\n");
    file(
        "roles/r/tasks/main.yml",
        """
        - debug: msg=a,b,c,d,e,f,p
        - include_tasks: i.yml
          vars: {c: incvars, x: incvars}
        """);
    file("roles/r/tasks/i.yml", "- debug: msg=c,x\n  vars: {c: taskvars, x: taskvars}\n");
    file("j.yml", "- debug: msg=x\n- debug: msg=x\n  vars: {x: task}\n");
    file(
        "p.yml",
        """
        - hosts: all
          vars: {e: play, x: play}
          roles: [{role: r, p: param}]
          tasks:
            - debug: msg=a,b,c,d,e,f,p
            - set_fact: {x: fact}
            - include_tasks: j.yml
              vars: {x: inc}
            - import_tasks: j.yml
              vars: {x: imp}
        """);
    VariableStore store = store("h,", Vars.EMPTY);
    Play play = play("p.yml");
    List<String> told = new ArrayList<>();
    run(play, play.allParts(), store, told);
    assertEquals(
        List.of(
            "depdef depdef depvars depvars play depparam",
            "rdef depdef rvars depvars play null param",
            "incvars incvars",
            "rdef depdef rvars depvars play null null",
            "inc",
            "inc",
            "fact",
            "fact"),
        told);
  }

  private void run(Play play, List<Part> parts, VariableStore store, List<String> told) {
    for (Task task : Play.tasksOf(parts)) {
      switch (task.bareModule()) {
        case "debug" -> {
          List<String> values = new ArrayList<>();
          for (String name : Python.string(task.parameters().get("msg")).split(",")) {
            Object value = store.lookup("h", frame(play, task), name);
            values.add(value == null ? "null" : Python.string(value));
          }
          told.add(String.join(" ", values));
        }
        case "set_fact" ->
            store.learn("h", Precedence.SET_FACTS, Vars.of(task.parameters(), task.origin()));
        default ->
            run(
                play,
                loader()
                    .tasks(play, task, Python.string(task.freeForm().orElseThrow()), Map.of())
                    .parts(),
                store,
                told);
      }
    }
  }
}
