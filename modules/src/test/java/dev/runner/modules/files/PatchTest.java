package dev.runner.modules.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.module.BadParameter;
import dev.runner.module.ControlFile;
import dev.runner.module.Output;
import dev.runner.module.Plan;
import dev.runner.module.RemotePath;
import dev.runner.module.SourcePath;
import dev.runner.module.Step;
import dev.runner.module.testing.FakeHost;
import dev.runner.modules.Tasks;
import org.junit.jupiter.api.Test;

/// What `patch` makes of what the host's patch says of a dry run.
class PatchTest {
  private static final String ASKS = "patch -p1 -i /srv/a.patch %s --dry-run";
  private static final Output NO = Output.of(1, "1 out of 1 hunk FAILED", "");

  /// A patch that is on the host.
  private record OnHost(String text) implements SourcePath {
    @Override
    public ControlFile onControl() {
      throw new IllegalStateException("it is on the host");
    }

    @Override
    public RemotePath onHost() {
      return RemotePath.of(text);
    }
  }

  private static Patch patch(Object... more) {
    Object[] all = java.util.Arrays.copyOf(more, more.length + 8);
    Object[] rest = {
      "src",
      new OnHost("/srv/a.patch"),
      "remote_src",
      true,
      "strip",
      1,
      "basedir",
      RemotePath.of("/srv/tree")
    };
    System.arraycopy(rest, 0, all, more.length, 8);
    return Tasks.task(Patch.class, all);
  }

  private static FakeHost host(Output forward, Output back) {
    return FakeHost.named("web1")
        .file("/srv/a.patch", "a patch")
        .directory("/srv/tree")
        .answering(
            "the patch forward",
            command -> command.toString().equals(ASKS.formatted("-N")),
            forward)
        .answering(
            "the patch back", command -> command.toString().equals(ASKS.formatted("-R")), back);
  }

  private static final Output YES = Output.of(0, "", "");

  @Test
  void appliesAPatchThatCanBeApplied() {
    Plan.Changes plan =
        assertInstanceOf(Plan.Changes.class, patch("backup", true).plan(host(YES, NO)));
    Step.Run run = assertInstanceOf(Step.Run.class, plan.steps().getFirst());
    assertEquals("apply a.patch", run.title());
    assertEquals(
        "patch -p1 -i /srv/a.patch -N -r - --backup --version-control=numbered",
        run.command().toString());
    assertEquals("/srv/tree", run.command().directory().orElseThrow().text());
  }

  @Test
  void leavesAPatchThatIsApplied() {
    assertInstanceOf(Plan.Unchanged.class, patch().plan(host(NO, YES)));
    assertInstanceOf(Plan.Unchanged.class, patch("state", Patch.State.ABSENT).plan(host(YES, NO)));
    Plan.Changes back =
        assertInstanceOf(
            Plan.Changes.class, patch("state", Patch.State.ABSENT).plan(host(NO, YES)));
    assertEquals("take back a.patch", back.steps().getFirst().title());
  }

  @Test
  void saysWhatPatchSaysOfOneThatDoesNotFit() {
    Plan.Refused refused = assertInstanceOf(Plan.Refused.class, patch().plan(host(NO, NO)));
    assertTrue(refused.because().contains("1 out of 1 hunk FAILED"));
  }

  @Test
  void refusesWhereThereIsNothingToPatch() {
    FakeHost empty = FakeHost.named("web1").file("/srv/a.patch", "a patch").absent("/srv/tree");
    assertInstanceOf(Plan.Refused.class, patch().plan(empty));
    FakeHost none = FakeHost.named("web1").absent("/srv/a.patch").directory("/srv/tree");
    assertInstanceOf(Plan.Refused.class, patch().plan(none));
    assertThrows(
        BadParameter.class, () -> Tasks.task(Patch.class, "src", new OnHost("/srv/a.patch")));
  }
}
