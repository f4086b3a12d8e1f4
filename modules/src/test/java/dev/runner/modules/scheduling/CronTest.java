package dev.runner.modules.scheduling;

import static dev.runner.modules.Tasks.task;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.runner.module.BadParameter;
import dev.runner.module.Finished;
import dev.runner.module.Output;
import dev.runner.module.Plan;
import dev.runner.module.Showing;
import dev.runner.module.Step;
import dev.runner.module.testing.FakeHost;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Golden plans of `cron`.
class CronTest {
  private static final String TABLE =
      """
      MAILTO="root"
      #Ansible: backup
      0 3 * * * /usr/bin/backup
      @daily /usr/bin/rotate
      """;

  private static String text(FakeHost host) {
    return host.ran().getLast().stdin().orElseThrow().lenientText();
  }

  private static FakeHost root() {
    return FakeHost.named("web1").answering("crontab -l", TABLE).answering("crontab -", "");
  }

  @Test
  void aNameWithABlankIsNoVariables() {
    BadParameter wrong =
        assertThrows(
            BadParameter.class, () -> task(Cron.class, "name", "a b", "job", "c", "env", true));
    assertEquals("Invalid name for environment variable", wrong.getMessage());
  }

  @Test
  void aJobIsFoundAgainByItsName() {
    FakeHost host = root();
    Cron job =
        task(Cron.class, "name", "backup", "hour", 4, "minute", 30, "job", "/usr/bin/backup");
    Finished done = assertInstanceOf(Finished.class, host.apply(job.plan(host)));
    assertEquals(TABLE.replace("0 3 * * *", "30 4 * * *"), text(host));
    assertEquals(List.of("backup"), done.values().get("jobs"));
    assertEquals(List.of("MAILTO"), done.values().get("envs"));
    assertInstanceOf(
        Plan.Unchanged.class,
        task(Cron.class, "name", "backup", "hour", 3, "minute", 0, "job", "/usr/bin/backup")
            .plan(host));
  }

  @Test
  void aTableThatCronTurnsDownIsToldInTheWordsThatAnsibleHas() {
    Plan.Changes plan =
        assertInstanceOf(
            Plan.Changes.class,
            task(Cron.class, "name", "odd", "minute", "99", "job", "/bin/true").plan(root()));
    Step.Run install = assertInstanceOf(Step.Run.class, plan.steps().getLast());
    assertEquals("Failed to install new cronfile: ", install.complaint().orElseThrow());
  }

  @Test
  void tellsTheTableBeforeAndAfter() {
    Cron job =
        task(Cron.class, "name", "backup", "job", "/usr/bin/backup", "special_time", "daily");
    Plan.Changes plan = assertInstanceOf(Plan.Changes.class, job.plan(root()));
    Map<String, String> difference =
        Map.of(
            "before",
            TABLE,
            "after",
            TABLE.replace("0 3 * * *", "@daily"),
            "before_header",
            "crontab",
            "after_header",
            "crontab");
    assertEquals(difference, plan.predicted().get("diff"));
  }

  @Test
  void aLineOfTheSameTextGetsTheName() {
    FakeHost host = root();
    Cron job =
        task(Cron.class, "name", "rotate", "special_time", "daily", "job", "/usr/bin/rotate");
    host.apply(job.plan(host));
    assertEquals(TABLE.replace("@daily", "#Ansible: rotate\n@daily"), text(host));
  }

  @Test
  void disablesAndRemoves() {
    FakeHost host = root();
    host.apply(task(Cron.class, "name", "backup", "job", "x", "disabled", true).plan(host));
    assertEquals(TABLE.replace("0 3 * * * /usr/bin/backup", "#* * * * * x"), text(host));
    host.apply(task(Cron.class, "name", "backup", "state", "absent").plan(host));
    assertEquals("MAILTO=\"root\"\n@daily /usr/bin/rotate\n", text(host));
  }

  @Test
  void variablesStandAtTheTopOrBesideAnother() {
    FakeHost host = root();
    host.apply(task(Cron.class, "name", "A", "env", true, "job", "1").plan(host));
    assertEquals("A=\"1\"\n" + TABLE, text(host));
    host.apply(
        task(Cron.class, "name", "A", "env", true, "job", "1", "insertafter", "MAILTO").plan(host));
    assertEquals(TABLE.replace("\"root\"\n", "\"root\"\nA=\"1\"\n"), text(host));
    Plan.Refused refused =
        assertInstanceOf(
            Plan.Refused.class,
            task(Cron.class, "name", "A", "env", true, "job", "1", "insertbefore", "NO")
                .plan(host));
    assertEquals("Variable named 'NO' not found.", refused.because());
  }

  @Test
  void aFileOfItsOwn() {
    FakeHost host = FakeHost.named("web1").directory("/etc/cron.d");
    Cron job =
        task(
            Cron.class,
            "name",
            "j",
            "job",
            "ls",
            "user",
            "root",
            "cron_file",
            "site",
            "backup",
            true);
    assertEquals(
        List.of(
            "change /etc/cron.d/site",
            "  --- /dev/null",
            "  +++ /etc/cron.d/site",
            "  @@ -0,0 +1,2 @@",
            "  +#Ansible: j",
            "  +* * * * * root ls",
            "  mode: 0644"),
        Showing.lines(job.plan(host)));
    host.apply(job.plan(host));
    assertInstanceOf(Plan.Unchanged.class, job.plan(host));
    assertEquals(
        List.of("remove /etc/cron.d/site"),
        Showing.lines(
            task(Cron.class, "name", "j", "state", "absent", "cron_file", "site").plan(host)));
  }

  @Test
  void anotherUserAndNoTableYet() {
    FakeHost host =
        FakeHost.named("web1")
            .answering("crontab -l", TABLE)
            .answering("crontab -u ann -l", Output.of(1, "", "no crontab for ann\n"))
            .answering("crontab -u ann -", "");
    host.apply(task(Cron.class, "name", "j", "job", "ls", "user", "ann").plan(host));
    assertEquals("#Ansible: j\n* * * * * ls\n", text(host));
    assertEquals(1, host.roundTrips());
    FakeHost nobody =
        FakeHost.named("web1")
            .answering("crontab -l", TABLE)
            .answering("crontab -u ann -l", Output.of(1, "", "crontab:  user `ann' unknown\n"));
    assertInstanceOf(
        Plan.Refused.class, task(Cron.class, "name", "j", "job", "ls", "user", "ann").plan(nobody));
  }

  @Test
  void combinationsThatMakeNoSense() {
    assertThrows(BadParameter.class, () -> task(Cron.class, "name", "j"));
    assertThrows(BadParameter.class, () -> task(Cron.class, "name", "j", "job", "a\nb"));
    assertThrows(
        BadParameter.class,
        () -> task(Cron.class, "name", "j", "job", "x", "special_time", "daily", "hour", 1));
    assertThrows(
        BadParameter.class,
        () ->
            task(Cron.class, "name", "j", "job", "x", "user", "root", "cron_file", "/etc/crontab"));
  }
}
