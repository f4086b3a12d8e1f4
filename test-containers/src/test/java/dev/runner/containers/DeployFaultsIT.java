package dev.runner.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each trouble of a deploy ends in a decided state, with a message that names the cause.
class DeployFaultsIT {
  private static final int HOST_FAILED = 2;

  @TempDir private Path folder;

  @Test
  void withoutSudoNothingBegins() {
    try (TestHost host = TestHost.start(Stack.MODERN)) {
      host.tidepool().release("autumn");
      Workspace here = new Workspace(folder).with(host.inventoryLine("web1", "deploy"));
      Ran ran = here.deploy();
      assertNotEquals(0, ran.exit());
      assertTrue(ran.out().contains("sudo"), ran.out());
      assertEquals(Optional.of("spring"), host.tidepool().season());
    }
  }

  /// South fails on it ([FaultsIT]). Django's own migrations leave such records behind whenever
  /// some are squashed, and go on.
  @Test
  void aGhostMigrationIsNoTroubleToDjango() {
    try (TestHost host = TestHost.start(Stack.MODERN)) {
      Tidepool site = host.tidepool();
      site.release("autumn");
      site.fault("ghost");
      new Workspace(folder).with("web1", host).deploy().orThrow();
      assertEquals(Optional.of("autumn"), site.season());
    }
  }

  @ParameterizedTest
  @MethodSource("dev.runner.containers.Stacks#modernFirst")
  void aLocalCommitIsCarriedAlong(Stack stack) {
    try (TestHost host = TestHost.start(stack)) {
      Tidepool site = host.tidepool();
      String autumn = site.release("autumn");
      site.fault("commit");
      new Workspace(folder).with("web1", host).deploy().orThrow();
      assertEquals(autumn, site.git("rev-parse HEAD~1"));
      assertEquals("A note made on the server", site.git("log -1 --format=%s"));
      assertEquals(Optional.of("autumn"), site.season());
    }
  }

  /// As on the classic stack ([FaultsIT]): MariaDB doesn't undo the first statement.
  @Test
  void aMigrationOfDjangosOwnThatStopsMidwayKeepsTheSiteDown() {
    try (TestHost host = TestHost.start(Stack.MODERN, Map.of("TIDEPOOL_DATABASE", "mariadb"))) {
      Tidepool site = host.tidepool();
      site.release("autumn-bad");
      Workspace here = new Workspace(folder).with("web1", host);
      for (Ran ran : List.of(here.deploy(), here.deploy())) {
        assertEquals(HOST_FAILED, ran.exit(), ran.out());
        assertTrue(ran.out().contains("0006_visit_date"), ran.out());
        assertEquals(Optional.empty(), site.apachePid(), ran.out());
        assertTrue(site.messageIsUp(), ran.out());
      }
    }
  }

  /// Apache's own `stop` returns while the request is open, and a start at that moment starts
  /// nothing.
  @ParameterizedTest
  @MethodSource("dev.runner.containers.Stacks#modernFirst")
  void aRequestThatIsOpenAtTheStopIsNoTrouble(Stack stack) {
    try (TestHost host = TestHost.start(stack)) {
      Tidepool site = host.tidepool();
      Optional<String> pid = site.apachePid();
      site.release("autumn");
      var running = new Workspace(folder).with("web1", host).startDeploy();
      running.until(out -> out.contains("tell the users"));
      TestHost.Reply slow = host.get("/slow/?seconds=50");
      assertEquals(0, slow.status(), "the request ended before the stop: " + slow.body());
      running.await().orThrow();
      assertEquals(Optional.of("autumn"), site.season());
      assertNotEquals(pid, site.apachePid());
    }
  }

