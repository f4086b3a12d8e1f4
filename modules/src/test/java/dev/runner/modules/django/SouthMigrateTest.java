package dev.runner.modules.django;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.module.BadParameter;
import dev.runner.module.Command;
import dev.runner.module.Finished;
import dev.runner.module.Output;
import dev.runner.module.Plan;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import dev.runner.module.testing.FakeHost;
import dev.runner.modules.git.OtherRevision;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Reports are as `site.py` writes them for South 0.7.6 and for Django 5.2; what migrate prints is
/// South's own text.
class SouthMigrateTest {
  private static final String FAILED =
      """
      Running migrations for shore:
       - Migrating forwards to 0006_bad.
       > shore:0006_bad
       ! Error found during real run of migration! Aborting.
       ! we have had to leave it in an interim state between migrations.
      <<<runner>>>{"done": [], "failure": "OperationalError: (1060, \\"Duplicate column name 'x'\\")"}
      """;

  private static DjangoSite site() {
    return new DjangoSite(
        RemotePath.of("/srv/site"),
        Optional.of(RemotePath.of("/usr/bin/python2.7")),
        Optional.empty(),
        "manage.py",
        Optional.empty(),
        Optional.empty(),
        "default",
        Optional.empty());
  }

  private static SouthMigrate migrate(String app, String target, Direction direction) {
    return new SouthMigrate(
        site(),
        OtherRevision.NONE,
        Optional.of(app).filter(text -> !text.isEmpty()),
        Optional.of(target).filter(text -> !text.isEmpty()),
        direction,
        false,
        false,
        Optional.empty(),
        List.of("apache:/etc/apache2"));
  }

  private static SouthMigrate all() {
    return migrate("", "", Direction.FORWARDS);
  }

  private static String report(String kind, String migrations, String schema, String more) {
    return "noise\n<<<runner>>>{\"kind\": \"%s\", \"migrations\": [%s], \"schema\": [%s], \"ghosts\": [], \"state_file\": \"/srv/site/.git/runner/migrate-default.json\"%s}\n"
        .formatted(kind, migrations, schema, more);
  }

  private static String one(String name, boolean applied) {
    return "[\"shore\", \"%s\", %s]".formatted(name, applied);
  }

  private static boolean mode(Command command, String mode) {
    return command.words().size() > 2 && command.words().get(2).value().equals(mode);
  }

  private static FakeHost host(String... reports) {
    List<Output> outputs = new ArrayList<>();
    for (String report : reports) {
      outputs.add(Output.of(0, report, ""));
    }
    return FakeHost.named("web1")
        .user("ann", 1000)
        .directory("/srv/site", 02775, "ann", "ann")
        .file("/srv/site/manage.py", "#!/usr/bin/env python\n")
        .answering("locale -a", "C\nC.utf8\nPOSIX\n")
        .answering(
            "who migrates",
            command -> command.toString().contains("find-running"),
            Output.of(0, "", ""))
        .answering("inspect", command -> mode(command, "inspect"), outputs.toArray(Output[]::new));
  }

  private static FakeHost migrating(FakeHost host, Output output) {
    return host.answering("migrate", command -> mode(command, "migrate"), output);
  }

  @Test
  void nothingPendingIsUnchanged() {
    Plan.Unchanged plan =
        assertInstanceOf(
            Plan.Unchanged.class,
            all().plan(host(report("south", one("0001_initial", true), "", ""))));
    assertEquals(java.util.Map.of("shore", "0001_initial"), plan.values().get("after"));
  }

  @Test
  void appliedWithWarnings() {
    FakeHost host =
        migrating(
            host(
                report("south", one("0004_a", false), "\"a\"", ""),
                report("south", one("0004_a", true), "\"a\", \"b\"", "")),
            Output.of(
                0,
                "<<<runner>>>{\"done\": [[\"shore\", \"0004_a\"]], \"failure\": null}",
                "/x/base.py:86: Warning: (1265, \"Data truncated for column 'd' at row 1\")\n"
                    + "/x/y.py:1: RemovedInDjango60Warning: old"));
    Plan.Changes plan = assertInstanceOf(Plan.Changes.class, all().plan(host));
    Step.Run step = assertInstanceOf(Step.Run.class, plan.steps().getFirst());
    assertEquals("run 1 migrations: shore 0004_a", step.title());
    assertEquals(Optional.of("ann"), step.command().user());
    assertEquals("0002", step.command().umask().orElseThrow().text());
    Finished done = assertInstanceOf(Finished.class, host.apply(plan));
    assertFalse(done.failed());
    assertEquals(List.of("shore 0004_a"), done.values().get("applied"));
    assertEquals(List.of("+ b"), done.values().get("schema"));
    assertEquals(
        List.of("Warning: (1265, \"Data truncated for column 'd' at row 1\")"), done.warnings());
  }

