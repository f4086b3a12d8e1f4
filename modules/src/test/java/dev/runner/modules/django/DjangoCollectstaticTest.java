package dev.runner.modules.django;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.module.Finished;
import dev.runner.module.Output;
import dev.runner.module.Plan;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import dev.runner.module.testing.FakeHost;
import dev.runner.modules.git.OtherRevision;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Outputs are those of Django 1.4.22 and 5.2.
class DjangoCollectstaticTest {
  private static final Output NOTHING =
      Output.of(0, "\n0 static files copied, 1 unmodified.\n", "");
  private static final Output ONE =
      Output.of(
          0, "Pretending to copy '/srv/site/app/static/x.css'\n\n1 static file copied.\n", "");

  private static DjangoCollectstatic collect(boolean clear) {
    return new DjangoCollectstatic(
        new DjangoSite(
            RemotePath.of("/srv/site"),
            Optional.of(RemotePath.of("/usr/bin/python3")),
            Optional.empty(),
            "manage.py",
            Optional.empty(),
            Optional.empty(),
            "default",
            Optional.empty()),
        OtherRevision.NONE,
        clear,
        false);
  }

  private static FakeHost host(String stale, Output... dryRuns) {
    return FakeHost.named("web1")
        .user("ann", 1000)
        .directory("/srv/site", 02775, "ann", "ann")
        .file("/srv/site/manage.py", "")
        .answering("locale -a", "C\nC.utf8\nPOSIX\n")
        .directory("/srv/static", 02775, "ann", "ann")
        .answering(
            "inspect",
            command -> command.words().get(1).value().equals("-"),
            Output.of(
                0,
                "<<<runner>>>{\"static\": {\"root\": \"/srv/static\", \"stale\": [%s]}}"
                    .formatted(stale),
                ""))
        .answering("test -w /srv/static", "")
        .answering("mixed", command -> command.toString().contains("mixed"), Output.of(0, "", ""))
        .answering(
            "alike",
            command -> command.toString().contains("chgrp") || command.toString().contains("chmod"),
            Output.of(0, "", ""))
        .answering("/usr/bin/python3 manage.py collectstatic --noinput --dry-run", dryRuns);
  }

  @Test
  void unmodifiedFilesAreUnchangedAndStaleOnesReported() {
    Plan.Unchanged plan =
        assertInstanceOf(Plan.Unchanged.class, collect(false).plan(host("\"old.css\"", NOTHING)));
    assertEquals(List.of("old.css"), plan.values().get("stale"));
    assertEquals(1, plan.warnings().size());
  }

  @Test
  void copiesAreCountedAndVerified() {
    FakeHost host =
        host("", ONE, NOTHING)
            .answering(
                "/usr/bin/python3 manage.py collectstatic --noinput --verbosity=2",
                "Copying '/srv/site/app/static/x.css'\n"
                    + "Skipping 'y.css' (not modified)\n\n"
                    + "1 static file copied to '/srv/static', 1 unmodified.\n");
    Plan.Changes plan = assertInstanceOf(Plan.Changes.class, collect(false).plan(host));
    assertEquals(List.of("/srv/site/app/static/x.css"), plan.predicted().get("files"));
    Step.Run step = assertInstanceOf(Step.Run.class, plan.steps().getFirst());
    assertEquals("0002", step.command().umask().orElseThrow().text());
    Step.Run open = assertInstanceOf(Step.Run.class, plan.steps().getLast());
    assertEquals(
        "find /srv/static '!' -type l '!' -perm -020 -exec chmod g+w '{}' +",
        open.command().toString());
    Finished done = assertInstanceOf(Finished.class, host.apply(plan));
    assertFalse(done.failed());
    assertTrue(done.changed());
    assertEquals(List.of("/srv/site/app/static/x.css"), done.values().get("files"));
  }

  @Test
  void clearIsUsedOnlyWhereThereIsSomethingStale() {
    assertInstanceOf(Plan.Unchanged.class, collect(true).plan(host("", NOTHING)));
    Plan.Changes plan =
        assertInstanceOf(Plan.Changes.class, collect(true).plan(host("\"old.css\"", NOTHING)));
    assertTrue(
        assertInstanceOf(Step.Run.class, plan.steps().getFirst())
            .command()
            .toString()
            .contains("--clear"));
  }

  @Test
  void aDirectoryThatCannotBeWrittenIsRefused() {
    FakeHost host = host("", ONE).answering("test -w /srv/static", Output.of(1, "", ""));
    Plan.Refused plan = assertInstanceOf(Plan.Refused.class, collect(false).plan(host));
    assertEquals("ann may not write in /srv/static", plan.because());
  }

  @Test
  void withoutStaticRootItIsRefused() {
    FakeHost host =
        host("", NOTHING)
            .answering(
                "inspect",
                command -> command.words().get(1).value().equals("-"),
                Output.of(0, "<<<runner>>>{\"static\": {\"root\": \"\", \"stale\": []}}", ""));
    assertTrue(
        assertInstanceOf(Plan.Refused.class, collect(false).plan(host))
            .because()
            .contains("no STATIC_ROOT"));
  }
}
