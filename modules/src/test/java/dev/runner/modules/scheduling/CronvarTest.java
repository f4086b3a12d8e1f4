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
import dev.runner.module.testing.FakeHost;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Golden plans of `cronvar`.
class CronvarTest {
  private static final String TABLE =
      """
      #Ansible: backup
      0 3 * * * A=1 /usr/bin/backup
        MAILTO = root
      X-Y="some words"
      """;

  private static FakeHost root() {
    return FakeHost.named("web1").answering("crontab -l", TABLE).answering("crontab -", "");
  }

  /// The table that root gets by a task.
  private static String made(Object... parameters) {
    FakeHost host = root();
    assertInstanceOf(Finished.class, host.apply(task(Cronvar.class, parameters).plan(host)));
    return host.ran().getLast().stdin().orElseThrow().lenientText();
  }

  private static void so(Object... parameters) {
    assertInstanceOf(Plan.Unchanged.class, task(Cronvar.class, parameters).plan(root()));
  }

  private static String mistake(Object... parameters) {
    return assertThrows(BadParameter.class, () -> task(Cronvar.class, parameters)).getMessage();
  }

  @Test
  void aNewOneStandsAtTheTopOrBesideAnother() {
    assertEquals("A=a b\n" + TABLE, made("name", "A", "value", "a b"));
    assertEquals("A=\"\"\n" + TABLE, made("name", "A", "value", ""));
    assertEquals(
        TABLE.replace("root\n", "root\nA=1\n"),
        made("name", "A", "value", "1", "insertafter", "MAILTO"));
    assertEquals(
        TABLE.replace("X-Y", "A=1\nX-Y"), made("name", "A", "value", "1", "insertbefore", "X-Y"));
    Plan.Refused refused =
        assertInstanceOf(
            Plan.Refused.class,
            task(Cronvar.class, "name", "A", "value", "1", "insertafter", "NO").plan(root()));
    assertEquals("Variable named 'NO' not found.", refused.because());
  }

  @Test
  void oneThatIsThereIsChangedInItsPlace() {
    assertEquals(
        TABLE.replace("  MAILTO = root", "MAILTO=ann"), made("name", "MAILTO", "value", "ann"));
    so("name", "MAILTO", "value", "root");
    so("name", "X-Y", "value", "\"some words\"");
    assertEquals(TABLE.replace("\"", ""), made("name", "X-Y", "value", "some words"));
  }

  @Test
  void eachOfThatNameIsChanged() {
    FakeHost host =
        FakeHost.named("web1")
            .answering("crontab -l", "A=1\nB=1\nA=2\n")
            .answering("crontab -", "");
    host.apply(task(Cronvar.class, "name", "A", "value", "2").plan(host));
    assertEquals("A=2\nB=1\nA=2\n", host.ran().getLast().stdin().orElseThrow().lenientText());
  }

  @Test
  void removes() {
    assertEquals(TABLE.replace("  MAILTO = root\n", ""), made("name", "MAILTO", "state", "absent"));
    so("name", "A", "state", "absent");
  }

  @Test
  void tellsTheVariables() {
    Plan.Changes plan =
        assertInstanceOf(
            Plan.Changes.class, task(Cronvar.class, "name", "A", "value", "1").plan(root()));
    assertEquals(List.of("A", "MAILTO", "X-Y"), plan.predicted().get("vars"));
    assertEquals(List.of("change the table of root", "  $ crontab -"), Showing.lines(plan));
  }

  @Test
  void aFileOfItsOwn() {
    FakeHost host = FakeHost.named("web1").directory("/etc/cron.d").absent("/srv/no");
    Cronvar variable = task(Cronvar.class, "name", "A", "value", "1", "cron_file", "site");
    assertEquals(
        List.of(
            "change /etc/cron.d/site",
            "  --- /dev/null",
            "  +++ /etc/cron.d/site",
            "  @@ -0,0 +1 @@",
            "  +A=1",
            "  mode: 0644"),
        Showing.lines(variable.plan(host)));
    host.apply(variable.plan(host));
    assertInstanceOf(Plan.Unchanged.class, variable.plan(host));
    Plan gone = task(Cronvar.class, "name", "A", "state", "absent", "cron_file", "site").plan(host);
    host.apply(gone);
    assertEquals("", host.text("/etc/cron.d/site"));
    Plan.Refused refused =
        assertInstanceOf(
            Plan.Refused.class,
            task(Cronvar.class, "name", "A", "value", "1", "cron_file", "/srv/no/f").plan(host));
    assertEquals(
        "Parent directory '/srv/no' does not exist for cron_file: '/srv/no/f'", refused.because());
  }

  @Test
  void anotherUser() {
    FakeHost host =
        FakeHost.named("web1")
            .answering("crontab -l", TABLE)
            .answering("crontab -u ann -l", Output.of(1, "", "no crontab for ann\n"))
            .answering("crontab -u ann -", "");
    host.apply(task(Cronvar.class, "name", "A", "value", "1", "user", "ann").plan(host));
    assertEquals("A=1\n", host.ran().getLast().stdin().orElseThrow().lenientText());
    assertEquals(1, host.roundTrips());
  }

  @Test
  void whatMakesNoSense() {
    assertEquals("You must specify 'value' to insert a new cron variable", mistake("name", "A"));
    assertEquals(
        "parameters are mutually exclusive: insertbefore|insertafter",
        mistake("name", "A", "value", "1", "insertafter", "B", "insertbefore", "C"));
    assertEquals("'a b' can't be the name of a variable", mistake("name", "a b", "value", "1"));
    assertEquals("a line of cron can't hold a line break", mistake("name", "A", "value", "1\n2"));
  }
}
