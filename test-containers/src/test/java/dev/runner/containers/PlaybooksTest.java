package dev.runner.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each playbook and inventory that we ship is read as a user's would be; those that deploy are
/// played by [DeployIT] and its neighbours.
class PlaybooksTest {
  @TempDir private Path folder;

  static Stream<Path> playbooks() {
    return children("playbooks").stream().filter(path -> path.toString().endsWith(".yml"));
  }

  static Stream<Path> inventories() {
    return children("inventories").stream();
  }

  private static List<Path> children(String folder) {
    try (Stream<Path> paths = Files.list(Workspace.root().resolve(folder))) {
      return paths.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Ran look(Path playbook, String how) {
    String inventory = Workspace.root().resolve("inventories/example").toString();
    return new RunnerCommand(folder).run("play", playbook.toString(), "-i", inventory, how);
  }

  @ParameterizedTest
  @MethodSource("playbooks")
  void isWithoutMistakes(Path playbook) {
    Ran ran = look(playbook, "--syntax-check").orThrow();
    assertFalse((ran.out() + ran.err()).contains("WARNING"), ran.out() + ran.err());
  }

  @ParameterizedTest
  @MethodSource("playbooks")
  void hasTasksForTheExampleHosts(Path playbook) {
    String hosts = look(playbook, "--list-hosts").orThrow().out();
    assertTrue(hosts.contains("web1.example.org"), hosts);
    String tasks = look(playbook, "--list-tasks").orThrow().out();
    assertTrue(tasks.lines().count() > 2, tasks);
  }

  @ParameterizedTest
  @MethodSource("inventories")
  void isAnInventory(Path inventory) {
    Path here = inventory;
    if (inventory.endsWith("demo")) { // its hosts are written by bin/demo
      here = new Workspace(folder).with("web1 ansible_host=127.0.0.1").folder().resolve("hosts");
    }
    String shown =
        new RunnerCommand(folder)
            .run("inventory", "-i", here.toString(), "--host", firstHost(here))
            .orThrow()
            .out();
    assertTrue(shown.contains("site_directory"), shown);
  }

  private static String firstHost(Path inventory) {
    return inventory.endsWith("example") ? "web1.example.org" : "web1";
  }

  @Test
  void aMistakeWouldBeFound() throws IOException {
    Path playbook =
        Files.writeString(
            folder.resolve("wrong.yml"), "- hosts: web\n  tasks:\n    - git_rebase: { dir: /x }\n");
    Ran ran = look(playbook, "--syntax-check");
    assertEquals(4, ran.exit(), ran.out() + ran.err());
    assertTrue(ran.err().contains("git_rebase"), ran.out() + ran.err());
  }
}
