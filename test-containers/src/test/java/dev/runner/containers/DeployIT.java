package dev.runner.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// `playbooks/deploy.yml` on real hosts: what it predicts, what it does, and that a second run does
/// nothing.
class DeployIT {
  private static final String SUBMODULE =
      """
      set -e
      git config --system protocol.file.allow always
      cd $(mktemp -d)
      git init -q -b master reef
      cd reef
      echo coral >README
      git add README
      git -c user.name=Ann -c user.email=ann@example.org commit -qm reef
      git clone -q --bare . /srv/git/reef.git
      git config --system --add safe.directory /srv/git/reef.git
      chmod -R a+rX /srv/git/reef.git
      """;

  @TempDir private Path folder;

  @ParameterizedTest
  @MethodSource("dev.runner.containers.Stack#ofSites")
  void predictsThenDoesThenFindsNothingToDo(Stack stack) {
    try (TestHost host = TestHost.start(stack)) {
      Workspace here = new Workspace(folder).with("web1", host);
      Tidepool site = host.tidepool();
      String autumn = site.release("autumn");

      predicts(here, host);
      Optional<String> springPid = site.apachePid();
      does(here, host, autumn);
      assertFalse(springPid.equals(site.apachePid()), "the server was not restarted");
      findsNothingToDo(here, host);
    }
  }

  /// PostgreSQL, and gunicorn behind Apache; a second commit that asks for no window doesn't take
  /// the site down, and a third does, whose submodule may bring anything.
  @Test
  void alsoOnPostgresqlBehindGunicorn() {
    Map<String, String> settings =
        Map.of(
            "SERVICES",
            "postgres apache",
            "TIDEPOOL_DATABASE",
            "postgres",
            "TIDEPOOL_SERVER",
            "gunicorn");
    try (TestHost host = TestHost.start(Stack.MODERN, settings)) {
      Workspace here = new Workspace(folder).with("web1", host);
      Tidepool site = host.tidepool();
      site.release("autumn");
      String[] words = {"-e", "site_service=tidepool-gunicorn", "-e", "site_window=needed"};
      String[] check = {words[0], words[1], words[2], words[3], "--check"};
      String foreseen = here.deploy(check).orThrow().out();
      String said = here.deploy(words).orThrow().out();
      assertEquals(changes(foreseen), changes(said), foreseen + said);
      assertEquals(Optional.of("autumn"), site.season(), said);
      assertFalse(said.contains("was away: not at all"), said);

      Optional<String> pid = site.apachePid();
      String next = site.releaseOneMoreLine();
      String quick = here.deploy(words).orThrow().out();
      assertEquals(next, site.revision(), quick);
      assertEquals(pid, site.apachePid(), quick);
      assertTrue(quick.contains("was away: not at all"), quick);

      host.bash(SUBMODULE);
      site.releaseMore("git submodule --quiet add /srv/git/reef.git reef");
      String seen = here.deploy(check).orThrow().out();
      assertTrue(seen.contains("\"submodules to update\": [\n            \"reef\""), seen);
      String careful = here.deploy(words).orThrow().out();
      assertEquals(changes(seen), changes(careful), seen + careful);
      assertEquals("coral", host.bash("cat /srv/tidepool/reef/README"), careful);
      assertFalse(careful.contains("was away: not at all"), careful);
      assertNotEquals(pid, site.apachePid(), careful);
    }
  }

