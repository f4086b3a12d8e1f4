package dev.runner.modules.subversion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.module.BadParameter;
import dev.runner.module.Output;
import dev.runner.module.Plan;
import dev.runner.module.RemotePath;
import dev.runner.module.Showing;
import dev.runner.module.Step;
import dev.runner.module.testing.FakeHost;
import dev.runner.values.Secret;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SubversionTest {
  private static final String REPO = "https://svn.example/app/trunk";
  private static final String SVN =
      "svn --non-interactive --no-auth-cache"
          + " --trust-server-cert-failures=unknown-ca,cn-mismatch,expired,not-yet-valid,other";
  private final FakeHost host = FakeHost.named("web1").program("svn", "/usr/bin/svn");

  private static Subversion task(boolean force, Optional<Secret> password) {
    return new Subversion(
        REPO,
        Optional.of(RemotePath.of("/srv/app")),
        "HEAD",
        force,
        false,
        Optional.empty(),
        password,
        Optional.empty(),
        true,
        true,
        false,
        true,
        false);
  }

  private static String info(int revision) {
    return "URL: %s\nRevision: %d\n".formatted(REPO, revision);
  }

  private void workingCopy(int revision, String status) {
    host.directory("/srv/app")
        .answering(SVN + " info -r HEAD " + REPO, info(12))
        .answering("svn --non-interactive info /srv/app", info(revision))
        .answering("svn --non-interactive status --quiet /srv/app", status);
  }

  @Test
  void checksOutWhereNothingIs() {
    host.absent("/srv/app")
        .answering(SVN + " info -r HEAD " + REPO, info(12))
        .answering("svn --non-interactive info /srv/app", Output.of(1, "", "no"))
        .answering("svn --non-interactive status --quiet /srv/app", "");
    assertEquals(
        List.of("check out " + REPO, "  $ " + SVN + " checkout -r HEAD " + REPO + " /srv/app"),
        Showing.lines(task(false, Optional.empty()).plan(host)));
  }

  @Test
  void aCopyOfTheRevisionStays() {
    workingCopy(12, "");
    assertInstanceOf(Plan.Unchanged.class, task(false, Optional.empty()).plan(host));
  }

  @Test
  void commitsElsewhereChangeNothing() {
    workingCopy(9, "");
    String diff = SVN + " diff --summarize --old=" + REPO + "@9 --new=" + REPO + "@12";
    host.answering(diff, "");
    assertInstanceOf(Plan.Unchanged.class, task(false, Optional.empty()).plan(host));
    host.answering(diff, "M       " + REPO + "/a\n");
    assertEquals(
        List.of("update to revision 12", "  $ " + SVN + " update -r HEAD /srv/app"),
        Showing.lines(task(false, Optional.empty()).plan(host)));
  }

  @Test
  void localChangesStopTheTaskUnlessForced() {
    workingCopy(12, "M       /srv/app/a\n");
    Plan.Refused plan =
        assertInstanceOf(Plan.Refused.class, task(false, Optional.empty()).plan(host));
    assertEquals("ERROR: modified files exist in the repository.", plan.because());
    workingCopy(12, "M       /srv/app/a\n");
    assertEquals(
        List.of("throw local changes away", "  $ svn --non-interactive revert -R /srv/app"),
        Showing.lines(task(true, Optional.empty()).plan(host)));
  }

  @Test
  void thePasswordComesByAPipe() {
    host.absent("/srv/app").answering("svn", command -> true, Output.of(1, "", "no"));
    Plan.Changes plan =
        assertInstanceOf(
            Plan.Changes.class, task(false, Optional.of(Secret.of("hush-hush"))).plan(host));
    Step.Run run = assertInstanceOf(Step.Run.class, plan.steps().getFirst());
    assertTrue(run.command().stdin().orElseThrow().isSecret());
    assertTrue(run.command().toString().contains("--password-from-stdin"));
  }

  @Test
  void saysThatADirectoryIsMissing() {
    assertThrows(
        BadParameter.class,
        () ->
            new Subversion(
                REPO,
                Optional.empty(),
                "HEAD",
                false,
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                true,
                true,
                false,
                true,
                false));
  }
}
