package dev.runner.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.source.ControlFiles;
import dev.runner.source.Diagnostics;
import dev.runner.source.Opener;
import dev.runner.source.Sources;
import dev.runner.source.Vars;
import dev.runner.values.Python;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The expected hosts and variables are those of ansible-inventory 2.21.
class InventoryTest {
  private static final String INI =
      """
      lone ansible_port=2200 x='a b' y="[1, 2, set(), ..., 1j, b'y']" z=010 i=1.50J # c
      mail.example.com:2222 b=True n=None f=1.5 s="'q'"
      [web]
      web[01:03].ex.org  v=1#2
      web[a:c:2] d="{'k': 'v', 'l': (1,2)}"
      [db]
      db1 neg=-5 hex=0x1f und=1_000
      db2 e=
      [prod:children]
      web
      db
      [prod:vars]
      a = 1 # comment
      bq = "quoted" # c
      c = some text # c
      yes = yes
      [all:vars]
      a=0
      """;

  private static final String YAML =
      """
      all:
        hosts:
          top: {o: 0644, y: yes}
          "yh[1:3]:99":
            t: "{{ x }}"
        children:
          web: {vars: {wv: 1:30}}
          extra:
            hosts: {lone: , top: }
            children: {sub: {hosts: {yh1: }}}
      """;

  @TempDir Path here;
  private final Diagnostics diagnostics = new Diagnostics();

  private Inventory load(String... sources) {
    Sources files = new Sources(ControlFiles.disk(), Opener.CLOSED, diagnostics, here);
    return new InventoryLoader(
            files, InventoryPrograms.processes(Duration.ofSeconds(20), true), Expressions.NONE)
        .load(List.of(sources));
  }

  private Inventory both() throws IOException {
    Path directory = Files.createDirectories(here.resolve("inv/group_vars")).getParent();
    Files.writeString(directory.resolve("a.ini"), INI);
    Files.writeString(directory.resolve("b.yml"), YAML);
    Files.writeString(directory.resolve("group_vars/all.yml"), "no: inventory\n");
    Files.writeString(directory.resolve("README.md"), "no inventory either\n");
    return load("inv");
  }

  private static String vars(Inventory inventory, String host) {
    Map<String, Object> all = new TreeMap<>();
    Host found = inventory.host(host).orElseThrow();
    inventory.groupsOf(found).forEach(group -> all.putAll(group.vars().values()));
    all.putAll(found.vars().values());
    return Python.repr(all);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          lone             | {'a': 0, 'ansible_port': 2200, 'i': '1.5j', 'x': 'a b', 'y': [1, 2, [], '...', '1j', 'y'], 'z': '010'}
          mail.example.com | {'a': 0, 'ansible_port': 2222, 'b': True, 'f': 1.5, 'n': None, 's': 'q'}
          web02.ex.org     | {'a': 1, 'bq': 'quoted', 'c': 'some text # c', 'v': 1, 'wv': 90, 'yes': 'yes'}
          webc             | {'a': 1, 'bq': 'quoted', 'c': 'some text # c', 'd': {'k': 'v', 'l': [1, 2]}, 'wv': 90, 'yes': 'yes'}
          db1              | {'a': 1, 'bq': 'quoted', 'c': 'some text # c', 'hex': 31, 'neg': -5, 'und': 1000, 'yes': 'yes'}
          db2              | {'a': 1, 'bq': 'quoted', 'c': 'some text # c', 'e': '', 'yes': 'yes'}
          top              | {'a': 0, 'o': 420, 'y': True}
          yh3              | {'a': 0, 'ansible_port': 99, 't': '{{ x }}'}
          """)
  void typesAndLayersVariables(String host, String expected) throws IOException {
    assertEquals(expected, vars(both(), host));
    assertEquals("", diagnostics.render());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          web                 | web01.ex.org web02.ex.org web03.ex.org weba webc
          web:&prod:!web01*   | web02.ex.org web03.ex.org weba webc
          ~web.*              | web01.ex.org web02.ex.org web03.ex.org weba webc
          all[0]              | top
          prod[1:2]           | web02.ex.org web03.ex.org
          web[-1]             | webc
          web[3:]             | weba webc
          ungrouped           | mail.example.com yh2 yh3
          db,lone             | db1 db2 lone
          !web:!ungrouped     | top lone db1 db2 yh1
          sub:db[0]           | yh1 db1
          web[ac]             | weba webc
          yh?                 | yh1 yh2 yh3
          localhost           | localhost
          """)
  void choosesByPattern(String pattern, String expected) throws IOException {
    List<String> chosen = HostPattern.of(List.of(pattern), null).match(both(), diagnostics);
    if (pattern.startsWith("!")) { // the order of groups beside each other is nobody's promise
      assertEquals(
          List.of(expected.split(" ")).stream().sorted().toList(),
          chosen.stream().sorted().toList());
    } else {
      assertEquals(expected, String.join(" ", chosen));
    }
    assertEquals("", diagnostics.render());
  }

