package dev.runner.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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

/// A rollback that ends while a migration is taken back: interrupted, killed, or by the loss of its
/// host. The site stays down with its message up until the same command has gone on to the end, or
/// a deploy has led forwards again.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
class BrokenOffRollbacksIT {
  private static final int INTERRUPTED = 99;
  private static final int HOST_FAILED = 2;

  /// Taking shore's fifth back lasts a while.
  private static final String SLOW_BACK =
      """
      sed -i 's/RunPython(fill, empty)/RunPython(fill, lambda apps, editor: __import__("time").sleep(12))/' shore/migrations/0005*.py
      sed -i '/def backwards/,/^$/s/orm.*update.*/__import__("time").sleep(12)/' shore/migrations/0005*.py
      """;

  private final Spring spring = new Spring();
  private final FaultTable table = new FaultTable();

  static Stream<Arguments> ends() {
    return Stream.of("INT", "KILL", "loss")
        .flatMap(
            end ->
                Stack.ofSites().stream()
                    .filter(
                        stack -> Stacks.inMatrix() || (stack == Stack.MODERN) == end.equals("KILL"))
                    .map(stack -> Arguments.of(stack, end)));
  }

  @AfterAll
  void close() {
    spring.close();
    table.write("3-rollbacks");
  }

  @ParameterizedTest
  @MethodSource("ends")
  void goesOnOrForwardsAgain(Stack stack, String end, @TempDir Path folder) {
    spring.lend(
        stack,
        host -> {
          try (CuttingProxy proxy = CuttingProxy.before(host.sshPort())) {
            Ran ended = breaksOff(host, proxy, end, folder);
            table.add(
                end,
                stack,
                troubles().get(end),
                "held: server down, message up",
                again(end),
                ended.out());
          }
          return false;
        });
  }

  private static Map<String, String> troubles() {
    return Map.of(
        "INT", "a rollback is interrupted (SIGINT) while a migration is taken back",
        "KILL", "a rollback is killed (SIGKILL) while a migration is taken back",
        "loss", "a rollback loses its host while a migration is taken back");
  }

  private static String again(String end) {
    return end.equals("KILL")
        ? "a deploy leads forwards again, and a rollback after it back"
        : "goes back";
  }

  private static Ran breaksOff(TestHost host, CuttingProxy proxy, String end, Path folder) {
    Tidepool site = host.tidepool();
    String before = site.revision();
    List<String> migrations = site.appliedMigrations();
    Workspace here = new Workspace(folder).with(host.inventoryLine("web1", "admin", proxy.port()));
    site.release("autumn");
    String autumn = site.releaseMore(SLOW_BACK);
    here.deploy().orThrow();
    List<String> inAutumn = site.appliedMigrations();

    var running = here.startRollback("--output", "json");
    SlowMigration.hold(
        host,
        "grep -q '\"at\": \\[\\[\"shore\", \"0005_fill'"
            + " /srv/tidepool/.git/runner/migrate-default.json",
        "[p]ython - migrate ");
    Ran ended = ends(running, proxy, end);
    String told = ended.out() + ended.err();
    assertEquals(Optional.empty(), site.apachePid(), told);
    assertTrue(site.messageIsUp(), told);
    assertEquals(autumn, site.revision(), told);
    new SlowMigration(host).goOn();
    if (!end.equals("KILL")) {
      assertEquals(end.equals("INT") ? INTERRUPTED : HOST_FAILED, ended.exit(), told);
      closes(end, ended, autumn);
    } else {
      String again = here.deploy().orThrow().out();
      assertEquals(autumn, site.revision(), again);
      assertEquals(inAutumn, site.appliedMigrations(), again);
      assertEquals(Optional.of("autumn"), site.season(), again);
      assertFalse(host.get("/").body().contains("closes at"), again);
    }
    Ran back = here.startRollback().await().orThrow();
    assertEquals(before, site.revision(), back.out());
    assertEquals(migrations, site.appliedMigrations(), back.out());
    assertEquals(Optional.of("spring"), site.season(), back.out());
    assertFalse(host.get("/").body().contains("closes at"), back.out());
    assertTrue(
        back.out().contains("static files that the old code does not have, and that stay: "),
        back.out());
    Ran idle = here.startRollback().await().orThrow();
    assertTrue(idle.out().contains("the site was away: not at all"), idle.out());
    return ended;
  }

  private static Ran ends(RunnerCommand.Running running, CuttingProxy proxy, String end) {
    if (!end.equals("loss")) {
      Ran ran = running.signal(end).await();
      assertNotEquals(0, ran.exit());
      return ran;
    }
    proxy.refuse(true);
    proxy.cut();
    Ran ran = running.await();
    proxy.refuse(false);
    return ran;
  }

  private static void closes(String end, Ran ended, String autumn) {
    List<String> lines =
        end.equals("INT")
            ? List.of(
                "\"server\": \"down\"",
                "\"message\": \"up\"",
                "\"code_to\": \"%s\"".formatted(autumn),
                "\"cause\": \"interrupted in: take the migrations back\"",
                "\"next\": \"the same command again; until then the site stays down\"")
            : List.of(
                "\"server\": \"unknown; was stopped at ",
                "\"message\": \"unknown; was up when last seen\"",
                "\"code_to\": \"unknown\"",
                "\"cause\": \"take the migrations back: ",
                "\"next\": \"wait until the host can be reached");
    for (String line : lines) {
      assertTrue(ended.out().contains(line), line + " of " + ended.out() + ended.err());
    }
    String told = ended.out().replaceAll("\\s", "");
    assertTrue(
        told.contains("\"migrations_taken_back\":[" + (end.equals("INT") ? "" : "\"unknown\"")),
        ended.out());
    assertTrue(told.contains("\"code_from\":\"%s\"".formatted(autumn)), ended.out());
  }
}
