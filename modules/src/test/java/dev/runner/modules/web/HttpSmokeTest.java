package dev.runner.modules.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.runner.module.BadParameter;
import dev.runner.module.HttpRequest;
import dev.runner.module.Plan;
import dev.runner.module.Until;
import dev.runner.module.Value;
import dev.runner.module.testing.FakeHost;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HttpSmokeTest {
  private static final Instant NOON = Instant.parse("2030-01-01T12:00:00Z");
  private final FakeHost host = FakeHost.named("web1").clock(NOON);

  private static HttpCheck check(
      String url, int status, List<String> contains, List<String> absent) {
    return new HttpCheck(
        url,
        List.of(status),
        contains.stream().map(Value::new).toList(),
        absent.stream().map(Value::new).toList(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static HttpSmoke smoke(Duration deadline, HttpCheck... checks) {
    return new HttpSmoke(
        List.of(checks),
        "http://site.example",
        Map.of(),
        Duration.ofSeconds(30),
        deadline,
        Duration.ofSeconds(2),
        true,
        true,
        Optional.empty());
  }

  @Test
  void asksForAllPagesAtOnce() {
    host.serving("http://site.example/", 200, "Welcome").serving("http://site.example/in", 302, "");
    Plan plan =
        smoke(
                Duration.ZERO,
                check("/", 200, List.of("Welcome"), List.of("Traceback")),
                check("/in", 302, List.of(), List.of()))
            .plan(host);
    assertEquals("all 2 pages are right", assertInstanceOf(Plan.Unchanged.class, plan).because());
    assertEquals(1, host.roundTrips());
    assertEquals(List.of(10, 0), host.requests().stream().map(each -> each.redirects()).toList());
  }

  @Test
  void whatAPageSaysOfItselfCountsForIt() {
    host.serving("http://site.example/", 200, "").serving("http://site.example/in", 302, "");
    HttpCheck own =
        new HttpCheck(
            "/in",
            List.of(302),
            List.of(),
            List.of(),
            Optional.of(Duration.ofSeconds(5)),
            Optional.of(true),
            Optional.of(false));
    smoke(Duration.ZERO, check("/", 200, List.of(), List.of()), own).plan(host);
    List<HttpRequest> asked = host.requests();
    assertEquals(
        List.of(Duration.ofSeconds(30), Duration.ofSeconds(5)),
        asked.stream().map(HttpRequest::deadline).toList());
    assertEquals(List.of(10, 10), asked.stream().map(HttpRequest::redirects).toList());
    assertEquals(List.of(true, false), asked.stream().map(HttpRequest::verify).toList());
  }

  @Test
  void reportsAllThatIsWrong() {
    host.serving("http://site.example/", 200, "Traceback (most recent call last)")
        .serving("http://site.example/a", 500, "")
        .serving("http://site.example/b", 200, "fine");
    Plan.Refused plan =
        assertInstanceOf(
            Plan.Refused.class,
            smoke(
                    Duration.ZERO,
                    check("/", 200, List.of("Welcome"), List.of("Traceback")),
                    check("/a", 200, List.of(), List.of()),
                    check("/b", 200, List.of("fine"), List.of()))
                .plan(host));
    assertEquals(
        "2 of 3 pages aren't right: http://site.example/ lacks \"Welcome\", holds \"Traceback\";"
            + " http://site.example/a answers 500 Internal Server Error instead of 200",
        plan.because());
    assertEquals(
        List.of("http://site.example/", "http://site.example/a"), plan.values().get("failed_urls"));
  }

  @Test
  void looksAgainUntilTheDeadline() {
    host.serving(
        "http://site.example/",
        new dev.runner.module.HttpReply(
            503, "", Map.of(), dev.runner.module.Content.of(""), Duration.ZERO, ""),
        new dev.runner.module.HttpReply(
            200, "", Map.of(), dev.runner.module.Content.of(""), Duration.ZERO, ""));
    HttpSmoke module = smoke(Duration.ofSeconds(30), check("/", 200, List.of(), List.of()));
    Plan.Await wait = assertInstanceOf(Plan.Await.class, module.plan(host));
    assertEquals(new Until.Reached(NOON.plusSeconds(2)), wait.until());
    host.clock(NOON.plusSeconds(2));
    Plan.Unchanged done = assertInstanceOf(Plan.Unchanged.class, host.apply(wait));
    assertEquals(2L, done.values().get("elapsed"));
  }

  @Test
  void givesUpAtTheDeadline() {
    host.serving("http://site.example/", 503, "");
    HttpSmoke module = smoke(Duration.ofSeconds(1), check("/", 200, List.of(), List.of()));
    Plan.Await wait = assertInstanceOf(Plan.Await.class, module.plan(host));
    host.clock(NOON.plusSeconds(1));
    assertInstanceOf(Plan.Refused.class, host.apply(wait));
  }

  @Test
  void aLongDeadlineIsSpreadOverThirtyLooks() {
    host.serving("http://site.example/", 503, "");
    HttpSmoke module = smoke(Duration.ofMinutes(10), check("/", 200, List.of(), List.of()));
    Plan.Await wait = assertInstanceOf(Plan.Await.class, module.plan(host));
    assertEquals(new Until.Reached(NOON.plusSeconds(20)), wait.until());
  }

  @Test
  void refusesPagesWithoutAServer() {
    assertThrows(
        BadParameter.class,
        () ->
            new HttpSmoke(
                List.of(check("/x", 200, List.of(), List.of())),
                "",
                Map.of(),
                Duration.ofSeconds(1),
                Duration.ZERO,
                Duration.ofSeconds(1),
                true,
                true,
                Optional.empty()));
  }
}
