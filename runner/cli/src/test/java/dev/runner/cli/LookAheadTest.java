package dev.runner.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// How many round trips looking ahead saves, and each rule that makes an answer void.
class LookAheadTest {
  private static final String TWENTY =
      """
      - file: { path: DIR/etc, state: directory, mode: '0755' }
      - file: { path: DIR/etc/app, state: directory, owner: OWNER, group: GROUP }
      - copy: { content: "a\\n", dest: DIR/etc/a }
      - copy: { content: "b\\n", dest: DIR/etc/b, mode: '0600', owner: OWNER }
      - copy: { src: plain.txt, dest: DIR/etc/app/ }
      - template: { src: page.j2, dest: DIR/etc/page }
      - lineinfile: { path: DIR/etc/lines, line: one, create: true }
      - lineinfile: { path: DIR/etc/lines, line: two }
      - blockinfile: { path: DIR/etc/blocks, block: three, create: true }
      - replace: { path: DIR/etc/lines, regexp: four, replace: five }
      - file: { path: DIR/etc/link, src: a, state: link }
      - file: { path: DIR/etc/none, state: absent }
      - stat: { path: DIR/etc/a }
        register: there
      - copy: { content: "c\\n", dest: DIR/etc/c }
      - file: { path: DIR/etc/a, mode: '0644' }
      - copy: { content: "{{ item }}\\n", dest: "DIR/etc/item{{ item }}" }
        loop: [1, 2, 3]
      - debug: { msg: "{{ there.stat.size }}" }
      - set_fact: { name: d }
      - copy: { content: "d\\n", dest: "DIR/etc/{{ name }}" }
      - file: { path: "DIR/etc/{{ name }}", state: file }
      """;

  @TempDir private Path directory;

  @BeforeEach
  void files() throws IOException {
    Files.writeString(
        directory.resolve("hosts"), "a ansible_connection=local\nb ansible_connection=local\n");
    Files.writeString(directory.resolve("plain.txt"), "plain\n");
    Files.writeString(directory.resolve("page.j2"), "page of {{ inventory_hostname }}\n");
  }

  private void play(String tasks) throws IOException {
    String owner = Files.getOwner(directory).getName();
    String group =
        ((java.nio.file.attribute.GroupPrincipal) Files.getAttribute(directory, "unix:group"))
            .getName();
    String book =
        "- hosts: a\n  gather_facts: false\n  tasks:\n" + tasks.indent(4).stripTrailing() + "\n";
    Files.writeString(
        directory.resolve("play.yml"),
        book.replace("DIR", directory + "/tree").replace("OWNER", owner).replace("GROUP", group));
    Files.createDirectories(directory.resolve("tree"));
  }

  @Test
  void tasksWithoutChangeAreAskedTogether() throws IOException {
    play(TWENTY);
    AheadRun.of(directory, true);
    AheadRun second = AheadRun.of(directory, true);
    assertTrue(second.trips() <= 2, second.trips() + second.told());
    AheadRun alone = AheadRun.of(directory, false);
    assertEquals(alone.outcomes(), second.outcomes());
    assertTrue(alone.trips() >= 20, "without looking ahead: " + alone.trips());
  }

  @Test
  void anOpaqueCommandCostsTwoMore() throws IOException {
    String command = "- command: 'true'\n  changed_when: false\n";
    play(
        TWENTY.replace("- template", command + "- template").replace("- stat", command + "- stat"));
    AheadRun.of(directory, true);
    AheadRun second = AheadRun.of(directory, true);
    assertTrue(second.trips() <= 2 + 2 * 2, second.trips() + second.told());
    assertEquals(AheadRun.of(directory, false).outcomes(), second.outcomes());
  }

  @Test
  void aTaskThatChangesSomethingCostsAboutOne() throws IOException {
    play(TWENTY);
    AheadRun first = AheadRun.of(directory, true);
    assertTrue(first.trips() <= 22, first.trips() + first.told());
  }

  @Test
  void aCheckRunCostsTheSame() throws IOException {
    play(TWENTY);
    AheadRun first = AheadRun.of(directory, true, true);
    assertTrue(first.trips() <= 4, first.trips() + first.told());
    assertEquals(AheadRun.of(directory, false, true).outcomes(), first.outcomes());
    AheadRun.of(directory, true);
    AheadRun second = AheadRun.of(directory, true, true);
    assertTrue(second.trips() <= 2, second.trips() + second.told());
    assertEquals(AheadRun.of(directory, false, true).outcomes(), second.outcomes());
  }

  /// Tasks that show what they see, before and after something happens.
  private static final String SEEN =
      """
      - stat: { path: DIR/one }
      - slurp: { src: DIR/one }
      - stat: { path: DIR/two }
      - slurp: { src: DIR/way/three }
      """;

  /// Somebody who is at work on the host, and begins when a file is there.
  private static final String ACTOR =
      """
      - shell: '(while [ ! -e DIR/go ]; do sleep 0.01; done; echo new >DIR/one; echo >DIR/done.new; mv DIR/done.new DIR/done) >/dev/null 2>&1 &'
      """;

  private static final String GO = "- copy: { content: x, dest: DIR/go }\n";

