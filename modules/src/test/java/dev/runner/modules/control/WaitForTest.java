package dev.runner.modules.control;

import static dev.runner.modules.Tasks.task;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.module.BadParameter;
import dev.runner.module.Command;
import dev.runner.module.Finished;
import dev.runner.module.Output;
import dev.runner.module.Plan;
import dev.runner.module.Showing;
import dev.runner.module.Until;
import dev.runner.module.testing.FakeHost;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What `wait_for` and `wait_for_connection` wait for.
class WaitForTest {
  private final FakeHost host = FakeHost.named("web1");

  @Test
  void aPort() {
    host.port("127.0.0.1", 80, true);
    Plan.Await plan =
        assertInstanceOf(Plan.Await.class, task(WaitFor.class, "port", 80).plan(host));
    assertEquals(new Until.All(List.of(new Until.Open("127.0.0.1", 80))), plan.until());
    Plan.Unchanged done = assertInstanceOf(Plan.Unchanged.class, host.apply(plan));
    assertEquals(0L, done.values().get("elapsed"));
    assertEquals("started", done.values().get("state"));
    assertEquals(80L, done.values().get("port"));
  }

  @Test
  void aFileToGo() {
    host.absent("/srv/lock");
    Plan plan = task(WaitFor.class, "path", "/srv/lock", "state", "absent").plan(host);
    assertEquals(List.of("await: /srv/lock to be absent (/srv/lock is gone)"), Showing.lines(plan));
    assertInstanceOf(Plan.Unchanged.class, host.apply(plan));
  }

  @Test
  void tooLate() {
    host.port("127.0.0.1", 80, false);
    Plan.Refused late =
        assertInstanceOf(
            Plan.Refused.class, host.apply(task(WaitFor.class, "port", 80).plan(host)));
    assertEquals("Timeout when waiting for 127.0.0.1:80", late.because());
    assertEquals(Map.of("elapsed", 0L), late.values());
    Plan own = task(WaitFor.class, "port", 80, "msg", "no server").plan(host);
    assertEquals("no server", assertInstanceOf(Plan.Refused.class, host.apply(own)).because());
  }

  @Test
  void aTextInAFile() {
    host.file("/srv/log", "begin\ncompleted date 123 ü\n").answering("cksum /srv/log", "1 2");
    Plan plan =
        task(
                WaitFor.class,
                "path",
                "/srv/log",
                "search_regex",
                "^completed (?P<what>\\w+) ([0-9]+) ü$")
            .plan(host);
    Plan.Unchanged done = assertInstanceOf(Plan.Unchanged.class, host.apply(plan));
    assertEquals(List.of("date", "123"), done.values().get("match_groups"));
    assertEquals(Map.of("what", "date"), done.values().get("match_groupdict"));
  }

  @Test
  void aTextThatComesLater() {
    host.file("/srv/log", "begin\n")
        .answering("cksum /srv/log", "1 2")
        .answering(
            "the file has changed",
            command -> command.toString().contains(" changed /srv/log "),
            Output.of(1, "", ""));
    Plan plan = task(WaitFor.class, "path", "/srv/log", "search_regex", "end").plan(host);
    Plan.Refused late = assertInstanceOf(Plan.Refused.class, host.apply(plan));
    assertEquals("Timeout when waiting for search string end in /srv/log", late.because());
  }

  @Test
  void whatAPortSends() {
    host.port("127.0.0.1", 22, true)
        .answering(
            "the reading",
            command -> command.toString().startsWith("sh -c"),
            Output.of(124, "SSH-2.0-OpenSSH_9.2\r\n", ""));
    Plan plan = task(WaitFor.class, "port", 22, "search_regex", "OpenSSH_(\\d+)").plan(host);
    Plan.Unchanged done = assertInstanceOf(Plan.Unchanged.class, host.apply(plan));
    assertEquals(List.of("9"), done.values().get("match_groups"));
  }

  @Test
  void connectionsToEnd() {
    host.answering(
        "the addresses",
        command -> command.toString().contains("getent ahosts"),
        Output.of(0, "10.1.2.3 STREAM lb\n10.1.2.3 DGRAM\n", ""));
    Plan.Await plan =
        assertInstanceOf(
            Plan.Await.class,
            task(
                    WaitFor.class,
                    "port",
                    8080,
                    "state",
                    "drained",
                    "exclude_hosts",
                    List.of("lb"),
                    "active_connection_states",
                    List.of("ESTABLISHED"))
                .plan(host));
    Until.All all = assertInstanceOf(Until.All.class, plan.until());
    Command look = assertInstanceOf(Until.Succeeds.class, all.parts().getFirst()).command();
    assertEquals(
        List.of(
            "1F90",
            "01",
            "0100007F 0000000000000000FFFF00000100007F",
            "0302010A 0000000000000000FFFF00000302010A"),
        look.words().stream().skip(4).map(word -> word.value()).toList());
  }

  @Test
  void combinationsThatMakeNoSense() {
    assertThrows(BadParameter.class, () -> task(WaitFor.class, "port", 1, "path", "/x"));
    assertThrows(BadParameter.class, () -> task(WaitFor.class, "path", "/x", "state", "stopped"));
    assertThrows(BadParameter.class, () -> task(WaitFor.class, "port", 1, "search_regex", "("));
  }

  @Test
  void aHostThatCanBeReached() {
    Plan plan = task(WaitForConnection.class).plan(host);
    assertEquals(0, host.roundTrips());
    Finished done = assertInstanceOf(Finished.class, host.apply(plan));
    assertTrue(!done.changed() && !done.failed());
    assertEquals(0L, done.values().get("elapsed"));
  }
}
