package dev.runner.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The command ends in the middle of a migration, asked to or killed; the same command again goes
/// on where it was broken off, and what it replaced can be brought back.
class BrokenOffMigrationsIT {
  @TempDir private Path folder;

  static Stream<Arguments> ends() {
    return Stack.ofSites().stream()
        .flatMap(stack -> Stream.of("INT", "KILL").map(signal -> Arguments.of(stack, signal)));
  }

  @ParameterizedTest
  @MethodSource("ends")
  void theSameCommandAgainGoesOn(Stack stack, String signal) {
    Map<String, String> settings =
        stack == Stack.MODERN
            ? Map.of("SERVICES", "postgres apache", "TIDEPOOL_DATABASE", "postgres")
            : Map.of();
    try (TestHost host = TestHost.start(stack, settings)) {
      Tidepool site = host.tidepool();
      String spring = site.revision();
      List<String> migrations = site.appliedMigrations();
      String autumn = site.release("autumn-slow");
      Workspace here = new Workspace(folder).with("web1", host);
      var running = here.startDeploy();
      SlowMigration slow = new SlowMigration(host);
      slow.hold();
      Ran ended = running.signal(signal).await();
      assertEquals(Optional.empty(), site.apachePid(), ended.out());
      assertTrue(site.messageIsUp(), ended.out());
      slow.goOn();

      String again = here.deploy().orThrow().out();
      assertEquals(autumn, site.revision(), again);
      assertEquals(Optional.of("autumn"), site.season(), again);
      assertFalse(host.get("/").body().contains("closes at"), again);
      assertEquals(9, site.appliedMigrations().size(), again);
      assertTrue(
          again.contains(
              "code: %s → %s".formatted(spring.substring(0, 10), autumn.substring(0, 10))),
          again);

      String back =
          here.runner()
              .run(
                  "play",
                  Workspace.root().resolve("playbooks/rollback.yml").toString(),
                  "-i",
                  "hosts",
                  "-e",
                  "site_banner_lead=1s")
              .orThrow()
              .out();
      assertEquals(spring, site.revision(), back);
      assertEquals(migrations, site.appliedMigrations(), back);
      assertEquals(Optional.of("spring"), site.season(), back);
      for (String stays :
          List.of(
              "MAP_TOKEN, UPLOAD_LIMIT in tidepool/settings_local.py",
              "tide_word in shore/task_helpers.py")) {
        assertTrue(back.contains(stays), back);
      }
    }
  }
}