  static Stream<Arguments> happenings() {
    return Stream.of(
        Arguments.of("a command", "", "- shell: echo new >DIR/one"),
        Arguments.of(
            "a command on another host", "", "- shell: echo new >DIR/one\n  delegate_to: b"),
        Arguments.of(
            "a step by another name of the host",
            "",
            "- copy: { content: new, dest: DIR/one }\n  delegate_to: b"),
        Arguments.of("a step", "", "- copy: { content: new, dest: DIR/one }"),
        Arguments.of("a step by another way", "", "- copy: { content: new, dest: DIR/real/three }"),
        Arguments.of("a step on its other name", "", "- file: { path: DIR/twin, mode: '0600' }"),
        Arguments.of(
            "a command that checks a file",
            "",
            "- copy: { content: x, dest: DIR/four, validate: cp %s DIR/one }"),
        Arguments.of(
            "a file that is brought here",
            "",
            "- fetch: { src: DIR/five, dest: DIR/one, flat: true }"),
        Arguments.of("a job", "", "- shell: echo new >DIR/one\n  async: 20\n  poll: 0.05"),
        Arguments.of(
            "a guard",
            ACTOR,
            GO + "- file_absent_guard: { path: DIR/five, wait: 20s, interval: 0.02 }"),
        Arguments.of(
            "a wait",
            ACTOR,
            GO + "- wait_until: { command: [test, -e, DIR/done], interval: 0.02 }"),
        Arguments.of(
            "what is tried again",
            ACTOR,
            GO
                + "- stat: { path: DIR/done }\n  register: done\n  until: done.stat.exists\n"
                + "  retries: 1000\n  delay: 0.01"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("happenings")
  void whatHappenedIsSeen(String name, String before, String what) throws IOException {
    String actor = before.replace("echo >DIR/done.new", "rm -f DIR/five; echo >DIR/done.new");
    play(actor + SEEN + what + "\n" + SEEN);
    List<String> alone = seen(false);
    assertEquals(alone, seen(true));
    assertNotEquals(alone.subList(0, 4), alone.subList(alone.size() - 4, alone.size()));
  }

  /// What `stat` and `slurp` say, on a host with these files.
  private List<String> seen(boolean ahead) throws IOException {
    Path tree = directory.resolve("tree");
    remove(tree);
    Files.createDirectories(tree.resolve("real"));
    Files.createSymbolicLink(tree.resolve("way"), Path.of("real"));
    for (String name : List.of("one", "two", "five", "real/three")) {
      Files.writeString(tree.resolve(name), name);
    }
    Files.createLink(tree.resolve("twin"), tree.resolve("two"));
    return AheadRun.of(directory, ahead).outcomes().stream()
        .filter(line -> line.matches("a (stat|slurp): .*"))
        .toList();
  }

  private static void remove(Path tree) throws IOException {
    try (Stream<Path> all = Files.walk(tree)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  @Test
  void whatIsCalledOnceIsNotCalledAhead() throws IOException {
    play(
        """
        - stat: { path: DIR/one }
        - stat: { path: DIR/two }
        - copy: { content: "{{ lookup('password', 'DIR/secret') }}", dest: DIR/three }
          when: false
        - fail: { msg: no }
        - copy: { content: "{{ lookup('password', 'DIR/secret') }}", dest: DIR/three }
        - copy: { content: "{{ lookup('pipe', 'touch DIR/piped') }}", dest: DIR/three }
        """);
    AheadRun.of(directory, true);
    assertFalse(Files.exists(directory.resolve("tree/secret")));
    assertFalse(Files.exists(directory.resolve("tree/piped")));
  }

  @Test
  void whereTurnsAreFarApartNothingIsAskedForLater() throws IOException {
    play(
        """
        - stat: { path: DIR/one }
        - stat: { path: DIR/two }
        - stat: { path: DIR/three }
        - stat: { path: DIR/four }
        - stat: { path: DIR/five }
        - stat: { path: DIR/last }
        """);
    String told = AheadRun.slowly(directory).told();
    String beforeItsTurn = told.substring(0, told.lastIndexOf("==\n"));
    assertTrue(beforeItsTurn.split(" N DIR/tree/last", -1).length <= 2, told);
  }

  @Test
  void whatDependsOnAResultIsNotAskedAhead() throws IOException {
    play(
        """
        - stat: { path: DIR/one }
        - stat: { path: DIR/two }
          register: two
        - stat: { path: "DIR/{{ two.stat.exists }}" }
        - stat: { path: DIR/never }
          when: two.stat.exists
        - stat: { path: DIR/known }
        """);
    AheadRun run = AheadRun.of(directory, true);
    assertFalse(run.told().contains("DIR/tree/never"), run.told());
    assertEquals(3, run.trips(), run.told());
  }

  @Test
  void anOldResultIsNoResult() throws IOException {
    play(
        """
        - stat: { path: DIR }
          register: there
        - stat: { path: DIR/one }
        - stat: { path: DIR/two }
          register: there
        - stat: { path: DIR/never }
          when: there.stat.exists
        """);
    AheadRun run = AheadRun.of(directory, true);
    assertFalse(run.told().contains("DIR/tree/never"), run.told());
  }

  @Test
  void guardsAreAskedInTheirTurn() throws IOException {
    play(
        """
        - stat: { path: DIR/one }
        - stat: { path: DIR/two }
        - fail: { msg: no }
        - file_absent_guard: { path: DIR/flag }
        - stat: { path: DIR/behind }
        """);
    AheadRun run = AheadRun.of(directory, true);
    assertFalse(run.told().contains("DIR/tree/flag"), run.told());
    assertFalse(run.told().contains("DIR/tree/behind"), run.told());
  }

  @Test
  void theItemsOfAllLoopsTogetherAreLimited() throws IOException {
    String loop = "- noted: { log: DIR/log }\n  loop: '{{ range(60) | list }}'\n";
    play("- stat: { path: DIR/one }\n- fail: { msg: no }\n" + loop.repeat(10));
    AheadRun.of(directory, true);
    int made = Files.readAllLines(directory.resolve("tree/log")).size();
    assertTrue(made > 0 && made <= 60, "made " + made);
  }
}
