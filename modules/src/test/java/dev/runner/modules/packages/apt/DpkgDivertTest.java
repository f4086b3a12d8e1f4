package dev.runner.modules.packages.apt;

import static dev.runner.modules.Tasks.task;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.runner.module.BadParameter;
import dev.runner.module.Output;
import dev.runner.module.Plan;
import dev.runner.module.Step;
import dev.runner.module.testing.FakeHost;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Which diversions `dpkg_divert` makes and takes back.
class DpkgDivertTest {
  private static final String NONE = "\n\n";
  private static final String LOCAL = "LOCAL\n/etc/a.distrib\n";

  private static Plan plan(String diversion, String files, Object... more) {
    List<Object> all = new ArrayList<>(List.of("path", "/etc/a"));
    all.addAll(List.of(more));
    FakeHost host =
        FakeHost.named("web1")
            .answering(
                "the look",
                command -> command.toString().contains("sh -c"),
                Output.of(
                    0,
                    "/usr/bin/dpkg-divert\n--no-rename\n"
                        + diversion
                        + files.replace("+", "there\n").replace("-", "gone\n"),
                    ""));
    return task(DpkgDivert.class, all.toArray()).plan(host);
  }

  private static List<String> steps(Plan plan) {
    return assertInstanceOf(Plan.Changes.class, plan).steps().stream()
        .map(
            step ->
                step instanceof Step.Run run
                    ? run.command().toString().replace("LC_ALL=C ", "")
                    : step.title())
        .toList();
  }

  @Test
  void makesADiversion() {
    Plan plan = plan(NONE, "+--");
    assertEquals(List.of("/usr/bin/dpkg-divert --no-rename --local --add /etc/a"), steps(plan));
    assertEquals(
        "{path=/etc/a, state=present, divert=/etc/a.distrib, holder=LOCAL}",
        String.valueOf(((Plan.Changes) plan).predicted().get("diversion")));
    assertEquals(
        List.of("/usr/bin/dpkg-divert --rename --package app --divert /etc/b --add /etc/a"),
        steps(plan(NONE, "+--", "rename", true, "holder", "app", "divert", "/etc/b")));
  }

  @Test
  void removesADiversion() {
    assertEquals(
        List.of("/usr/bin/dpkg-divert --rename --remove /etc/a"),
        steps(plan(LOCAL, "-++", "rename", true, "state", DpkgDivert.State.ABSENT)));
    assertInstanceOf(Plan.Unchanged.class, plan(NONE, "+--", "state", DpkgDivert.State.ABSENT));
  }

  @Test
  void changesADiversionInTwoCommands() {
    assertEquals(
        List.of(
            "/usr/bin/dpkg-divert --no-rename --remove /etc/a",
            "/usr/bin/dpkg-divert --no-rename --local --divert /etc/b --add /etc/a",
            "move what was diverted"),
        steps(plan(LOCAL, "--+", "divert", "/etc/b", "rename", true)));
    assertEquals(2, steps(plan(LOCAL, "-++", "holder", "app")).size());
    Plan.Unchanged same = assertInstanceOf(Plan.Unchanged.class, plan(LOCAL, "-++"));
    assertEquals(
        List.of("/usr/bin/dpkg-divert --no-rename --local --add /etc/a"),
        same.values().get("commands"));
    assertEquals("present", ((Map<?, ?>) same.values().get("diversion")).get("state"));
  }

  @Test
  void nothingIsLostUnlessThatIsSaid() {
    Plan.Refused refused = assertInstanceOf(Plan.Refused.class, plan(NONE, "++-", "rename", true));
    assertEquals("Set 'force' param to True to force renaming of files.", refused.because());
    assertEquals(
        List.of("remove /etc/a.distrib", "/usr/bin/dpkg-divert --rename --local --add /etc/a"),
        steps(plan(NONE, "++-", "rename", true, "force", true)));
    assertEquals(
        List.of("remove /etc/a", "/usr/bin/dpkg-divert --rename --remove /etc/a"),
        steps(plan(LOCAL, "+++", "rename", true, "force", true, "state", DpkgDivert.State.ABSENT)));
    assertEquals(1, steps(plan(NONE, "++-")).size());
  }

  @Test
  void refusesWhatIsNoPath() {
    assertThrows(BadParameter.class, () -> task(DpkgDivert.class, "path", "a"));
    assertThrows(BadParameter.class, () -> task(DpkgDivert.class, "path", "/a", "holder", "-x"));
    FakeHost broken =
        FakeHost.named("web1")
            .answering("the look", command -> true, Output.of(2, "/usr/bin/dpkg-divert\n", "no"));
    assertInstanceOf(Plan.Refused.class, task(DpkgDivert.class, "path", "/a").plan(broken));
  }
}