  @ParameterizedTest
  @MethodSource("dev.runner.containers.Stacks#classicFirst")
  void aCutDuringAMigrationIsNoOk(Stack stack) {
    try (TestHost host = TestHost.start(stack);
        CuttingProxy proxy = CuttingProxy.before(host.sshPort())) {
      Tidepool site = host.tidepool();
      String autumn = site.release("autumn-slow");
      Workspace here =
          new Workspace(folder).with(host.inventoryLine("web1", "admin", proxy.port()));
      var running = here.startDeploy();
      new SlowMigration(host).hold();
      proxy.cut();
      Ran cut = running.await();
      assertNotEquals(0, cut.exit(), cut.out());
      assertTrue(cut.err().concat(cut.out()).contains("still owed: Apache is stopped"), cut.err());
      assertEquals(Optional.empty(), site.apachePid(), "started in the middle of a migration");
      assertTrue(site.messageIsUp(), cut.out());
      assertTrue(cut.out().contains("What was running there may have gone on or not"), cut.out());
      for (String line :
          List.of(
              "server: down", "message: up", "migrations run: unknown", "cause: migrations: ")) {
        assertTrue(cut.out().contains(line), line + " of " + cut.out());
      }

      Ran soon = here.deploy();
      assertNotEquals(0, soon.exit(), soon.out());
      assertTrue(soon.out().contains("migrations are being run right now"), soon.out());
      new SlowMigration(host).goOn();
      here.deploy().orThrow();
      assertEquals(autumn, site.revision());
      assertEquals(Optional.of("autumn"), site.season());
      assertFalse(host.get("/").body().contains("closes at"));
    }
  }

  /// What is said of it is what the run saw last, and called so.
  @Test
  void aHostThatStaysAwayHasItsLastBlockToo() {
    try (TestHost host = TestHost.start(Stack.CLASSIC);
        CuttingProxy proxy = CuttingProxy.before(host.sshPort())) {
      host.tidepool().release("autumn-slow");
      var running =
          new Workspace(folder)
              .with(host.inventoryLine("web1", "admin", proxy.port()))
              .startDeploy("--output", "json");
      new SlowMigration(host).hold();
      proxy.refuse(true);
      proxy.cut();
      Ran cut = running.await();
      assertEquals(HOST_FAILED, cut.exit(), cut.out());
      for (String line :
          List.of(
              "\"server\": \"unknown; was stopped at ",
              "\"message\": \"unknown; was up when last seen\"",
              "\"code_to\": \"unknown\"",
              "\"migrations_run\": [\"unknown\"",
              "\"cause\": \"migrations: ",
              "\"next\": \"wait until the host can be reached")) {
        assertTrue(cut.out().replaceAll("\\[\\s+", "[").contains(line), line + " of " + cut.out());
      }
    }
  }

  /// Nobody knows then what it came to.
  @Test
  void anInterruptedMigrationKeepsTheSiteDown() {
    try (TestHost host = TestHost.start(Stack.CLASSIC)) {
      Tidepool site = host.tidepool();
      site.release("autumn-slow");
      var running = new Workspace(folder).with("web1", host).startDeploy();
      new SlowMigration(host).hold();
      Ran ran = running.signal("INT").await();
      assertEquals(99, ran.exit(), ran.out() + ran.err());
      assertEquals(Optional.empty(), site.apachePid(), "started after half a migration");
      assertTrue(site.messageIsUp(), ran.out());
      String told = ran.out() + ran.err();
      assertTrue(told.contains("still owed: Apache is stopped"), told);
      closesWith(ran, "server: down", "message: up", "cause: interrupted in: migrations");
    }
  }

  /// New code without its settings and tables isn't to be served either.
  @Test
  void interruptedHalfOfTheWayItStaysDownAndTheSameCommandGoesOn() {
    try (TestHost host = TestHost.start(Stack.MODERN)) {
      Tidepool site = host.tidepool();
      String autumn = site.release("autumn");
      Workspace here = new Workspace(folder).with("web1", host);
      var running = here.startDeploy();
      SlowMigration.hold(
          host,
          "[ $(git -c safe.directory='*' -C /srv/tidepool rev-parse HEAD) = %s ]".formatted(autumn),
          "[c]ollectstatic");
      Ran ran = running.signal("TERM").await();
      assertEquals(99, ran.exit(), ran.out() + ran.err());
      assertEquals(Optional.empty(), site.apachePid(), "started with half of the new code");
      closesWith(
          ran,
          "server: down",
          "message: up",
          "static files collected: unknown",
          "cause: interrupted in: static files",
          "next: the same command again; until then the site stays down");
      here.deploy().orThrow();
      assertEquals(Optional.of("autumn"), site.season());
    }
  }

