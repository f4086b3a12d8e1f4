package dev.runner.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;

/// Looking ahead is harmless: whatever a playbook does, and whoever else is at work on the host,
/// its tasks end as they end one by one, and leave the same files.
///
/// Two hosts have one file system. Others are at work where a command of the playbook began them;
/// they act when the playbook waits for them, since what they do at any other time comes before or
/// after a task by chance alone.
class SameOutcomeTest {
  private static final List<String> PATHS =
      List.of("f", "g", "d", "d/f", "d/g", "e/f", "link", "link/f", "other", "twin", "d/twin");

  /// `P` and `Q` stand for paths of the host's own, `O` for one of the other host.
  private static final List<String> TASKS =
      List.of(
          "copy: { content: x, dest: 'P' }",
          "copy: { content: yy, dest: 'P', mode: '0600' }",
          "copy: { content: z, dest: 'P', force: false }",
          "copy: { src: 'P', dest: 'Q', remote_src: true }",
          "copy: { content: '{{ v }}', dest: 'P' }",
          "copy: { content: '{{ item }}', dest: '{{ item }}' }, loop: ['P', 'Q']",
          "copy: { content: x, dest: '{{ p }}' }",
          "copy: { content: '{{ r.stat.size | default(0) }}', dest: 'P' }",
          "copy: { content: w, dest: 'P' }, when: r.stat.exists | default(false)",
          "copy: { content: o, dest: 'O' }, when: inventory_hostname == 'a'",
          "copy: { content: o, dest: 'P' }, delegate_to: b, when: inventory_hostname == 'a'",
          "copy: { content: h, dest: 'P' }, notify: handler",
          "file: { path: 'P', state: directory }",
          "file: { path: 'P', state: directory, mode: '0700' }",
          "file: { path: 'P', state: absent }",
          "file: { path: 'P', mode: '0640' }",
          "file: { path: 'P', state: touch, modification_time: preserve, access_time: preserve }",
          "file: { src: 'Q', path: 'P', state: link, force: true }",
          "file: { src: 'Q', path: 'P', state: hard, force: true }",
          "file: { path: 'O', state: absent }, when: inventory_hostname == 'a'",
          "lineinfile: { path: 'P', line: one, create: true }",
          "lineinfile: { path: 'P', line: two }",
          "lineinfile: { path: 'P', regexp: x, line: xx }",
          "blockinfile: { path: 'P', block: b, create: true }",
          "replace: { path: 'P', regexp: '[xyz]', replace: q }",
          "template: { src: page.j2, dest: 'P' }",
          "stat: { path: 'P' }, register: r",
          "stat: { path: 'P', follow: true }, register: r",
          "slurp: { src: 'P' }, register: s",
          "find: { paths: 'P' }, register: s",
          "assemble: { src: 'P', dest: 'Q' }",
          "debug: { msg: '{{ r }}' }",
          "set_fact: { p: 'P' }",
          "set_fact: { v: '{{ r.stat.exists | default(9) }}' }",
          "fail: { msg: no }, when: r.stat.exists | default(false)",
          "command: { cmd: \"sh -c 'echo c > P'\", creates: 'P' }",
          "command: { cmd: \"rm -rf P\", removes: 'P' }",
          "shell: 'echo c > P'",
          "shell: 'rm -rf P'",
          "shell: 'mv P Q'",
          "shell: 'ln -sfn Q P'",
          "shell: 'chmod 0604 P'",
          "shell: 'cat P'",
          "shell: 'echo c > O', when: inventory_hostname == 'a'",
          "shell: 'echo c > P', delegate_to: b, when: inventory_hostname == 'a'",
          "meta: flush_handlers",
          "include_tasks: more.yml",
          // Others, who are waited for.
          "ACTOR; copy: { content: go, dest: 'GO' }; stat: { path: 'DONE' }, register: w, until:"
              + " w.stat.exists, retries: 500, delay: 0.01",
          "ACTOR; copy: { content: go, dest: 'GO' }; file_absent_guard: { path: 'GO', wait: 10s,"
              + " interval: 0.05 }",
          "ACTOR; copy: { content: go, dest: 'GO' }; wait_until: { command: [test, '!', -e, 'GO'],"
              + " interval: 0.05 }",
          "shell: 'echo late > P', async: 20, poll: 0.05");

  private static final String ACTOR =
      "shell: 'rm -f GO DONE; (while [ ! -e GO ]; do sleep 0.01; done; rm -rf P; echo actor > Q;"
          + " mv GO DONE ) >/dev/null 2>&1 &'"; // both at once: who waits for either finds all done

  private static String own(String path) {
    return "DIR/{{ inventory_hostname }}/" + path;
  }

