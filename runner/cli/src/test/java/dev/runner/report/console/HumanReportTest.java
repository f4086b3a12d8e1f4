package dev.runner.report.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.event.Outcome;
import dev.runner.event.Outcome.Kind;
import dev.runner.event.Recap;
import dev.runner.event.RunEvent;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What a person sees of a run.
class HumanReportTest {
  private static final List<String> HOSTS = List.of("web1", "web2", "web3");

  private final StringWriter written = new StringWriter();

  private HumanReport report(int verbosity) {
    PrintWriter out = new PrintWriter(written);
    return new HumanReport(new PlainScreen(out, out, 80), verbosity);
  }

  private static RunEvent.Task task(String name) {
    return new RunEvent.Task("t" + name, name, "copy", "nginx", "site.yml:4:7", false);
  }

  private static RunEvent started(boolean check) {
    return new RunEvent.RunStarted("r", Instant.EPOCH, "site.yml", check, check, List.of());
  }

  private static RunEvent play(List<String> hosts) {
    return new RunEvent.PlayStarted("the site", "all", hosts, "site.yml:1:3", true, false);
  }

  private static Outcome changed(Outcome.ShownStep... steps) {
    return new Outcome(
        Kind.CHANGED,
        "",
        "",
        Map.of("changed", true),
        List.of(steps),
        List.of(),
        Duration.ofMillis(2500),
        Outcome.Handling.NONE,
        List.of(),
        "",
        false,
        false);
  }

  private static Outcome failed(String reason, String remedy, Map<String, Object> result) {
    return new Outcome(
        Kind.FAILED,
        reason,
        remedy,
        result,
        List.of(),
        List.of("the clock is slow"),
        Duration.ZERO,
        Outcome.Handling.NONE,
        List.of(),
        "",
        false,
        false);
  }

  private void assertShown(String expected) {
    assertEquals(expected, written.toString().stripTrailing() + "\n");
  }

  @Test
  void hostsWithOneOutcomeStandOnOneLineInTheOrderOfThePlay() {
    HumanReport report = report(0);
    report.accept(started(false));
    report.accept(play(HOSTS));
    report.accept(new RunEvent.TaskStarted(task("settings"), HOSTS, false));
    report.accept(new RunEvent.TaskFinished("web3", task("settings"), changed()));
    report.accept(
        new RunEvent.TaskFinished("web2", task("settings"), Outcome.of(Kind.OK, "as it should")));
    report.accept(new RunEvent.TaskFinished("web1", task("settings"), changed()));
    assertShown(
        """

        the site  web1, web2, web3
          nginx: settings
            changed     web1, web3  2.5s
            ok          web2  as it should
        """);
  }

  @Test
  void aTaskThatAllSkipTakesOneLine() {
    HumanReport report = report(0);
    report.accept(play(HOSTS));
    report.accept(new RunEvent.TaskStarted(task("packages"), HOSTS, false));
    Outcome skipped = Outcome.of(Kind.SKIPPED, "not so: ansible_os_family == 'RedHat'");
    HOSTS.forEach(
        host -> report.accept(new RunEvent.TaskFinished(host, task("packages"), skipped)));
    assertShown(
        """

        the site  web1, web2, web3
          nginx: packages  skipped, when: ansible_os_family == 'RedHat'
        """);
  }

  @Test
  void aFailureTellsWhyWhatToDoAndWhatTheCommandSaid() {
    HumanReport report = report(0);
    report.accept(play(List.of("web1")));
    report.accept(new RunEvent.TaskStarted(task("restart"), List.of("web1"), false));
    report.accept(
        new RunEvent.TaskFinished(
            "web1",
            task("restart"),
            failed(
                "the service didn't start\nsee its log",
                "look at /var/log/nginx/error.log",
                Map.of("stderr", "bind() failed\n", "stdout", ""))));
    assertShown(
        """

        the site  web1
          nginx: restart
            failed      web1  the service didn't start
              see its log
              → look at /var/log/nginx/error.log
              warning: the clock is slow
              stderr:
              bind() failed
        """);
  }

  @Test
  void aCheckRunShowsStepsCommandsAndDifferences() {
    HumanReport report = report(0);
    report.accept(started(true));
    report.accept(play(List.of("web1")));
    report.accept(new RunEvent.TaskStarted(task("settings"), List.of("web1"), true));
    report.accept(
        new RunEvent.TaskFinished(
            "web1",
            task("settings"),
            changed(
                new Outcome.ShownStep("write /etc/motd", "", "-old\n+new"),
                new Outcome.ShownStep("reload", "systemctl reload nginx", ""))));
    report.accept(
        new RunEvent.RunFinished(
            Instant.EPOCH,
            Duration.ofSeconds(75),
            Map.of("web1", Recap.NOTHING.with(changed())),
            Map.of(),
            0));
    assertShown(
        """
        check run: nothing is changed; what stands below would be done

        the site  web1
          nginx: settings
            would change web1  2.5s
              - write /etc/motd
                -old
                +new
              - reload
                $ systemctl reload nginx

        %s
        1 host, 1 change predicted, in 1m 15s
        """
            .formatted(table(Map.of("web1", Recap.NOTHING.with(changed())))));
  }

  private static String table(Map<String, Recap> recap) {
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text);
    RecapTable.show(new PlainScreen(out, out, 80), recap);
    return text.toString().stripTrailing();
  }

  @Test
  void manyHostsAndManyStepsAreCounted() {
    List<String> many = IntStream.range(0, 20).mapToObj(i -> "h" + i).toList();
    HumanReport report = report(0);
    report.accept(started(true));
    report.accept(play(many));
    report.accept(new RunEvent.TaskStarted(task("tree"), many, true));
    Outcome.ShownStep[] steps =
        IntStream.range(0, 15)
            .mapToObj(i -> new Outcome.ShownStep("make " + i, "", ""))
            .toArray(Outcome.ShownStep[]::new);
    Outcome outcome = changed(steps);
    many.forEach(host -> report.accept(new RunEvent.TaskFinished(host, task("tree"), outcome)));
    String shown = written.toString();
    assertTrue(shown.contains("would change h0, h1, h2, h3, h4 and 15 more  2.5s\n"), shown);
    assertTrue(shown.contains("      - make 11\n      … and 3 steps more like these"), shown);
  }

  @Test
  void whatIsStillOwedIsTold() {
    HumanReport report = report(0);
    report.accept(
        new RunEvent.Owed(
            "web1",
            "banner",
            "the maintenance message is up",
            "runner play maintenance.yml",
            RunEvent.Owed.State.FOUND));
    assertShown(
        """
        still owed: web1: the maintenance message is up (left by an earlier run)
              → runner play maintenance.yml
        """);
  }

  @Test
  void controlCharactersOfAHostDoNothing() {
    HumanReport report = report(0);
    report.accept(play(List.of("web1")));
    report.accept(new RunEvent.TaskStarted(task("read"), List.of("web1"), false));
    report.accept(
        new RunEvent.TaskFinished(
            "web1", task("read"), Outcome.of(Kind.FAILED, "said \u001b[2J\u0007")));
    String shown = written.toString();
    assertTrue(shown.chars().noneMatch(c -> c == 0x1b || c == 7), shown);
  }
}