  @Test
  void failedCleanlyWhateverSouthPrints() {
    String last =
        ", \"last\": {\"done\": [], \"at\": [[\"shore\", \"0006_bad\"]], \"intent\": [[\"shore\","
            + " \"0006_bad\", false]], \"schema\": [\"a\"]}";
    FakeHost host =
        migrating(
            host(
                report("south", one("0006_bad", false), "\"a\"", ""),
                report("south", one("0006_bad", false), "\"a\"", last)),
            Output.of(1, FAILED, "Traceback"));
    Finished done = assertInstanceOf(Finished.class, host.apply(all().plan(host)));
    assertTrue(done.failed());
    assertFalse(done.changed());
    assertEquals(List.of(), done.held());
    assertEquals(
        "shore 0006_bad failed, and the schema is as before it (none was run before):"
            + " OperationalError: (1060, \"Duplicate column name 'x'\")",
        done.message());
    assertInstanceOf(Plan.Changes.class, all().plan(host));
  }

  @Test
  void betweenHoldsWhatIsOwedAndIsRemembered() {
    String last =
        ", \"last\": {\"done\": [[\"shore\", \"0005_b\"]], \"at\": [[\"shore\", \"0006_bad\"]],"
            + " \"intent\": [[\"shore\", \"0005_b\", false], [\"shore\", \"0006_bad\", false]],"
            + " \"schema\": [\"a\", \"b\"]}";
    FakeHost host =
        migrating(
            host(
                report("south", one("0005_b", false) + "," + one("0006_bad", false), "\"a\"", ""),
                report(
                    "south",
                    one("0005_b", true) + "," + one("0006_bad", false),
                    "\"a\", \"b\", \"x\"",
                    last)),
            Output.of(1, FAILED, "Traceback"));
    Finished done = assertInstanceOf(Finished.class, host.apply(all().plan(host)));
    assertTrue(done.failed());
    assertEquals(List.of("apache:/etc/apache2"), done.held());
    assertEquals(List.of("+ x"), done.values().get("took_effect"));
    assertEquals(List.of("shore 0005_b"), done.values().get("applied"));
    Plan.Refused again = assertInstanceOf(Plan.Refused.class, all().plan(host));
    assertTrue(again.because().startsWith("an earlier run stopped midway in shore 0006_bad"));
    assertEquals(List.of("shore 0006_bad"), again.values().get("pending"));
    assertTrue(again.remedy().contains("/srv/site/.git/runner/migrate-default.json"));
  }

  @Test
  void ghostsAndGapsAreRefused() {
    Plan.Refused ghost =
        assertInstanceOf(
            Plan.Refused.class,
            all()
                .plan(
                    host(
                        report("south", one("0002_b", false), "", "")
                            .replace("\"ghosts\": []", "\"ghosts\": [[\"shore\", \"0001_a\"]]"))));
    assertTrue(ghost.because().endsWith("(ghosts): shore 0001_a"), ghost.because());
    assertEquals(List.of("shore 0002_b"), ghost.values().get("pending"));
    Plan.Refused gap =
        assertInstanceOf(
            Plan.Refused.class,
            all()
                .plan(
                    host(
                        report(
                            "south", one("0001_a", false) + "," + one("0002_b", true), "", ""))));
    assertTrue(gap.because().startsWith("the history is inconsistent"), gap.because());
  }

  @Test
  void aTargetBehindNeedsTheDirection() {
    String report = report("south", one("0001_a", true) + "," + one("0002_b", true), "\"a\"", "");
    Plan.Refused refused =
        assertInstanceOf(
            Plan.Refused.class, migrate("shore", "0001", Direction.FORWARDS).plan(host(report)));
    assertTrue(refused.because().startsWith("shore is past 0001 already"), refused.because());
    Plan.Changes back =
        assertInstanceOf(
            Plan.Changes.class, migrate("shore", "0001", Direction.BACKWARDS).plan(host(report)));
    assertEquals("take back 1 migrations: shore 0002_b", back.steps().getFirst().title());
    assertThrows(BadParameter.class, () -> migrate("shore", "", Direction.BACKWARDS));
  }

