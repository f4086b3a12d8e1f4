package dev.runner.modules.django;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.module.Command;
import dev.runner.module.Finished;
import dev.runner.module.Output;
import dev.runner.module.Plan;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import dev.runner.module.Value;
import dev.runner.module.testing.FakeHost;
import dev.runner.modules.Tasks;
import dev.runner.values.Secret;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the modules that run parts of our own program inside a site plan and conclude.
class SitePartsTest {
  private static final DjangoSite SITE =
      new DjangoSite(
          RemotePath.of("/srv/site"),
          Optional.of(RemotePath.of("/usr/bin/python3")),
          Optional.empty(),
          "manage.py",
          Optional.empty(),
          Optional.empty(),
          "default",
          Optional.empty());

  private static FakeHost host() {
    return FakeHost.named("web1")
        .user("ann", 1000)
        .directory("/srv/site", 02775, "ann", "ann")
        .file("/srv/site/manage.py", "")
        .answering("locale -a", "C\nC.utf8\nPOSIX\n");
  }

  private static Predicate<Command> mode(String mode) {
    return command ->
        command.words().get(1).value().equals("-") && command.words().get(2).value().equals(mode);
  }

  private static Output said(String json) {
    return Output.of(0, "<<<runner>>>" + json, "");
  }

  /// Python 2 refuses a program from standard input that has any other character.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "site", "inspect", "migrate", "dump", "restore", "state", "user", "author", "sentry"
      })
  void programsAreAscii(String name) throws java.io.IOException {
    try (var in = ManagePy.class.getResourceAsStream(name + ".py")) {
      String text = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
      assertTrue(StandardCharsets.US_ASCII.newEncoder().canEncode(text));
    }
  }

  @Test
  void aUserWithoutItsRowsIsRefusedUnlessItMayBeReplaced() {
    String report =
        "{\"user\": {\"id\": 7, \"active\": false, \"missing\": [\"keeper\"], \"orphan\": true,"
            + " \"wrong\": []}}";
    Plan.Refused refused =
        assertInstanceOf(
            Plan.Refused.class,
            user(false).plan(host().answering("user", mode("user"), said(report))));
    assertTrue(refused.because().contains("without its keeper"), refused.because());
    Plan.Changes plan =
        assertInstanceOf(
            Plan.Changes.class,
            user(true).plan(host().answering("user", mode("user"), said(report))));
    assertEquals(
        List.of("remove what a failed try left", "create by people.forms.KeeperForm"),
        plan.predicted().get("done"));
  }

  @Test
  void anIncompleteUserAfterwardsIsAFailure() {
    FakeHost host =
        host()
            .answering(
                "user",
                mode("user"),
                said("{\"user\": null}"),
                said(
                    "{\"user\": {\"id\": 7, \"wrong\": [], \"missing\": []}, \"done\":"
                        + " [\"create\"]}"),
                said("{\"user\": {\"id\": 7, \"wrong\": [\"activate\"], \"missing\": []}}"));
    Plan.Changes plan = assertInstanceOf(Plan.Changes.class, user(false).plan(host));
    Finished done = assertInstanceOf(Finished.class, host.apply(plan));
    assertTrue(done.failed());
    assertTrue(done.message().contains("isn't complete"), done.message());
  }

  private static DjangoUser user(boolean replaceOrphan) {
    return new DjangoUser(
        SITE,
        "ann",
        DjangoUser.State.PRESENT,
        Optional.empty(),
        Optional.empty(),
        true,
        true,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.of("people.forms.KeeperForm"),
        Optional.empty(),
        Map.of(),
        List.of("keeper"),
        replaceOrphan,
        List.of(),
        DjangoUser.Mail.DUMMY);
  }

  @Test
  void whatIsGivenStandsOnNoCommandLine() {
    FakeHost host = host().answering("user", mode("user"), said("{\"user\": null}"));
    DjangoUser user =
        Tasks.task(
            DjangoUser.class,
            "directory",
            "/srv/site",
            "python",
            "/usr/bin/python3",
            "name",
            "ann",
            "fields",
            Map.of("pin", new Value(Secret.of("4711-4712"))));
    Plan.Changes plan = assertInstanceOf(Plan.Changes.class, user.plan(host));
    Command command = assertInstanceOf(Step.Run.class, plan.steps().getFirst()).command();
    assertTrue(command.words().stream().noneMatch(word -> word.value().contains("ann")));
    assertTrue(command.environment().get("RUNNER_GIVEN").value().contains("4711-4712"));
    assertTrue(command.environment().get("RUNNER_GIVEN").isSecret());
  }

  @Test
  void aMissingAnswerIsNamedAndNothingWritten() {
    FakeHost host =
        host()
            .answering(
                "author",
                mode("author"),
                said("{\"failure\": \"Visit.wind has no default\", \"asked\": [\"Visit.wind\"]}"));
    Plan.Refused plan =
        assertInstanceOf(
            Plan.Refused.class,
            new SouthSchemamigration(
                    SITE,
                    "shore",
                    SouthSchemamigration.Kind.AUTO,
                    Optional.empty(),
                    Map.of(),
                    List.of(),
                    List.of())
                .plan(host));
    assertEquals("Visit.wind has no default", plan.because());
  }

  @Test
  void aDumpThatIsThereIsKeptUnlessForced() {
    FakeHost host = host().file("/srv/backup.sql", "dump");
    assertInstanceOf(
        Plan.Unchanged.class,
        new DatabaseDump(SITE, RemotePath.of("/srv/backup.sql"), false).plan(host));
  }

  @Test
  void aDumpGoesWhereTheOwnerOfTheSiteMayWrite() {
    FakeHost host =
        host()
            .absent("/backup/a.sql")
            .directory("/backup")
            .absent("/nowhere/a.sql")
            .absent("/nowhere")
            .directory("/srv/dumps")
            .answering("test -e /backup", "")
            .answering("there", c -> c.toString().equals("test -e /nowhere"), Output.of(1, "", ""))
            .answering("open", c -> c.toString().contains("test -w"), Output.of(1, "", ""));
    assertEquals(
        "ann, who dumps the database, may not write in /backup",
        refused(new DatabaseDump(SITE, RemotePath.of("/backup/a.sql"), true), host));
    assertEquals(
        "there is no directory /nowhere for the dump",
        refused(new DatabaseDump(SITE, RemotePath.of("/nowhere/a.sql"), true), host));
  }

  private static String refused(DatabaseDump dump, FakeHost host) {
    return assertInstanceOf(Plan.Refused.class, dump.plan(host)).because();
  }

  @Test
  void aDumpThatIsMissingIsNotRestored() {
    Plan.Refused plan =
        assertInstanceOf(
            Plan.Refused.class,
            new DatabaseRestore(SITE, RemotePath.of("/srv/none.sql"), Optional.empty())
                .plan(host().absent("/srv/none.sql")));
    assertTrue(plan.because().contains("/srv/none.sql"), plan.because());
  }
}