  @Test
  void aPatternThatNamesNothingIsAWarning() throws IOException {
    assertEquals(List.of(), HostPattern.of(List.of("wbe"), null).match(both(), diagnostics));
    assertEquals(
        "warning: Could not match supplied host pattern, ignoring: wbe\n  did you mean 'web'?",
        diagnostics.render());
  }

  @Test
  void groupsOfAHostAreSortedByDepthPriorityAndName() throws IOException {
    Files.writeString(
        here.resolve("h"),
        """
        [b]
        x
        [a]
        x
        [c]
        x
        [a:vars]
        ansible_group_priority=10
        [outer:children]
        c
        """);
    Inventory inventory = load("h");
    List<String> names =
        inventory.groupsOf(inventory.host("x").orElseThrow()).stream().map(Group::name).toList();
    assertEquals(List.of("all", "b", "outer", "a", "c"), names);
    assertEquals(
        List.of("a", "b", "c", "outer"), inventory.groupNames(inventory.host("x").orElseThrow()));
  }

  @Test
  void hostsOfTheCommandLine() {
    Inventory inventory = load("a,b:23,c[1:2],");
    assertEquals(List.of("a", "b", "c1", "c2"), inventory.members("all"));
    assertEquals("{'ansible_port': 23}", vars(inventory, "b"));
  }

  @Test
  void theControlMachineIsImplicitButInNoGroup() {
    Inventory inventory = load("a,");
    Host local = inventory.host("localhost").orElseThrow();
    assertTrue(local.implicit());
    assertEquals(
        "{'ansible_connection': 'local', 'ansible_python_interpreter': '{{ ansible_playbook_python"
            + " }}'}",
        vars(inventory, "localhost"));
    assertEquals(List.of("a"), inventory.members("all"));
  }

  @Test
  void scriptsPrintTheirHosts() throws IOException {
    script(
        "meta.sh",
        """
        echo '{"web": {"hosts": ["w1"], "vars": {"v": 1}, "children": ["sub"]}, "sub": ["s1"],
          "_meta": {"hostvars": {"w1": {"x": true}, "nobody": {}}}}'
        """);
    script(
        "each.sh",
        """
        [ "$1" = --list ] && echo '{"old": ["o1"]}' || echo "{\\"me\\": \\"$2\\"}"
        """);
    Inventory inventory = load("meta.sh", "each.sh");
    assertEquals(List.of("w1", "o1", "s1"), inventory.members("all"));
    assertEquals("{'v': 1, 'x': True}", vars(inventory, "w1"));
    assertEquals("{'v': 1}", vars(inventory, "s1"));
    assertEquals("{'me': 'o1'}", vars(inventory, "o1"));
    assertEquals("", diagnostics.render());
  }

  @Test
  void aScriptThatFailsIsExplained() throws IOException {
    script("bad.sh", "echo no database >&2; exit 3\n");
    load("bad.sh");
    assertEquals(
        """
        bad.sh: warning: Failed to parse inventory with 'script' plugin: Inventory script returned non-zero exit code 3. no database
        warning: Unable to parse %s/bad.sh as an inventory source\
        """
            .formatted(here),
        diagnostics.render());
  }

