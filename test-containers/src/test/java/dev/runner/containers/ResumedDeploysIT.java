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
  private final FaultTable table = new FaultTable();

  /// Where the second run fails.
  enum Where {
    GUARD("a job runs", "held: server down, message up"),
    MIGRATION("a further migration fails", BACK),
    START("Apache crashes as soon as it starts", BACK);

    private final String trouble;
    private final String end;

    Where(String trouble, String end) {
      this.trouble = trouble;
      this.end = end;
    }
  }

  private static final String BACK =
      "back to what was before the first run: code, packages and database, server up, message down";

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
    table.write("4-resumed");
  }

  @ParameterizedTest
  @MethodSource("failures")
  void endsInADecidedState(Stack stack, Where where, @TempDir Path folder) {
    spring.lend(
        stack,
        host -> {
          Workspace here = new Workspace(folder).with("web1", host);
          Ran second = new Site(host, here, SiteState.of(host)).bears(where);
          table.add(
              where.name(),
              stack,
              "a deploy is interrupted in a migration; in the same command again " + where.trouble,
              where.end,
              "deploys",
              second.out());
          return false;
        });
  }

  /// @param before what was there before the first run
  private record Site(TestHost host, Workspace here, SiteState before) {
    Ran bears(Where where) {
      String spring = site().revision();
      site().release("autumn-slow");
      var running = here.startDeploy();
      SlowMigration slow = new SlowMigration(host);
      slow.hold();
      String first = running.signal("INT").await().out();
      assertEquals(Optional.empty(), site().apachePid(), first);
      slow.goOn();
      Ran second =
          switch (where) {
            case GUARD -> guard();
            case MIGRATION -> migration();
            case START -> start();
          };
      String autumn = where == Where.MIGRATION ? mended() : host.bash(MASTER);
      String last = here.deploy().orThrow().out();
      assertEquals(autumn, site().revision(), last);
      assertEquals(Optional.of("autumn"), site().season(), last);
      assertFalse(host.get("/").body().contains("closes at"), last);
      assertEquals(where == Where.MIGRATION ? 10 : 9, site().appliedMigrations().size(), last);
      assertTrue(last.contains("\"code: %s → ".formatted(spring.substring(0, 10))), last);
      return second;
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

    private Ran guard() {
      site().fault("flag");
      Ran ran = here.deploy("--output", "json");
      staysDown(
          ran,
          "\"cause\": \"no job is running that must not be disturbed: ",
          "; then the same command again; until then the site stays down\"",
          "\"migrations_run\": []");
      host.bash("rm /srv/tidepool/work/counting.flag");
      return ran;
    }

    private Ran migration() {
      site().releaseMore(MISCOUNT);
      Ran ran = here.deploy("--output", "json");
      assertEquals(HOST_FAILED, ran.exit(), ran.out());
      wentBack(
          ran,
          "\"cause\": \"migrations: shore 0007_miscount failed",
          "\"next\": \"put right what the cause names; then the same command again\"");
      return ran;
    }

    private String mended() {
      return site().releaseMore("sed -i 's/sleep(.*)/sleep(1)/' shore/migrations/0007*.py");
    }

    private Ran start() {
      Faults.strikeLater(host, Faults.APACHE_IS_STARTED, "pkill -KILL apache2");
      Ran ran = here.deploy("--output", "json", "-e", "site_stop_timeout=8s");
      assertEquals(HOST_FAILED, ran.exit(), ran.out());
      // It dies before somebody looks whether it runs, or between that and the request that it must
      // answer.
      wentBack(ran, "\"cause\": \"start the server: Apache ", "then the same command again\"");
      return ran;
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
