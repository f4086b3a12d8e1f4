package dev.runner.modules.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.module.Answer;
import dev.runner.module.BadParameter;
import dev.runner.module.Finished;
import dev.runner.module.Plan;
import dev.runner.module.RemotePath;
import dev.runner.module.Showing;
import dev.runner.module.testing.FakeHost;
import dev.runner.modules.Tasks;
import dev.runner.values.None;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Golden plans of `deploy_helper`, and what it does to real releases.
class DeployHelperTest {
  @TempDir Path temp = Path.of("");
  private ThisMachine machine = new ThisMachine(temp);
  private Path project = temp;

  @BeforeEach
  void machine() throws IOException {
    machine = new ThisMachine(Files.createDirectory(temp.resolve("scratch")));
    project = temp.toRealPath().resolve("shop");
  }

  private DeployHelper shop(DeployHelper.State state, Object... more) {
    return helper(project.toString(), state, more);
  }

  private static DeployHelper helper(String path, DeployHelper.State state, Object... more) {
    List<Object> all = new ArrayList<>(Arrays.asList(more));
    all.addAll(List.of("path", RemotePath.of(path), "state", state));
    return Tasks.task(DeployHelper.class, all.toArray());
  }

  private void releases(String... names) throws IOException {
    for (String name : names) {
      Files.createDirectories(project.resolve("releases").resolve(name));
    }
  }

  private List<String> releases() throws IOException {
    try (Stream<Path> all = Files.list(project.resolve("releases"))) {
      return all.map(each -> each.getFileName().toString()).sorted().toList();
    }
  }

  private void applied(DeployHelper task) {
    Answer end = machine.apply(task.plan(machine));
    if (end instanceof Finished finished) {
      assertTrue(finished.changed() && !finished.failed(), finished.message());
    }
    assertFalse(task.plan(machine) instanceof Plan.Changes, "there is nothing left to do");
  }

  private static Object fact(Answer answer, String name) {
    Plan.Learned learned = assertInstanceOf(Plan.Learned.class, answer);
    Map<?, ?> facts = assertInstanceOf(Map.class, learned.values().get("ansible_facts"));
    return assertInstanceOf(Map.class, facts.get("deploy_helper")).get(name);
  }

  @Test
  void showsTheDirectoriesThatItMakes() {
    FakeHost host = FakeHost.named("web1").absent("/srv/shop").user("shop", 1000);
    assertEquals(
        List.of(
            "make /srv/shop",
            "  owner: shop",
            "make /srv/shop/releases",
            "  owner: shop",
            "make /srv/shop/shared",
            "  owner: shop"),
        Showing.lines(
            helper("/srv/shop", DeployHelper.State.PRESENT, "release", "a", "owner", "shop")
                .plan(host.directory("/srv"))));
  }

  @Test
  void tellsWhereTheNewReleaseGoesAndWhereTheOldOneIs() throws IOException {
    Answer fresh = machine.apply(shop(DeployHelper.State.PRESENT).plan(machine));
    String name = String.valueOf(fact(fresh, "new_release"));
    assertTrue(name.matches("\\d{14}"), name);
    assertEquals(project + "/releases/" + name, fact(fresh, "new_release_path"));
    assertEquals(None.NONE, fact(fresh, "previous_release"));
    releases("a");
    applied(shop(DeployHelper.State.FINALIZE, "release", "a"));
    Plan later =
        shop(DeployHelper.State.QUERY, "release", "b", "shared_path", "", "releases_path", "/r")
            .plan(machine);
    assertEquals("a", fact(later, "previous_release"));
    assertEquals(project + "/releases/a", fact(later, "previous_release_path"));
    assertEquals("/r/b", fact(later, "new_release_path"));
    assertEquals(None.NONE, fact(later, "shared_path"));
  }

  @Test
  void finalizingSaysThatItIsDoneLetsTheLinkLeadThereAndRemovesOldOnes() throws IOException {
    applied(shop(DeployHelper.State.PRESENT, "release", "f"));
    releases("a", "b", "c", "d", "e", "f");
    Files.createFile(project.resolve("releases/f/DEPLOY_UNFINISHED"));
    Files.createFile(project.resolve("releases/d/DEPLOY_UNFINISHED"));
    applied(shop(DeployHelper.State.FINALIZE, "release", "f", "keep_releases", 2));
    assertEquals(List.of("c", "e", "f"), releases());
    assertEquals(project.resolve("releases/f"), project.resolve("current").toRealPath());
    assertFalse(Files.exists(project.resolve("releases/f/DEPLOY_UNFINISHED")));
  }

  @Test
  void cleaningNeverTakesTheLiveReleaseNorLinks() throws IOException {
    releases("a", "b", "c", "d");
    Files.createSymbolicLink(project.resolve("current"), Path.of("releases/a"));
    Files.createSymbolicLink(project.resolve("releases/stable"), Path.of("b"));
    Files.createFile(project.resolve("releases/a/DEPLOY_UNFINISHED"));
    applied(shop(DeployHelper.State.CLEAN, "release", "c", "keep_releases", 0));
    assertEquals(List.of("a", "c", "stable"), releases());
  }

  @Test
  void refusesWhatStandsInTheWay() throws IOException {
    releases("a");
    assertInstanceOf(
        Plan.Refused.class, shop(DeployHelper.State.FINALIZE, "release", "b").plan(machine));
    Files.createDirectory(project.resolve("current"));
    assertInstanceOf(
        Plan.Refused.class, shop(DeployHelper.State.FINALIZE, "release", "a").plan(machine));
    assertInstanceOf(
        Plan.Refused.class, shop(DeployHelper.State.PRESENT, "release", "a").plan(machine));
    Files.createFile(project.resolve("shared"));
    Plan.Refused refused =
        assertInstanceOf(
            Plan.Refused.class, shop(DeployHelper.State.PRESENT, "release", "a").plan(machine));
    assertEquals(project + "/shared exists but is not a directory", refused.because());
    assertThrows(BadParameter.class, () -> shop(DeployHelper.State.FINALIZE));
    assertThrows(BadParameter.class, () -> shop(DeployHelper.State.CLEAN, "keep_releases", -1));
  }

  @Test
  void removesTheProject() throws IOException {
    releases("a");
    applied(shop(DeployHelper.State.ABSENT));
    assertFalse(Files.exists(project));
    Files.createSymbolicLink(project, temp);
    assertInstanceOf(Plan.Refused.class, shop(DeployHelper.State.ABSENT).plan(machine));
  }
}
