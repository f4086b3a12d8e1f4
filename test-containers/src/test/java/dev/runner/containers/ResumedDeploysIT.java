package dev.runner.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// A deploy that is broken off in a migration, the same command again, and that run fails too: at a
/// guard, at the migration, at the start.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
class ResumedDeploysIT {
  private static final int HOST_FAILED = 2;

  private final Spring spring = new Spring();

  /// Where the second run fails.
  enum Where {
    GUARD,
    MIGRATION,
    START
  }

  static Stream<Arguments> failures() {
    return Stream.of(Where.values())
        .flatMap(
            where ->
                Stack.ofSites().stream()
                    .filter(
                        stack ->
                            Stacks.inMatrix() || (stack == Stack.MODERN) != (where == Where.START))
                    .map(stack -> Arguments.of(stack, where)));
  }

  @AfterAll
  void close() {
    spring.close();
  }

  @ParameterizedTest
  @MethodSource("failures")
  void endsInADecidedState(Stack stack, Where where, @TempDir Path folder) {
    spring.lend(
        stack,
        host -> {
          new Site(host, new Workspace(folder).with("web1", host), SiteState.of(host)).bears(where);
          return false;
        });
  }

  /// @param before what was there before the first run
  private record Site(TestHost host, Workspace here, SiteState before) {
    void bears(Where where) {
      String spring = site().revision();
      site().release("autumn-slow");
      var running = here.startDeploy();
      SlowMigration slow = new SlowMigration(host);
      slow.hold();
      String first = running.signal("INT").await().out();
      assertEquals(Optional.empty(), site().apachePid(), first);
      slow.goOn();
      switch (where) {
        case GUARD -> guard();
        case MIGRATION -> migration();
        case START -> start();
      }
      String autumn = where == Where.MIGRATION ? mended() : host.bash(MASTER);
      String last = here.deploy().orThrow().out();
      assertEquals(autumn, site().revision(), last);
      assertEquals(Optional.of("autumn"), site().season(), last);
      assertFalse(host.get("/").body().contains("closes at"), last);
      assertEquals(where == Where.MIGRATION ? 10 : 9, site().appliedMigrations().size(), last);
      assertTrue(last.contains("\"code: %s → ".formatted(spring.substring(0, 10))), last);
    }

    private static final String MASTER =
        "runuser -u deploy -- git -C /srv/git/tidepool.git rev-parse master";

    private static final String MISCOUNT =
        """
        sed 's/sleep(12)/sleep("miscounted")/; s/0005_fill_counted_by/0006_recount/' shore/migrations/0006_recount.py >shore/migrations/0007_miscount.py
        """;

    private Tidepool site() {
      return host.tidepool();
    }

    private void guard() {
      site().fault("flag");
      Ran ran = here.deploy("--output", "json");
      staysDown(
          ran,
          "\"cause\": \"no job is running that must not be disturbed: ",
          "; then the same command again; until then the site stays down\"",
          "\"migrations_run\": []");
      host.bash("rm /srv/tidepool/work/counting.flag");
    }

    private void migration() {
      site().releaseMore(MISCOUNT);
      Ran ran = here.deploy("--output", "json");
      assertEquals(HOST_FAILED, ran.exit(), ran.out());
      wentBack(
          ran,
          "\"cause\": \"migrations: shore 0007_miscount failed",
          "\"next\": \"put right what the cause names; then the same command again\"");
    }

    private String mended() {
      return site().releaseMore("sed -i 's/sleep(.*)/sleep(1)/' shore/migrations/0007*.py");
    }

    private void start() {
      Faults.strikeLater(host, Faults.APACHE_IS_STARTED, "pkill -KILL apache2");
      Ran ran = here.deploy("--output", "json", "-e", "site_stop_timeout=8s");
      assertEquals(HOST_FAILED, ran.exit(), ran.out());
      wentBack(
          ran,
          "\"cause\": \"start the server: Apache doesn't run after the start",
          "then the same command again\"");
    }

    /// To what was there before the first run.
    private void wentBack(Ran ran, String... more) {
      closes(ran, "\"server\": \"up\"", "\"message\": \"down\"");
      closes(ran, "\"shore to 0003_visit_weather\"", "\"people to 0002_keeper_phone\"");
      closes(ran, more);
      assertEquals(before.site(), SiteState.of(host).site(), ran.out());
    }

    private void staysDown(Ran ran, String... more) {
      assertEquals(HOST_FAILED, ran.exit(), ran.out());
      closes(ran, "\"server\": \"down\"", "\"message\": \"up\"");
      closes(ran, more);
      assertEquals(Optional.empty(), site().apachePid(), ran.out());
      assertTrue(site().messageIsUp(), ran.out());
    }

    private static void closes(Ran ran, String... lines) {
      for (String line : List.of(lines)) {
        assertTrue(ran.out().contains(line), line + " of " + ran.out() + ran.err());
      }
    }
  }
}