  /// The other end of that age: Django 1.6 and South 1.0, tables that know no transactions, and a
  /// database that isn't strict. There a NULL that may not be becomes a zero date, with a warning.
  @Test
  void alsoOnDjango16WithMyisamThatIsNotStrict() {
    Map<String, String> settings =
        Map.of("TIDEPOOL_DJANGO", "1.6", "TIDEPOOL_ENGINE", "myisam", "TIDEPOOL_SQL_MODE", "");
    try (TestHost host = TestHost.start(Stack.CLASSIC, settings)) {
      Workspace here = new Workspace(folder).with("web1", host);
      Tidepool site = host.tidepool();
      String autumn = site.release("autumn");
      assertEquals("1.6.11", site.manage("--version"));
      predicts(here, host);
      does(here, host, autumn);
      findsNothingToDo(here, host);

      site.release("autumn-bad");
      Ran bad = here.deploy().orThrow();
      String said = bad.out();
      assertTrue(bad.err().contains("Data truncated for column 'date'"), said + bad.err());
      assertTrue(said.contains("migrations run: shore 0006_visit_date; pending: none"), said);
      assertEquals("0000-00-00", site.sql("SELECT MIN(date) FROM shore_visit"));
      assertEquals(
          "MyISAM",
          site.sql(
              "SELECT GROUP_CONCAT(DISTINCT engine) FROM information_schema.tables"
                  + " WHERE table_schema = 'tidepool'"));
      findsNothingToDo(here, host);
    }
  }

  /// How many tasks changed something, or would, by the recap.
  private static String changes(String out) {
    return out.replaceAll("(?s).*changed=(\\d+).*", "$1");
  }

  private static void predicts(Workspace here, TestHost host) {
    Tidepool site = host.tidepool();
    Mark before = Mark.besideDatabases(host);
    String database = site.database();
    Optional<String> pid = site.apachePid();

    String said = here.deploy("--check", "--diff").orThrow().out();

    for (String foreseen :
        List.of(
            "Record the tide of each visit",
            "New colours and a table of tides",
            "MAP_TOKEN",
            "UPLOAD_LIMIT",
            "tide_word",
            "shelltally",
            "tides.txt",
            "0004_visit_tide",
            "0005_fill_counted_by",
            "0003_keeper_best_tide")) {
      assertTrue(said.contains(foreseen), () -> "not foreseen: " + foreseen + "\n" + said);
    }
    assertFalse(said.contains("only-a-demonstration"), "a setting's value was shown");
    assertEquals(Set.of(), before.changed());
    assertEquals(database, site.database());
    assertEquals(pid, site.apachePid());
    assertEquals("", site.status());
  }

  private static void does(Workspace here, TestHost host, String autumn) {
    Tidepool site = host.tidepool();
    String said = here.startDeploy().await().orThrow().out();
    assertEquals(autumn, site.revision(), said);
    assertEquals(Optional.of("autumn"), site.season(), said);
    assertEquals(200, host.get("/tides/").status(), said);
    assertEquals(200, host.get("/static/shore/tides.txt").status());
    assertEquals(
        List.of(
            "people 0001_initial",
            "people 0002_keeper_phone",
            "people 0003_keeper_best_tide",
            "shore 0001_initial",
            "shore 0002_photo",
            "shore 0003_visit_weather",
            "shore 0004_visit_tide",
            "shore 0005_fill_counted_by"),
        site.appliedMigrations());
    assertFalse(host.get("/").body().contains("closes at"), "the message is still up");
    assertEquals("", site.status());
    String settings = host.bash("cat /srv/tidepool/tidepool/settings_local.py");
    assertTrue(settings.contains("MAP_TOKEN = 'only-a-demonstration'"), settings);
    assertTrue(settings.contains("UPLOAD_LIMIT = 20"), settings);
    assertFalse(said.contains("only-a-demonstration"), "a setting's value was shown");
    assertEquals(
        "",
        host.bash("find /srv/tidepool ! -perm -g+w ! -type l -print | head"),
        "paths that the team can't write");
    assertEquals("", host.bash("find /srv/tidepool ! -user deploy -print | head"));
  }

  private static void findsNothingToDo(Workspace here, TestHost host) {
    Tidepool site = host.tidepool();
    Mark before = Mark.besideDatabases(host);
    Optional<String> pid = site.apachePid();
    String said = here.deploy().orThrow().out();
    assertTrue(said.matches("(?s).*web1 +: ok=\\d+ +changed=0 .*"), said);
    assertEquals(pid, site.apachePid());
    assertEquals(Set.of(), before.changed());
  }
}