  @Provide
  Arbitrary<List<String>> playbooks() {
    Arbitrary<String> path = Arbitraries.of(PATHS);
    return Combinators.combine(Arbitraries.of(TASKS), path, path, path)
        .as(
            (task, one, two, third) ->
                task.replace("ACTOR", ACTOR)
                    .replace("DONE", own("done"))
                    .replace("GO", own("go"))
                    .replaceAll("\\bP\\b", own(one))
                    .replaceAll("\\bQ\\b", own(two))
                    .replaceAll("\\bO\\b", "DIR/b/" + third))
        .list()
        .ofMinSize(3)
        .ofMaxSize(14);
  }

  @Property(tries = 20)
  void asOneByOne(@ForAll("playbooks") List<String> tasks) throws IOException {
    compare(tasks);
  }

  @Property(tries = 500)
  @Tag("matrix")
  void asOneByOneManyTimes(@ForAll("playbooks") List<String> tasks) throws IOException {
    compare(tasks);
  }

  private static void compare(List<String> tasks) throws IOException {
    Path base = Files.createTempDirectory("runner-ahead");
    try {
      String alone = played(base, tasks, false);
      remove(base);
      assertEquals(alone, played(base, tasks, true));
    } finally {
      remove(base);
    }
  }

  /// How tasks end and what they leave.
  private static String played(Path base, List<String> tasks, boolean ahead) throws IOException {
    Path directory = Files.createDirectories(base);
    for (String host : List.of("a", "b")) {
      Path own = Files.createDirectories(directory.resolve(host));
      Files.createDirectories(own.resolve("d"));
      Files.writeString(own.resolve("f"), "x\n");
      Files.writeString(own.resolve("d/f"), "y\n");
      Files.createSymbolicLink(own.resolve("link"), Path.of("d"));
      Files.createSymbolicLink(own.resolve("other"), Path.of("f"));
      Files.createLink(own.resolve("twin"), own.resolve("f"));
      Files.createLink(own.resolve("d/twin"), own.resolve("f"));
    }
    Files.writeString(
        directory.resolve("hosts"), "a ansible_connection=local\nb ansible_connection=local\n");
    Files.writeString(
        directory.resolve("page.j2"), "page {{ v }} {{ r.stat.exists | default(1) }}\n");
    Files.writeString(
        directory.resolve("more.yml"),
        text(directory, List.of("stat: { path: 'DIR/{{ inventory_hostname }}/d' }, register: r")));
    Files.writeString(
        directory.resolve("play.yml"),
        """
        - hosts: all
          gather_facts: false
          vars: { v: 1, r: {}, p: 'DIR/{{ inventory_hostname }}/f' }
          handlers:
            - name: handler
              lineinfile: { path: "DIR/{{ inventory_hostname }}/handled", line: h, create: true }
          tasks:
        """
                .replace("DIR", directory.toString())
            + text(directory, tasks).indent(4));
    AheadRun run = AheadRun.of(directory, ahead);
    return String.join("\n", run.outcomes()) + "\n" + tree(directory);
  }

  private static String text(Path directory, List<String> tasks) {
    StringBuilder text = new StringBuilder();
    int number = 0;
    for (String group : tasks) {
      for (String task : group.split("; (?=[a-z_]+: )")) {
        // Others act at any time, so that it is by chance what is seen of their beginning and end.
        boolean theirs = task.contains("/go'") || task.contains("/done'");
        String name = theirs && !task.startsWith("shell") ? "unheard" : "t" + number;
        number++;
        text.append("- name: ").append(name).append('\n');
        for (String part :
            task.split(
                ", (?=(loop|when|register|until|retries|delay|delegate_to|notify|async|poll): )")) {
          text.append("  ").append(part).append('\n');
        }
        text.append("  ignore_errors: true\n");
      }
    }
    return text.toString().replace("DIR", directory.toString());
  }

  private static String tree(Path directory) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String host : List.of("a", "b")) {
      try (Stream<Path> all = Files.walk(directory.resolve(host))) {
        for (Path each : all.sorted().toList()) {
          lines.add(line(directory, each));
        }
      }
    }
    return String.join("\n", lines);
  }

  private static String line(Path directory, Path path) throws IOException {
    String name = directory.relativize(path).toString();
    if (Files.isSymbolicLink(path)) {
      return name
          + " -> "
          + directory.relativize(path.getParent().resolve(Files.readSymbolicLink(path)));
    }
    String mode =
        PosixFilePermissions.toString(
            Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
    String content =
        Files.isRegularFile(path)
            ? Files.readString(path).replace(directory.toString(), "DIR")
            : "";
    return name + " " + mode + " " + content.strip();
  }

  private static void remove(Path base) throws IOException {
    try (Stream<Path> all = Files.walk(base)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}