  @Test
  void aHostThatIsLostInAShortStepHasItsLastBlock() {
    try (TestHost host = TestHost.start(Stack.MODERN);
        CuttingProxy proxy = CuttingProxy.before(host.sshPort())) {
      host.tidepool().release("autumn");
      var running =
          new Workspace(folder)
              .with(host.inventoryLine("web1", "admin", proxy.port()))
              .startDeploy(
                  "-e", "{site_smoke: [{url: 'http://localhost/slow/?seconds=60', timeout: 90s}]}");
      running.until(out -> out.contains("test it quickly"));
      host.bash("until grep -q ':0050 [^ ]* 01 ' /proc/net/tcp /proc/net/tcp6; do sleep 0.1; done");
      proxy.refuse(true);
      proxy.cut();
      Ran cut = running.await();
      assertEquals(HOST_FAILED, cut.exit(), cut.out());
      closesWith(cut, "server: unknown", "cause: test it quickly: ", "next: wait until the host");
    }
  }

  @Test
  void aHostThatWasNeverReachedHasItsLastBlock() {
    try (TestHost host = TestHost.start(Stack.MODERN);
        CuttingProxy proxy = CuttingProxy.before(host.sshPort())) {
      proxy.refuse(true);
      Ran ran =
          new Workspace(folder)
              .with("web1", host)
              .with(host.inventoryLine("web2", "admin", proxy.port()))
              .deploy();
      assertNotEquals(0, ran.exit(), ran.out());
      closesWith(
          ran,
          "server: unknown",
          "the site was away: not by this run",
          "cause: no job is running that must not be disturbed: ",
          "next: see to it that the host can be reached; then the same command again",
          "server: up",
          "cause: left as it was, since web2 could not be updated: ");
    }
  }

  private static void closesWith(Ran ran, String... lines) {
    for (String line : lines) {
      assertTrue(ran.out().contains("\"" + line), line + " of " + ran.out() + ran.err());
    }
  }

  @Test
  void twoRunsAtOnceDoNotMeet() {
    try (TestHost host = TestHost.start(Stack.MODERN)) {
      Tidepool site = host.tidepool();
      site.release("autumn");
      Workspace here = new Workspace(folder).with("web1", host);
      var first = here.startDeploy();
      first.until(out -> out.contains("tell the users"));
      Ran second = here.deploy();
      assertNotEquals(0, second.exit(), second.out());
      assertTrue(second.out().contains("is at work"), second.out());
      first.await().orThrow();
      assertEquals(Optional.of("autumn"), site.season());
    }
  }

  @Test
  void anInterruptedRunPaysWhatItOwes() {
    try (TestHost host = TestHost.start(Stack.MODERN)) {
      host.tidepool().release("autumn");
      Workspace here = new Workspace(folder).with("web1", host);
      var running = here.startDeploy("-e", "site_banner_lead=10m");
      running.until(out -> out.contains("wait until the maintenance begins"));
      Ran ran = running.signal("INT").await();
      assertEquals(99, ran.exit(), ran.out() + ran.err());
      closesWith(
          ran,
          "server: up",
          "message: down",
          "migrations run: none; pending: ",
          "the site was away: not at all",
          "cause: interrupted in: wait until the maintenance begins",
          "next: the same command again\"");
      assertFalse(host.get("/").body().contains("closes at"), ran.out());
      assertEquals(Optional.of("spring"), host.tidepool().season());
    }
  }

  @Test
  void aKilledRunLeavesADebtThatTheNextOneFinds() {
    try (TestHost host = TestHost.start(Stack.MODERN)) {
      host.tidepool().release("autumn");
      Workspace here = new Workspace(folder).with("web1", host);
      var running = here.startDeploy("-e", "site_banner_lead=40s");
      running.until(out -> out.contains("wait until the maintenance begins"));
      running.signal("KILL").await();
      Ran check = here.deploy("--check");
      String told = check.out() + check.err();
      assertTrue(told.contains("still owed: the message of maintenance is up"), told);
      // The message that the killed run put up is kept: users were told that time.
      String said = here.deploy().orThrow().out();
      assertEquals(Optional.of("autumn"), host.tidepool().season(), said);
      Ran after = here.deploy("--check").orThrow();
      assertFalse((after.out() + after.err()).contains("still owed"), after.out() + after.err());
    }
  }
}
