package dev.runner.report.awx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.runner.event.Outcome;
import dev.runner.event.Recap;
import dev.runner.event.RunEvent;
import dev.runner.report.console.LinesReport;
import dev.runner.report.console.LinesStyle;
import dev.runner.report.console.PlainScreen;
import dev.runner.values.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventsReportTest {
  /// How ansible-runner finds the marks.
  private static final Pattern MARK =
      Pattern.compile("\033\\[K((?:[A-Za-z0-9+/=]+\033\\[[0-9]+D)+)\033\\[K");

  private static final RunEvent.Task TASK =
      new RunEvent.Task("t1", "say", "debug", "web", "site.yml:4:7", false);

  @TempDir private Path data;

  /// An event as ansible-runner puts it together.
  private record Told(String name, Map<?, ?> whole, String lines) {
    Map<?, ?> about() {
      return (Map<?, ?>) whole.get("event_data");
    }

    Object get(String key) {
      return String.valueOf(about().get(key));
    }
  }

  private List<Told> told(Map<String, String> environment, RunEvent... events) throws IOException {
    StringWriter out = new StringWriter();
    PrintWriter printer = new PrintWriter(out);
    PlainScreen screen = new PlainScreen(printer, printer, 80);
    EventsReport report =
        new EventsReport(
            screen,
            new LinesReport(screen, LinesStyle.usual(0, false)),
            data,
            name -> "ansible.builtin." + name,
            Path.of("/srv"),
            environment,
            InstantSource.fixed(Instant.EPOCH),
            false);
    for (RunEvent event : events) {
      report.accept(event);
    }
    return read(out.toString());
  }

  private List<Told> read(String output) throws IOException {
    List<Told> all = new ArrayList<>();
    Matcher mark = MARK.matcher(output);
    Map<?, ?> begun = Map.of();
    int end = 0;
    while (mark.find()) {
      String lines = output.substring(end, mark.start());
      end = mark.end();
      if (!begun.isEmpty()) {
        Path file = data.resolve("job_events/%s-partial.json".formatted(begun.get("uuid")));
        assertEquals(
            "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        Map<?, ?> whole = (Map<?, ?>) Json.parse(Files.readString(file));
        all.add(new Told(String.valueOf(whole.get("event")), whole, lines));
      } else {
        assertEquals("", lines, "lines outside of an event");
      }
      byte[] code = Base64.getDecoder().decode(mark.group(1).replaceAll("\033\\[[0-9]+D", ""));
      begun = (Map<?, ?>) Json.parse(new String(code, StandardCharsets.UTF_8));
    }
    return all;
  }

  private static List<String> names(List<Told> events) {
    return events.stream().map(Told::name).toList();
  }

  private static final RunEvent BOOK = new RunEvent.PlaybookStarted("site.yml", 1);
  private static final RunEvent PLAY =
      new RunEvent.PlayStarted("Site", "web,db", List.of("a", "b"), "site.yml:1:3", true, false);
  private static final RunEvent BEGUN = new RunEvent.TaskStarted(TASK, List.of("a"), false);

  private static RunEvent ended(Outcome.Kind kind, Map<String, Object> result) {
    return new RunEvent.TaskFinished("a", TASK, Outcome.of(kind, "").showing(result));
  }

  private static RunEvent through(Map<String, Map<String, Object>> figures) {
    return new RunEvent.RunFinished(
        Instant.EPOCH,
        Duration.ZERO,
        Map.of("a", Recap.NOTHING.with(Outcome.of(Outcome.Kind.CHANGED, ""))),
        figures,
        0);
  }

  @Test
  void eventsSayWhatTheyAreAboutAndHoldTheirLines() throws IOException {
    List<Told> events =
        told(
            Map.of("JOB_ID", "17"),
            BOOK,
            PLAY,
            BEGUN,
            ended(Outcome.Kind.CHANGED, Map.of("changed", true, "invocation", Map.of())),
            through(Map.of("", Map.of("version", "2"))));
    assertEquals(
        List.of(
            "playbook_on_start",
            "playbook_on_play_start",
            "playbook_on_task_start",
            "runner_on_start",
            "runner_on_ok",
            "playbook_on_stats"),
        names(events));
    assertEquals("\nTASK [web : say] " + "*".repeat(63) + "\n", events.get(2).lines());
    assertEquals("changed: [a]\n", events.get(4).lines());
    Told ok = events.get(4);
    assertEquals("web,db", ok.get("play_pattern"));
    assertEquals("ansible.builtin.debug", ok.get("resolved_action"));
    assertEquals("/srv/site.yml:4", ok.get("task_path"));
    assertEquals("web", ok.get("role"));
    assertEquals("a", ok.get("remote_addr"));
    assertEquals("{changed=true}", ok.get("res"));
    assertEquals("1970-01-01T00:00:00.000000+00:00", ok.get("start"));
    assertEquals(17L, ok.whole().get("job_id"));
    assertEquals("{a=1}", events.get(5).get("changed"));
    assertEquals("{}", events.get(5).get("failures"));
    assertEquals("{version=2}", events.get(5).get("artifact_data"));
  }

  @Test
  void eachEventHasAParent() throws IOException {
    List<Told> events =
        told(Map.of(), BOOK, PLAY, BEGUN, ended(Outcome.Kind.OK, Map.of()), through(Map.of()));
    List<Object> parents = new ArrayList<>();
    events.forEach(each -> parents.add(String.valueOf(each.whole().get("parent_uuid"))));
    List<Object> own = new ArrayList<>();
    events.forEach(each -> own.add(each.whole().get("uuid")));
    assertEquals(
        List.of("null", own.get(0), own.get(1), own.get(2), own.get(2), own.get(0)), parents);
  }

  /// As with the strategy `free`: another host begins what a host has begun.
  @Test
  void aTaskThatBeginsAgainIsAnotherEventOfTheSameTask() throws IOException {
    List<Told> events = told(Map.of(), BOOK, PLAY, BEGUN, BEGUN);
    String first = String.valueOf(events.get(2).whole().get("uuid"));
    assertEquals(first + "_2", events.get(4).whole().get("uuid"));
    assertEquals(first, events.get(5).get("task_uuid"));
  }

  @Test
  void failuresSayWhetherTheyAreIgnored() throws IOException {
    Outcome failed = Outcome.of(Outcome.Kind.FAILED, "no").handled(Outcome.Handling.IGNORED);
    List<Told> events =
        told(
            Map.of(),
            BOOK,
            PLAY,
            BEGUN,
            new RunEvent.TaskFinished("a", TASK, failed),
            BEGUN,
            ended(Outcome.Kind.SKIPPED, Map.of("skip_reason", "x")),
            BEGUN,
            ended(Outcome.Kind.UNREACHABLE, Map.of()));
    assertEquals("runner_on_failed", events.get(4).name());
    assertEquals("true", events.get(4).get("ignore_errors"));
    assertEquals("{failed=true, msg=no}", events.get(4).get("res"));
    assertEquals("runner_on_skipped", events.get(7).name());
    assertFalse(events.get(7).about().containsKey("res"));
    assertEquals("runner_on_unreachable", events.get(10).name());
  }

  @Test
  void whatIsTooMuchIsLeftOut() throws IOException {
    RunEvent.Task setup = new RunEvent.Task("t", "facts", "setup", "", "site.yml:4:7", false);
    Map<String, Object> facts = Map.of("ansible_env", Map.of("PATH", "/bin"), "ansible_os", "x");
    Outcome gathered = Outcome.of(Outcome.Kind.OK, "").showing(Map.of("ansible_facts", facts));
    RunEvent told = new RunEvent.TaskFinished("a", setup, gathered);
    assertEquals("{ansible_facts={ansible_os=x}}", told(Map.of(), told).getFirst().get("res"));
    assertEquals("{}", told(Map.of("MAX_EVENT_RES", "5"), told).getFirst().get("res"));
    assertEquals(Map.of(), told(Map.of("RUNNER_OMIT_EVENTS", "True"), told).getFirst().about());
    assertEquals(
        Map.of(), told(Map.of("RUNNER_ONLY_FAILED_EVENTS", "true"), told).getFirst().about());
  }

  @Test
  void parametersAreToldThatTheTaskShows() throws IOException {
    RunEvent.Task shows =
        new RunEvent.Task(
            "t", "say", "debug", "", "site.yml:4:7", false, Optional.of("msg={{ x }}"));
    Outcome fine = Outcome.of(Outcome.Kind.OK, "");
    RunEvent told = new RunEvent.TaskFinished("a", shows, fine);
    assertEquals("msg={{ x }}", told(Map.of(), told).getFirst().get("task_args"));
    RunEvent hidden = new RunEvent.TaskFinished("a", TASK, fine);
    assertEquals("", told(Map.of(), hidden).getFirst().get("task_args"));
  }

  @Test
  void oneTaskOfACommandHasNoBeginning() throws IOException {
    List<Told> events =
        told(Map.of("AD_HOC_COMMAND_ID", "3"), BOOK, BEGUN, ended(Outcome.Kind.OK, Map.of()));
    assertEquals(List.of("playbook_on_start", "runner_on_start", "runner_on_ok"), names(events));
  }

  @Test
  void whatElseHappensIsTold() throws IOException {
    List<Told> events =
        told(
            Map.of(),
            BOOK,
            new RunEvent.PlayWithoutHosts("Nobody", "none"),
            PLAY,
            BEGUN,
            new RunEvent.Retrying(
                "a", TASK, 1, 2, Duration.ZERO, Optional.of(Outcome.of(Outcome.Kind.FAILED, ""))),
            new RunEvent.Polled("a", TASK, "j1"),
            new RunEvent.ItemFinished("a", TASK, "x", Outcome.of(Outcome.Kind.SKIPPED, "")),
            new RunEvent.Notified("a", TASK, List.of("restart", "reload")),
            new RunEvent.Included("/srv/more.yml", "", List.of("a")),
            new RunEvent.Warned("careful", ""));
    assertEquals(
        List.of(
            "playbook_on_start",
            "playbook_on_play_start",
            "playbook_on_no_hosts_matched",
            "playbook_on_play_start",
            "playbook_on_task_start",
            "runner_on_start",
            "runner_retry",
            "runner_on_async_poll",
            "runner_item_on_skipped",
            "playbook_on_notify",
            "playbook_on_notify",
            "playbook_on_include",
            "warning"),
        names(events));
    assertEquals("{failed=true, attempts=1, retries=3}", events.get(6).get("res"));
    assertEquals("reload", events.get(10).get("handler"));
    assertEquals("/srv/more.yml", events.get(11).get("included_file"));
    assertEquals("[WARNING]: careful\n", events.get(12).lines());
  }
}
