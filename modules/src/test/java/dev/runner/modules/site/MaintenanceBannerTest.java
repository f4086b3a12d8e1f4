package dev.runner.modules.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.module.Content;
import dev.runner.module.Finished;
import dev.runner.module.HttpReply;
import dev.runner.module.Output;
import dev.runner.module.Plan;
import dev.runner.module.RemotePath;
import dev.runner.module.Rendered;
import dev.runner.module.Step;
import dev.runner.module.Until;
import dev.runner.module.testing.FakeHost;
import dev.runner.values.Marks;
import dev.runner.values.Text;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The host's clock says 12:00 UTC, which is 13:00 in Berlin.
class MaintenanceBannerTest {
  private static final String EXAMPLE =
      """
      {% comment %}
      Looks active, but isn't:
      <p>Down at 2014-10-06 13:00</p>
      {% endcomment %}
      {# <p class="notice">Maintenance begins at 2014-10-06 13:00.</p> #}
      """;

  private static MaintenanceBanner banner(
      BannerState state, boolean byExample, Optional<String> url) {
    return banner(state, byExample, url, Optional.empty());
  }

  private static MaintenanceBanner banner(
      BannerState state, boolean byExample, Optional<String> url, Optional<String> reload) {
    Rendered template =
        new Rendered(
            Path.of("notice"), Text.of("<p>From @begins@ on we work here</p>\n", Marks.NONE));
    return new MaintenanceBanner(
        RemotePath.of("/srv/site/notice.html"),
        state,
        byExample ? Optional.empty() : Optional.of(template),
        byExample ? Optional.of(RemotePath.of("/srv/site/notice.example.html")) : Optional.empty(),
        byExample ? Optional.of("class=\"notice\"") : Optional.empty(),
        Optional.empty(),
        "",
        Duration.ofMinutes(10),
        "Europe/Berlin",
        "%Y-%m-%d %H:%M",
        url,
        Optional.empty(),
        reload,
        false);
  }

  private static MaintenanceBanner banner(BannerState state) {
    return banner(state, false, Optional.empty());
  }

  private static FakeHost host() {
    return FakeHost.named("web1")
        .user("ann", 1000)
        .directory("/srv/site", 02775, "ann", "ann")
        .file("/srv/site/notice.example.html", EXAMPLE);
  }

  @Test
  void comesUpWithTheTimeOfTheSiteAndOwesGoingDown() {
    FakeHost host = host();
    Plan.Changes plan =
        assertInstanceOf(Plan.Changes.class, banner(BannerState.PRESENT).plan(host));
    assertEquals("banner:/srv/site/notice.html", plan.owes().getFirst().key());
    host.apply(plan);
    assertEquals(
        "<p>From 2030-01-01 13:10 on we work here</p>\n", host.text("/srv/site/notice.html"));
    var stat = host.stat(RemotePath.of("/srv/site/notice.html"));
    assertEquals(0664, stat.mode());
    assertEquals("ann", stat.owner());
  }

  @Test
  void aTimeAheadIsKeptAndAPastOneReplaced() {
    FakeHost host = host();
    host.apply(banner(BannerState.PRESENT).plan(host));
    host.clock(Instant.parse("2030-01-01T12:05:00Z"));
    Plan.Unchanged kept =
        assertInstanceOf(Plan.Unchanged.class, banner(BannerState.PRESENT).plan(host));
    assertEquals("2030-01-01T12:10:00Z", kept.values().get("begins"));
    host.clock(Instant.parse("2030-01-01T12:30:00Z"));
    assertInstanceOf(Plan.Changes.class, banner(BannerState.PRESENT).plan(host));
  }

  @Test
  void waitsForItsTime() {
    FakeHost host = host();
    assertInstanceOf(Plan.Refused.class, banner(BannerState.BEGUN).plan(host));
    host.apply(banner(BannerState.PRESENT).plan(host));
    Plan.Await wait = assertInstanceOf(Plan.Await.class, banner(BannerState.BEGUN).plan(host));
    assertEquals(new Until.Reached(Instant.parse("2030-01-01T12:10:00Z")), wait.until());
    assertEquals(Duration.ofSeconds(1), wait.interval());
    host.clock(Instant.parse("2030-01-01T12:10:00Z"));
    assertInstanceOf(Plan.Unchanged.class, banner(BannerState.BEGUN).plan(host));
  }

  @Test
  void anExampleLineIsActivatedAndDeactivated() {
    FakeHost host = host().file("/srv/site/notice.html", EXAMPLE, 0664);
    MaintenanceBanner up = banner(BannerState.PRESENT, true, Optional.empty());
    MaintenanceBanner down = banner(BannerState.ABSENT, true, Optional.empty());
    assertInstanceOf(Plan.Unchanged.class, down.plan(host));
    host.apply(up.plan(host));
    assertEquals(
        EXAMPLE.replace(
            "{# <p class=\"notice\">Maintenance begins at 2014-10-06 13:00.</p> #}",
            "<p class=\"notice\">Maintenance begins at 2030-01-01 13:10.</p>"),
        host.text("/srv/site/notice.html"));
    assertInstanceOf(Plan.Unchanged.class, up.plan(host));
    host.apply(down.plan(host));
    assertEquals(EXAMPLE, host.text("/srv/site/notice.html"));
    assertInstanceOf(Plan.Unchanged.class, down.plan(host));
  }

  @Test
  void aPageThatDoesNotShowItBringsTheOldFileBack() {
    FakeHost host =
        host().file("/srv/site/notice.html", "").serving("http://site/", 200, "welcome");
    Plan plan = banner(BannerState.PRESENT, false, Optional.of("http://site/")).plan(host);
    Finished done = assertInstanceOf(Finished.class, host.apply(plan));
    assertTrue(done.failed());
    assertEquals("", host.text("/srv/site/notice.html"));
  }

