package dev.runner.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The test hosts themselves. (Not named TestHostIT: surefire takes classes named Test… for its
/// own.)
class HostsIT {

  @ParameterizedTest
  @MethodSource("dev.runner.containers.Stack#ofSites")
  void letsEachAccountIn(Stack stack) {
    try (TestHost host = TestHost.start(stack, Map.of("SERVICES", ""))) {
      for (String user : List.of("root", "deploy", "admin", "ops", "console")) {
        assertEquals(user, host.ssh(user, "id -un").orThrow().text());
      }
      assertEquals("root", host.ssh("admin", "sudo -n id -un").orThrow().text());
      assertEquals(
          "root", host.ssh("ops", "echo ops-secret | sudo -S -p '' id -un").orThrow().text());
      assertNotEquals(0, host.ssh("ops", "sudo -n id").exit());
      assertNotEquals(0, host.ssh("deploy", "sudo -n id").exit());
      assertTrue(host.ssh("console", "sudo -n id").err().contains("tty"));
    }
  }

  @ParameterizedTest
  @MethodSource("dev.runner.containers.Stack#ofSites")
  void servesTheSiteAtSpring(Stack stack) {
    try (TestHost host = TestHost.start(stack)) {
      Tidepool site = host.tidepool();
      assertEquals(Optional.of("spring"), site.season());
      assertTrue(host.get("/visits/").body().contains("Long Sands: no date, 12"));
      assertEquals(200, host.get("/static/shore/old-map.js").status());
      assertEquals("", site.status());
      assertEquals(
          List.of(
              "people 0001_initial",
              "people 0002_keeper_phone",
              "shore 0001_initial",
              "shore 0002_photo",
              "shore 0003_visit_weather"),
          site.appliedMigrations());
    }
  }

  @ParameterizedTest
  @MethodSource("dev.runner.containers.Stack#ofSites")
  void looksWithoutATrace(Stack stack) {
    try (TestHost host = TestHost.start(stack)) {
      host.get("/");
      Snapshot before = host.snapshot();
      String database = host.tidepool().database();
      host.ssh("deploy", "cat /srv/tidepool/manage.py").orThrow();
      assertEquals(Set.of(), host.snapshot().since(before));
      host.bash("echo more >>/srv/tidepool/README.txt; rm /srv/tidepool/requirements.txt");
      assertEquals(
          List.of("- /srv/tidepool/requirements.txt", "- /srv/tidepool/requirements.txt (content)"),
          host.snapshot().since(before).stream().filter(line -> line.startsWith("-")).toList());
      assertEquals(database, host.tidepool().database());
    }
  }

  @ParameterizedTest
  @MethodSource("dev.runner.containers.Stack#ofSites")
  void deploysAutumnByHand(Stack stack) {
    try (TestHost host = TestHost.start(stack)) {
      Tidepool site = host.tidepool();
      String autumn = site.release("autumn");
      site.git("fetch -q");
      site.git("rebase -q origin/master");
      assertEquals(autumn, site.revision());
      assertTrue(
          site.season().isEmpty() || site.season().equals(Optional.of("spring")),
          "old code until the restart");
      host.bash(
          "runuser -u deploy -- /srv/tidepool-env/bin/pip install -q -r /srv/tidepool/requirements.txt");
      host.bash(
          """
          printf "MAP_TOKEN = 'seven'\\nUPLOAD_LIMIT = 5\\n" >>/srv/tidepool/tidepool/settings_local.py
          cp /srv/tidepool/shore/task_helpers_example.py /srv/tidepool/shore/task_helpers.py
          """);
      site.manage("collectstatic --noinput");
      site.manage(stack == Stack.CLASSIC ? "migrate" : "migrate --noinput");
      host.bash(
          "apachectl stop; while [ -e /run/apache2/apache2.pid ]; do sleep 0.1; done; apachectl start");
      assertEquals(Optional.of("autumn"), site.season());
      assertEquals(200, host.get("/tides/").status());
    }
  }

  @Test
  void usesMariaDbOnAModernHostToo() {
    try (TestHost host = TestHost.start(Stack.MODERN, Map.of("TIDEPOOL_DATABASE", "mariadb"))) {
      assertEquals(Optional.of("spring"), host.tidepool().season());
      assertTrue(host.tidepool().database().contains("MariaDB dump"));
    }
  }
}