  @Test
  void whatAScriptComplainsOfIsPassedOn() throws IOException {
    script("loud.sh", "echo be careful >&2; echo '{\"_meta\": {}, \"g\": [\"h\"]}'\n");
    assertEquals(List.of("h"), load("loud.sh").members("all"));
    assertEquals("warning: be careful", diagnostics.render());
  }

  private void script(String name, String body) throws IOException {
    Path file = Files.writeString(here.resolve(name), "#!/bin/sh\n" + body);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void allMistakesOfAnIniFileAreTold() throws IOException {
    Files.writeString(
        here.resolve("hosts"),
        """
        [web]
        w1 novalue
        w[1:]
        w[a:c:x]
        w2 a='open
        [web:vras]
        [nothere:vars]
        a=1
        [p:children]
        missing
        p
        [web:vars]
        lonely
        """);
    load("hosts");
    assertEquals(
        """
        hosts:2:1: warning: Failed to parse inventory with 'ini' plugin: Expected key=value host variable assignment, got: novalue
            w1 novalue
            ^
          write 'name=value', and one host a line
        hosts:3:1: warning: Failed to parse inventory with 'ini' plugin: host range must specify end value
            w[1:]
            ^
          write [begin:end], not '[1:]'
        hosts:4:1: warning: Failed to parse inventory with 'ini' plugin: '[a:c:x]' is no range of hosts
            w[a:c:x]
            ^
          its bounds are numbers or single letters
        hosts:5:1: warning: Failed to parse inventory with 'ini' plugin: a quote isn't closed
            w2 a='open
            ^
        hosts:6:1: warning: Failed to parse inventory with 'ini' plugin: Section [web:vras] has unknown type: vras
            [web:vras]
            ^
          did you mean '[web:vars]'?
        hosts:7:1: warning: Failed to parse inventory with 'ini' plugin: there is no group 'nothere' that these variables could be for
            [nothere:vars]
            ^
        hosts:10:1: warning: Failed to parse inventory with 'ini' plugin: there is no group 'missing'
            missing
            ^
        hosts:11:1: warning: Failed to parse inventory with 'ini' plugin: the group 'p' would be inside of itself
            p
            ^
        hosts:13:1: warning: Failed to parse inventory with 'ini' plugin: Expected key=value, got: lonely
            lonely
            ^
          write 'name=value'
        warning: Unable to parse %s/hosts as an inventory source\
        """
            .formatted(here),
        diagnostics.render());
  }

  @Test
  void mistakesOfYamlAreTold() throws IOException {
    Files.writeString(
        here.resolve("h.yml"),
        "web:\n  host: {a: }\n  hosts: [a, b]\n  children: {x: {children: {web: }}}\n");
    load("h.yml", "nowhere");
    assertEquals(
        """
        h.yml:2:3: warning: Skipping unexpected key (host) in group (web), only "vars", "children" and "hosts" are valid
              host: {a: }
              ^
        h.yml:3:10: warning: Failed to parse inventory with 'yaml' plugin: 'hosts' is a mapping, not a list
              hosts: [a, b]
                     ^
          write each name with a ':' after it
        h.yml:4:14: warning: Failed to parse inventory with 'yaml' plugin: the group 'x' would be inside of itself
              children: {x: {children: {web: }}}
                         ^
        warning: Unable to parse %1$s/h.yml as an inventory source
        warning: Unable to parse %1$s/nowhere as an inventory source
          for hosts on the command line write a comma: 'nowhere,'\
        """
            .formatted(here),
        diagnostics.render());
  }

  @Test
  void whatFollowsAMistakeOfYamlIsNotTakenOver() throws IOException {
    Files.writeString(
        here.resolve("h.yml"),
        """
        web: {hosts: {a: }}
        db:
          hosts: {b: , 12: , c: }
        12: {hosts: {d: }}
        mail: {hosts: {e: }}
        """);
    Inventory inventory = load("h.yml");
    assertEquals(List.of("a", "b"), inventory.members("all"));
    assertEquals(
        List.of(
            "Failed to parse inventory with 'yaml' plugin: Host pattern 12 must be a string."
                + " Enclose integers/floats in quotation marks.",
            "Failed to parse inventory with 'yaml' plugin: Unable to add group 12: Invalid group"
                + " name supplied, expected a string",
            "Unable to parse %s/h.yml as an inventory source".formatted(here)),
        diagnostics.all().stream().map(each -> each.sentence()).sorted().limit(3).toList());
  }

  @Test
  void whatIsNoGroupIsLeftOut() throws IOException {
    Files.writeString(
        here.resolve("h.yml"),
        """
        web: {hosts: {a: [], b: ''}, vars: flag, more: , stuff: x}
        db: foo
        all:
          children: {web: foo, a: [1]}
        """);
    Inventory inventory = load("h.yml");
    assertEquals(List.of("a", "b"), inventory.members("web"));
    assertEquals("{'flag': None}", vars(inventory, "a"));
    assertEquals(
        List.of(
            "Skipping key (stuff) in group (web) as it is not a mapping, it is text",
            "Skipping 'db' as this is not a valid group definition",
            "Skipping 'web' as this is not a valid group definition",
            "Skipping 'a' as this is not a valid group definition"),
        diagnostics.all().stream().map(each -> each.sentence()).toList());
  }

  @Test
  void whatIsNoGroupAndNoHostEndsTheSource() throws IOException {
    Files.writeString(here.resolve("h.yml"), "web: {children: {db: foo}, hosts: {a: }}\n");
    assertEquals(List.of(), load("h.yml").members("all"));
    assertTrue(
        diagnostics.render().contains("db is not a known host nor group"), diagnostics.render());
  }

  @Test
  void whatVariablesOfAHostCannotBeEndsTheSource() throws IOException {
    Files.writeString(here.resolve("h.yml"), "web: {hosts: {a: [1]}}\nx: {hosts: {b: }}\n");
    load("h.yml");
    assertTrue(
        diagnostics.render().contains("Unable to parse %s/h.yml".formatted(here)),
        diagnostics.render());
  }

  @Test
  void addingIsANewInventory() {
    Inventory before = load("a,");
    Inventory after =
        before
            .withHost("b", List.of("new"), Vars.of(Map.of("x", 1L), null))
            .withMember("a", "linux", List.of("os"));
    assertEquals(List.of("a"), before.members("all"));
    assertEquals(List.of("b"), after.members("new"));
    assertEquals(List.of("a"), after.members("os"));
    assertEquals(List.of("linux", "os"), after.groupNames(after.host("a").orElseThrow()));
  }

  @Test
  void constructedComputesGroups() throws IOException {
    Files.writeString(here.resolve("1.ini"), "w1 env=prod\nw2 env=test up=True\n");
    Files.writeString(
        here.resolve("2.yml"),
        """
        plugin: constructed
        compose: {place: env}
        groups: {running: up}
        keyed_groups:
          - {key: env, prefix: e, parent_group: envs}
        """);
    Inventory inventory = load("1.ini", "2.yml");
    assertEquals(List.of("w2"), inventory.members("running"));
    assertEquals(List.of("w1"), inventory.members("e_prod"));
    assertEquals(List.of("w1", "w2"), inventory.members("envs"));
    assertEquals("{'env': 'prod', 'place': 'prod'}", vars(inventory, "w1"));
  }

  @Test
  void loadsFiftyThousandHosts() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int group = 0; group < 500; group++) {
      text.append("[g%d]\n".formatted(group));
      for (int i = 0; i < 100; i++) {
        text.append("h%d.ex.org ansible_host=10.0.0.%d\n".formatted(group * 100 + i, i));
      }
    }
    Files.writeString(here.resolve("big"), text);
    assertEquals(50_000, load("big").members("all").size());
  }
}