  private static final String PAGE = "http://site/";
  private static final String WITH = "<p>From 2030-01-01 13:10 on we work here</p>";

  /// A site that keeps its templates in memory shows something else once it has read them again.
  private static FakeHost forgetful(String first, String then) {
    FakeHost host = host().file("/srv/site/notice.html", "").serving(PAGE, 200, first);
    return host.answering(
        "the reload",
        command -> {
          boolean reload = command.toString().contains("apachectl graceful");
          if (reload) {
            host.serving(PAGE, 200, then);
          }
          return reload;
        },
        Output.of(0, "", ""));
  }

  private static MaintenanceBanner reloading(BannerState state) {
    return banner(state, false, Optional.of(PAGE), Optional.of("apachectl graceful"));
  }

  @Test
  void aSiteThatKeepsTemplatesInMemoryReadsThemAgain() {
    FakeHost host = forgetful("welcome", WITH);
    Plan.Changes up =
        assertInstanceOf(Plan.Changes.class, reloading(BannerState.PRESENT).plan(host));
    assertEquals(
        List.of("take down the message", "have the site read its templates again"),
        up.owes().getFirst().discharge().stream().map(Step::title).toList());
    Finished shown = assertInstanceOf(Finished.class, host.apply(up));
    assertFalse(shown.failed(), shown.message());

    FakeHost later = forgetful(WITH, "welcome").file("/srv/site/notice.html", WITH);
    Finished gone =
        assertInstanceOf(Finished.class, later.apply(reloading(BannerState.ABSENT).plan(later)));
    assertFalse(gone.failed(), gone.message());
    assertEquals("", later.text("/srv/site/notice.html"));
  }

  private static HttpReply page(String text) {
    return new HttpReply(200, PAGE, Map.of(), Content.of(text), Duration.ofMillis(5), "");
  }

  /// Its processes end one after the other, and a page is asked for several times at each look.
  @Test
  void aSiteThatReadsThemAgainOnlySlowlyIsWaitedFor() {
    HttpReply[] replies = Collections.nCopies(20, page("welcome")).toArray(HttpReply[]::new);
    replies[19] = page(WITH);
    FakeHost host =
        host()
            .file("/srv/site/notice.html", "")
            .serving(PAGE, replies)
            .answering(
                "the reload",
                command -> command.toString().contains("apachectl graceful"),
                Output.of(0, "", ""));
    Plan up = reloading(BannerState.PRESENT).plan(host);
    Finished shown = assertInstanceOf(Finished.class, host.apply(up));
    assertFalse(shown.failed(), shown.message());
  }

  @Test
  void aSiteThatNeverReadsThemAgainIsGivenUpAtLast() {
    FakeHost host = forgetful("welcome", "welcome");
    Plan up = reloading(BannerState.PRESENT).plan(host);
    Finished shown = assertInstanceOf(Finished.class, host.apply(up));
    assertTrue(shown.failed());
    assertTrue(shown.message().contains("doesn't show"), shown.message());
    assertEquals("", host.text("/srv/site/notice.html"));
  }

  @Test
  void aReloadThatFailsIsNamed() {
    FakeHost host =
        host()
            .file("/srv/site/notice.html", "")
            .serving(PAGE, 200, "welcome")
            .answering(
                "the reload",
                command -> command.toString().contains("apachectl graceful"),
                Output.of(127, "", "apachectl: not found"));
    Finished done =
        assertInstanceOf(Finished.class, host.apply(reloading(BannerState.PRESENT).plan(host)));
    assertTrue(done.failed());
    assertTrue(done.message().contains("`reload` failed: apachectl: not found"), done.message());
    assertEquals("", host.text("/srv/site/notice.html"));
    long reloads = host.ran().stream().filter(run -> run.toString().contains("graceful")).count();
    assertEquals(2, reloads, "some processes may have read the message: they read the old file");
  }

  @Test
  void aPageThatStillShowsItIsNoSuccess() {
    FakeHost host = forgetful(WITH, "welcome").file("/srv/site/notice.html", WITH);
    Finished done =
        assertInstanceOf(
            Finished.class,
            host.apply(banner(BannerState.ABSENT, false, Optional.of(PAGE)).plan(host)));
    assertTrue(done.failed());
    assertTrue(done.message().contains("needs `reload`"), done.message());
  }

  @Test
  void aLineWithoutItsTimeIsRefused() {
    FakeHost host =
        host()
            .file("/srv/site/notice.example.html", "{# <p class=\"notice\">Down at 15:00</p> #}\n")
            .file("/srv/site/notice.html", "");
    Plan.Refused plan =
        assertInstanceOf(
            Plan.Refused.class, banner(BannerState.PRESENT, true, Optional.empty()).plan(host));
    assertTrue(plan.because().startsWith("the message would not name its time"), plan.because());
  }

  @Test
  void goesDownWithoutDeletingTheFile() {
    FakeHost host = host();
    host.apply(banner(BannerState.PRESENT).plan(host));
    Finished done =
        assertInstanceOf(Finished.class, host.apply(banner(BannerState.ABSENT).plan(host)));
    assertFalse(done.failed());
    assertEquals("", host.text("/srv/site/notice.html"));
  }

  @Test
  void timesWithoutADateAreReadNearTheFilesOwn() {
    BannerTime time = BannerTime.of("UTC", "%-I:%M %p");
    assertEquals(
        Optional.of(Instant.parse("2030-01-02T00:03:00Z")),
        time.find("at 12:03 AM we stop", Instant.parse("2030-01-01T23:58:00Z")));
  }
}
