package dev.runner.modules.files;

import static dev.runner.modules.Tasks.task;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.runner.module.BadParameter;
import dev.runner.module.ControlPlace;
import dev.runner.module.Finished;
import dev.runner.module.Output;
import dev.runner.module.Plan;
import dev.runner.module.Showing;
import dev.runner.module.Step;
import dev.runner.module.testing.FakeControlFile;
import dev.runner.module.testing.FakeHost;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class SynchronizeTest {
  private static final String FORMAT = "'--out-format=<<CHANGED>>%i %n%L'";
  private final FakeHost host = FakeHost.named("web1");

  private static Synchronize sync(String src, String dest, Object... more) {
    Object[] all = new Object[more.length + 4];
    System.arraycopy(
        new Object[] {
          "src", FakeControlFile.of(src, ""), "dest", new ControlPlace(dest, Path.of("/play", dest))
        },
        0,
        all,
        0,
        4);
    System.arraycopy(more, 0, all, 4, more.length);
    return task(Synchronize.class, all);
  }

  private void answering(String output) {
    host.answering("rsync", command -> true, Output.of(0, output, ""));
  }

  @Test
  void whatADryRunNamesIsBrought() {
    answering("<<CHANGED>><f+++++++++ a b\n");
    Plan plan = sync("pictures/", "/srv/pictures", "delete", true).plan(host);
    assertEquals(
        List.of(
            "synchronize /srv/pictures",
            "  $ rsync --delay-updates -F --compress --delete-after --archive "
                + FORMAT
                + " -- pictures/ /srv/pictures"),
        Showing.lines(plan));
    Finished done = assertInstanceOf(Finished.class, host.apply(plan));
    assertEquals("<f+++++++++ a b\n", done.values().get("msg"));
    assertEquals(List.of("<f+++++++++ a b"), done.values().get("stdout_lines"));
  }

  @Test
  void quotesAroundAPathAreNoneOfIt() {
    answering("<<CHANGED>>cd+++++++++ a\n");
    assertEquals(
        List.of(
            "synchronize '/srv/b c'",
            "  $ rsync --delay-updates -F --compress --archive "
                + FORMAT
                + " -- '/play/a b' '/srv/b c'"),
        Showing.lines(sync("\"/play/a b/\"", "'/srv/b c'").plan(host)));
  }

  @Test
  void optionsAreWordsAsAShellReadsThem() {
    answering("<<CHANGED>>x\n");
    List<String> options = List.of("--exclude='*.log'", "--filter \"- a b\"", "");
    assertEquals(
        "  $ rsync --delay-updates -F --compress --archive '--exclude=*.log' --filter '- a b' "
            + FORMAT
            + " -- a /b",
        Showing.lines(sync("a", "/b", "rsync_opts", options).plan(host)).getLast());
    assertThrows(BadParameter.class, () -> sync("a", "/b", "rsync_opts", List.of("-v -e ssh")));
  }

  @Test
  void whatIsEqualStays() {
    answering("");
    assertInstanceOf(Plan.Unchanged.class, sync("a", "/b").plan(host));
  }

  @Test
  void hardLinksThatAreThereAreNoChange() {
    answering("<<CHANGED>>.f          a\n");
    assertInstanceOf(Plan.Unchanged.class, sync("a", "/b", "link_dest", List.of("/c")).plan(host));
  }

  @Test
  void partsOfArchiveAreTakenAwayOrAdded() {
    answering("<<CHANGED>>x\n");
    Plan plan =
        sync("a", "b/", "mode", Synchronize.Mode.PULL, "owner", false, "links", true).plan(host);
    Step.Rsync step =
        assertInstanceOf(
            Step.Rsync.class, assertInstanceOf(Plan.Changes.class, plan).steps().getFirst());
    assertEquals(
        List.of("--delay-updates", "-F", "--compress", "--archive", "--no-owner"),
        step.call().options().subList(0, 5));
    assertEquals(
        List.of("host:a", "/play/b/"),
        step.call().onControl().words("x").reversed().subList(0, 2).reversed());
    Plan bare = sync("a", "/b", "archive", false, "times", true, "compress", false).plan(host);
    assertEquals(
        "  $ rsync --delay-updates -F --times " + FORMAT + " -- a /b", Showing.lines(bare).get(1));
  }

  @Test
  void whyRsyncCannotIsTold() {
    host.answering("rsync", command -> true, Output.of(127, "", "exec: rsync: not found"));
    Plan.Refused plan = assertInstanceOf(Plan.Refused.class, sync("a", "/b").plan(host));
    assertEquals("exec: rsync: not found", plan.because());
    assertEquals(127L, plan.values().get("rc"));
  }

  @Test
  void hostsAreNotNamedInPaths() {
    assertThrows(BadParameter.class, () -> sync("a", "ann@web2:/b"));
    assertThrows(BadParameter.class, () -> sync("rsync://x/a", "rsync://y/b"));
    assertThrows(BadParameter.class, () -> sync("a", "/b", "rsync_opts", List.of("--rsh=x")));
    assertThrows(BadParameter.class, () -> sync("a", "/b/c/d", "link_dest", List.of("/b")));
    assertThrows(BadParameter.class, () -> sync("a", "/b/c", "link_dest", List.of("/b/")));
    assertThrows(BadParameter.class, () -> sync("a", "/b/c/", "link_dest", List.of("/b/c")));
    assertThrows(BadParameter.class, () -> sync("a", "/b/c/", "link_dest", List.of("")));
    sync("a", "/b/c", "link_dest", List.of("/b/d", "/b/c"));
  }
}
