package dev.runner.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Two web hosts of one site, updated one after the other.
class TwoHostsIT {
  private static final int HTTP_OK = 200;

  @TempDir private Path folder;

  /// Asks both hosts again and again whether they answer, until it is closed.
  private static final class Watch implements AutoCloseable {
    private static final long PAUSE_MILLIS = 50;

    private final TestHost one;
    private final TestHost two;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private volatile boolean allDown;

    Watch(TestHost one, TestHost two) {
      this.one = one;
      this.two = two;
      clock.scheduleWithFixedDelay(this::look, 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }

    /// The first one again at the end: they might have taken turns between two looks.
    private void look() {
      allDown |= isDown(one) && isDown(two) && isDown(one);
    }

    private static boolean isDown(TestHost host) {
      return host.get("/health/").status() != HTTP_OK;
    }

    /// Whether there was a moment at which no host answered.
    boolean sawAllDown() {
      return allDown;
    }

    @Override
    public void close() {
      clock.close();
    }
  }

  @Test
  void oneStaysUpWhereNoMigrationIsPending() {
    try (TestHost one = TestHost.start(Stack.MODERN);
        TestHost two = TestHost.start(Stack.MODERN)) {
      Workspace here = new Workspace(folder).with("web1", one).with("web2", two);
      String first = one.tidepool().releaseOneMoreLine();
      String second = two.tidepool().releaseOneMoreLine();
      Watch watch = new Watch(one, two);
      try (watch) {
        here.deploy("-e", "{site_smoke: [], site_settings: []}").orThrow();
      }
      assertEquals(first, one.tidepool().revision());
      assertEquals(second, two.tidepool().revision());
      assertTrue(!watch.sawAllDown(), "both were down at once");
    }
  }

  @Test
  void allStopFirstWhereTheDatabaseChangesUnderTheOldCode() {
    try (TestHost one = TestHost.start(Stack.MODERN);
        TestHost two = TestHost.start(Stack.MODERN)) {
      Workspace here = new Workspace(folder).with("web1", one).with("web2", two);
      one.tidepool().release("autumn");
      two.tidepool().release("autumn");
      Watch watch = new Watch(one, two);
      try (watch) {
        here.deploy().orThrow();
      }
      assertEquals(Optional.of("autumn"), one.tidepool().season());
      assertEquals(Optional.of("autumn"), two.tidepool().season());
      assertTrue(watch.sawAllDown(), "the old code ran on the new database");
    }
  }

  @Test
  void declaredCompatibleTheyTakeTurnsAllTheSame() {
    try (TestHost one = TestHost.start(Stack.MODERN);
        TestHost two = TestHost.start(Stack.MODERN)) {
      Workspace here = new Workspace(folder).with("web1", one).with("web2", two);
      one.tidepool().release("autumn");
      two.tidepool().release("autumn");
      Watch watch = new Watch(one, two);
      try (watch) {
        here.deploy("-e", "migrations_compatible=true").orThrow();
      }
      assertEquals(Optional.of("autumn"), two.tidepool().season());
      assertTrue(!watch.sawAllDown(), "both were down at once");
    }
  }

  @Test
  void whatCouldHaveGoneOnIsLeftAsItWas() {
    try (TestHost one = TestHost.start(Stack.MODERN);
        TestHost two = TestHost.start(Stack.MODERN)) {
      Workspace here = new Workspace(folder).with("web1", one).with("web2", two);
      one.tidepool().release("autumn");
      two.tidepool().release("autumn");
      one.tidepool().fault("dirty");
      String said = here.deploy().out();
      String cause =
          "what the new revision brings, and that it can be brought in: /srv/tidepool has";
      assertTrue(said.contains("\"cause: " + cause), said);
      assertTrue(
          said.contains("\"cause: left as it was, since web1 could not be updated: " + cause),
          said);
      assertTrue(said.contains("\"next: see to that first; then the same command again\""), said);
      assertEquals(Optional.of("spring"), two.tidepool().season(), said);
    }
  }

  private static final Map<String, String> POSTGRES =
      Map.of("SERVICES", "postgres apache", "TIDEPOOL_DATABASE", "postgres");

  /// Makes two hosts and the database that both use, which is the first one's.
  private static void share(TestHost one, TestHost two) {
    one.bash(
        """
        set -e
        echo "listen_addresses = '*'" >>/etc/postgresql/15/main/postgresql.conf
        echo "host all all 0.0.0.0/0 md5" >>/etc/postgresql/15/main/pg_hba.conf
        pg_ctlcluster 15 main restart
        """);
    two.bash(
        "sed -i 's/127.0.0.1/%s/' /srv/tidepool/tidepool/settings_local.py && apachectl restart"
            .formatted(one.address()));
  }

  /// Each host has its block, the migrations are run once, and nobody serves the old code from new
  /// tables.
  @Test
  void whereTheFirstIsLostInAMigrationTheOthersWaitForIt() {
    try (TestHost one = TestHost.start(Stack.MODERN, POSTGRES);
        TestHost two = TestHost.start(Stack.MODERN, POSTGRES);
        CuttingProxy proxy = CuttingProxy.before(one.sshPort())) {
      share(one, two);
      Workspace here =
          new Workspace(folder)
              .with(one.inventoryLine("web1", "admin", proxy.port()))
              .with("web2", two);
      String autumn = one.tidepool().release("autumn-slow");
      two.tidepool().release("autumn-slow");
      var running = here.startDeploy();
      SlowMigration slow = new SlowMigration(one);
      slow.hold();
      proxy.refuse(true);
      proxy.cut();
      Ran cut = running.await();
      for (String line :
          List.of(
              "server: unknown; was stopped at",
              "message: unknown; was up when last seen",
              "migrations run: unknown",
              "cause: migrations: ",
              "server: down",
              "message: up",
              "cause: left as it was, since web1 could not be updated: migrations: ")) {
        assertTrue(cut.out().contains("\"" + line), line + " of " + cut.out());
      }
      assertEquals(Optional.empty(), one.tidepool().apachePid(), cut.out());
      assertEquals(Optional.empty(), two.tidepool().apachePid(), cut.out());
      assertTrue(two.tidepool().messageIsUp(), cut.out());

      proxy.refuse(false);
      slow.goOn();
      String again = here.deploy().orThrow().out();
      for (TestHost each : List.of(one, two)) {
        assertEquals(autumn, each.tidepool().revision(), again);
        assertEquals(Optional.of("autumn"), each.tidepool().season(), again);
      }
      assertEquals(9, one.tidepool().appliedMigrations().size(), again);
      assertTrue(again.contains("migrations run: none; pending: none"), again);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "2"})
  void migrationsOfASharedDatabaseAreRunOnce(String atATime) {
    try (TestHost one = TestHost.start(Stack.MODERN, POSTGRES);
        TestHost two = TestHost.start(Stack.MODERN, POSTGRES)) {
      share(one, two);
      Workspace here = new Workspace(folder).with("web1", one).with("web2", two);
      one.tidepool().release("autumn");
      two.tidepool().release("autumn");
      String said = here.deploy("-e", "site_serial=" + atATime).orThrow().out();
      String run =
          "migrations run: shore 0004_visit_tide, shore 0005_fill_counted_by, people"
              + " 0003_keeper_best_tide; pending: none";
      assertEquals(2, said.split(Pattern.quote(run), -1).length, said);
      assertEquals(2, said.split("migrations run: none; pending: none", -1).length, said);
      assertEquals(Optional.of("autumn"), two.tidepool().season(), said);
    }
  }
}
