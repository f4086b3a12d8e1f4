package dev.runner.modules.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.module.BadParameter;
import dev.runner.module.Command;
import dev.runner.module.Plan;
import dev.runner.module.RemotePath;
import dev.runner.modules.Tasks;
import dev.runner.modules.site.ThisMachine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// With the real git: what `git_config` makes of a file of settings, and what is told of it.
class GitConfigTest {
  @TempDir Path temp = Path.of("");
  private ThisMachine host = new ThisMachine(temp);
  private Path file = temp;

  @BeforeEach
  void machine() throws java.io.IOException {
    host = new ThisMachine(Files.createDirectory(temp.resolve("scratch")));
    file = temp.resolve("settings");
  }

  private GitConfig setting(String name, Object... more) {
    Object[] all = java.util.Arrays.copyOf(more, more.length + 6);
    Object[] rest = {
      "name", name, "scope", GitConfig.Scope.FILE, "file", RemotePath.of(file.toString())
    };
    System.arraycopy(rest, 0, all, more.length, 6);
    return Tasks.task(GitConfig.class, all);
  }

  private Plan.Changes applied(GitConfig module) {
    Plan.Changes changes = assertInstanceOf(Plan.Changes.class, module.plan(host));
    host.apply(changes);
    assertInstanceOf(Plan.Unchanged.class, module.plan(host));
    return changes;
  }

  private List<String> values(String name) {
    String said =
        host.run(Command.of("git", "config", "-f", file, "--get-all", name)).stdout().lenientText();
    return said.isEmpty()
        ? List.of()
        : List.of(said.substring(0, said.length() - 1).split("\n", -1));
  }

  @Test
  void setsAValue() {
    Plan.Changes first = applied(setting("user.name", "value", "Ann  B"));
    assertEquals("set user.name", first.steps().getFirst().title());
    assertEquals("setting changed", first.predicted().get("msg"));
    Map<?, ?> difference = assertInstanceOf(Map.class, first.predicted().get("diff"));
    assertEquals("\n", difference.get("before"));
    assertEquals("Ann  B\n", difference.get("after"));
    assertEquals(List.of("Ann  B"), values("user.name"));
  }

  @Test
  void keepsLinesAndEmptyText() {
    applied(setting("a.lines", "value", "one\ntwo"));
    applied(setting("a.empty", "value", ""));
    assertEquals(List.of(""), values("a.empty"));
    applied(setting("a.dash", "value", "--unset"));
    assertEquals(List.of("--unset"), values("a.dash"));
  }

  @Test
  void addsValuesOrReplacesThem() {
    applied(setting("push.pushoption", "value", "a", "add_mode", GitConfig.AddMode.ADD));
    applied(setting("push.pushoption", "value", "b", "add_mode", GitConfig.AddMode.ADD));
    assertEquals(List.of("a", "b"), values("push.pushoption"));
    Plan.Changes one = applied(setting("push.pushoption", "value", "b"));
    assertEquals(List.of("b"), values("push.pushoption"));
    Map<?, ?> difference = assertInstanceOf(Map.class, one.predicted().get("diff"));
    assertEquals(List.of("a", "b"), difference.get("before"));
  }

  @Test
  void removesASetting() {
    applied(setting("push.pushoption", "value", "a"));
    applied(setting("push.pushoption", "state", GitConfig.State.ABSENT, "value", "other"));
    assertEquals(List.of(), values("push.pushoption"));
  }

  @Test
  void tellsAllSettings() {
    applied(setting("push.pushoption", "value", "a"));
    applied(setting("push.pushoption", "value", "b=c", "add_mode", GitConfig.AddMode.ADD));
    RemotePath path = RemotePath.of(file.toString());
    Plan.Learned lists =
        assertInstanceOf(
            Plan.Learned.class,
            Tasks.task(GitConfigInfo.class, "scope", GitConfig.Scope.FILE, "path", path)
                .plan(host));
    assertEquals(
        Map.of("push.pushoption", List.of("a", "b=c")), lists.values().get("config_values"));
    Plan.Learned none =
        assertInstanceOf(
            Plan.Learned.class,
            Tasks.task(
                    GitConfigInfo.class,
                    "name",
                    "user.none",
                    "scope",
                    GitConfig.Scope.FILE,
                    "path",
                    path)
                .plan(host));
    assertEquals(Map.of("user.none", List.of()), none.values().get("config_values"));
    assertEquals("", none.values().get("config_value"));
  }

  @Test
  void saysWhatGitSaysOfADirectoryThatIsNoRepository() {
    Plan.Refused refused =
        assertInstanceOf(
            Plan.Refused.class,
            Tasks.task(
                    GitConfig.class,
                    "name",
                    "user.name",
                    "value",
                    "x",
                    "scope",
                    GitConfig.Scope.LOCAL,
                    "repo",
                    RemotePath.of(temp.toString()))
                .plan(host));
    assertTrue(refused.because().contains("--local can only be used inside a git repository"));
  }

  @Test
  void refusesWhatFitsNowhere() {
    assertThrows(BadParameter.class, () -> setting("--list", "value", "x"));
    assertThrows(BadParameter.class, () -> setting("a.b"));
    assertThrows(
        BadParameter.class,
        () ->
            Tasks.task(
                GitConfig.class, "name", "a.b", "value", "x", "scope", GitConfig.Scope.FILE));
  }
}