  /// South and Django take along what depends on a migration, of other applications too.
  @Test
  void whatIsTakenAlongIsSaidInItsOrder() {
    String both =
        one("0001_a", true) + "," + one("0002_b", true) + ", [\"people\", \"0003_c\", true]";
    String way = ", \"way\": [[\"people\", \"0003_c\"], [\"shore\", \"0002_b\"]]";
    Plan.Changes back =
        assertInstanceOf(
            Plan.Changes.class,
            migrate("shore", "0001", Direction.BACKWARDS)
                .plan(host(report("django", both, "", way))));
    assertEquals(List.of("people 0003_c", "shore 0002_b"), back.predicted().get("pending"));
    String stuck = way + ", \"irreversible\": [[\"people\", \"0003_c\"]]";
    Plan.Refused refused =
        assertInstanceOf(
            Plan.Refused.class,
            migrate("shore", "0001", Direction.BACKWARDS)
                .plan(host(report("django", both, "", stuck))));
    assertTrue(refused.because().startsWith("people 0003_c can't be taken back"));
  }

  @Test
  void aMigrationThatRunsAlreadyIsRefused() {
    FakeHost host =
        host(report("south", one("0001_a", false), "", ""))
            .answering(
                "who migrates",
                command -> command.toString().contains("find-running"),
                Output.of(0, "4711 python manage.py migrate", ""));
    Plan.Refused refused = assertInstanceOf(Plan.Refused.class, all().plan(host));
    assertTrue(refused.because().contains("4711"), refused.because());
  }

  @Test
  void aSiteThatCannotBeLoadedIsRefused() {
    FakeHost host =
        host("")
            .answering(
                "inspect",
                command -> mode(command, "inspect"),
                Output.of(1, "", "Traceback\nSyntaxError: invalid syntax"));
    Plan.Refused refused = assertInstanceOf(Plan.Refused.class, all().plan(host));
    assertEquals(
        "manage.py in /srv/site can't be run: SyntaxError: invalid syntax", refused.because());
  }

  private static SouthMigrate making() {
    return new SouthMigrate(
        site(),
        OtherRevision.NONE,
        Optional.empty(),
        Optional.empty(),
        Direction.FORWARDS,
        false,
        true,
        Optional.empty(),
        List.of());
  }

  private static final String LACKING = ", \"lacking\": [\"diary diary_entry\"]";

  @Test
  void tablesThatNoMigrationMakesAreWarnedOf() {
    Plan.Unchanged plan =
        assertInstanceOf(
            Plan.Unchanged.class,
            all().plan(host(report("south", one("0001_initial", true), "", LACKING))));
    assertEquals(
        List.of(
            "applications without migrations lack tables: diary diary_entry; syncdb: true has them"
                + " made"),
        plan.warnings());
  }

  @Test
  void southsSyncdbMakesThemBeforeTheMigrations() {
    FakeHost host =
        migrating(
                host(
                    report("south", one("0001_initial", false), "", LACKING),
                    report("south", one("0001_initial", true), "", "")),
                Output.of(0, "<<<runner>>>{\"done\": [], \"failure\": null}", ""))
            .answering(
                "syncdb", command -> command.toString().contains("syncdb"), Output.of(0, "", ""));
    Plan.Changes plan = assertInstanceOf(Plan.Changes.class, making().plan(host));
    assertEquals(
        List.of("make 1 tables: diary diary_entry", "run 1 migrations: shore 0001_initial"),
        plan.steps().stream().map(Step::title).toList());
    Finished done = assertInstanceOf(Finished.class, host.apply(plan));
    assertEquals(List.of("diary diary_entry"), done.values().get("tables"));
  }

  @Test
  void syncdbIsNotBelievedThatItMadeThem() {
    String before = report("none", "", "", LACKING);
    FakeHost host =
        host(before, before)
            .answering(
                "syncdb",
                command -> command.toString().contains("syncdb"),
                Output.of(0, "Creating tables ...", ""));
    Finished done = assertInstanceOf(Finished.class, host.apply(making().plan(host)));
    assertTrue(done.failed());
    assertEquals(
        "these tables weren't made: diary diary_entry; it said: Creating tables ...",
        done.message());
  }

  @Test
  void anApplicationThatComesWithoutMigrationsWillWantTables() {
    MigrationFiles files =
        new MigrationFiles(
            java.util.Map.of(
                "diary/models.py",
                'A',
                "shore/models.py",
                'M',
                "log/models.py",
                'A',
                "log/migrations/0001_initial.py",
                'A'));
    assertEquals(List.of("diary"), files.withoutMigrations());
  }

  @Test
  void whereTheSiteCannotBeAskedAfterwardsNothingIsClaimed() {
    FakeHost host =
        migrating(
            host(report("south", one("0001_initial", false), "", ""), "Can't connect to MySQL"),
            Output.of(1, "", "Lost connection"));
    Finished done = assertInstanceOf(Finished.class, host.apply(all().plan(host)));
    assertTrue(done.failed());
    assertEquals(true, done.values().get("unknown"));
    assertEquals(
        "what became of shore 0001_initial can't be said, since the site can't be asked any more:"
            + " Can't connect to MySQL",
        done.message());
  }
}
