package dev.runner.containers;

import static dev.runner.containers.Procedures.assertUnchanged;
import static dev.runner.containers.Procedures.play;
import static dev.runner.containers.Procedures.with;
import static dev.runner.containers.Procedures.words;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The procedures of a site's everyday life beside its deploy, on real hosts of both kinds; in the
/// usual build each on the kind where it has more to do, in the matrix on both.
class ProceduresIT {
  @TempDir private Path folder;

  private static final String INITIAL_DATA =
      """
      cd /srv/tidepool && mkdir -p shore/fixtures
      echo '[{"model": "shore.site", "pk": 1, "fields": {"name": "Renamed"}}]' >shore/fixtures/initial_data.json
      """;

  @ParameterizedTest
  @MethodSource("dev.runner.containers.Stacks#classicFirst")
  void looksAndTellsWithoutChangingAnything(Stack stack) {
    try (TestHost host = TestHost.start(stack)) {
      Workspace here = new Workspace(folder).with("web1", host);
      Tidepool site = host.tidepool();
      site.release("autumn");
      host.bash(INITIAL_DATA);
      Mark before = Mark.besideDatabases(host);
      String database = site.database();

      Ran ready = play(here, "preflight.yml");
      assertEquals(0, ready.exit(), words(ready));
      assertTrue(ready.out().contains("web1: ready"), words(ready));
      assertTrue(
          play(here, "migrate.yml", "-e", "list=true")
              .orThrow()
              .out()
              .contains("0003_visit_weather"));
      play(here, "migrate.yml", "-e", "dry_run=true").orThrow();
      assertEquals(Set.of(), before.changed());
      assertEquals(database, site.database());

      site.fault("flag");
      Ran busy = play(here, "preflight.yml");
      assertEquals(2, busy.exit(), words(busy));
      assertTrue(busy.out().contains("web1: NOT READY — job: "), words(busy));
      host.bash("rm /srv/tidepool/work/counting.flag");
      Ran unprivileged = play(here, "preflight.yml", "-e", "site_become=false");
      assertEquals(2, unprivileged.exit(), words(unprivileged));
      String sentence = "web1: NOT READY — Apache: only root can control Apache";
      assertTrue(unprivileged.out().contains(sentence), words(unprivileged));
      assertTrue(unprivileged.out().contains("to do: set site_become: true"), words(unprivileged));
      assertFalse(unprivileged.out().contains("NOT READY — sudo"), words(unprivileged));
      Ran closed = play(here, "preflight.yml", "-e", "site_dump=/root/before.dump");
      assertEquals(2, closed.exit(), words(closed));
      sentence =
          "dump: deploy, who dumps the database, may not write in /root; to do: set site_dump to";
      assertTrue(closed.out().contains(sentence), words(closed));
      Ran other = play(here, "preflight.yml", "-e", "site_branch=spring");
      assertEquals(2, other.exit(), words(other));
      String advice = "to do: check out spring there, or set site_local_branch: master";
      assertTrue(other.out().contains(advice), words(other));
    }
  }

  /// people 0003 depends on shore 0004, so that the way back takes it along, and the way there too.
  @ParameterizedTest
  @MethodSource("dev.runner.containers.Stacks#classicFirst")
  void showsTheLastTracebackWhole(Stack stack) {
    try (TestHost host = TestHost.start(stack)) {
      Workspace here = new Workspace(folder).with("web1", host);
      Ran calm = play(here, "diagnose.yml");
      assertFalse(calm.orThrow().out().contains("Traceback"), words(calm));
      assertTrue(calm.out().contains("no traceback was found in /var/log/apache2/"), words(calm));
      assertTrue(calm.out().contains("the last lines of /var/log/apache2/"), words(calm));
      host.bash(
          """
          cd /srv/tidepool && sed -i '1i raise ValueError("the tide is out")' shore/views.py
          apache2ctl graceful
          """);
      assertEquals(500, host.get("/").status());
      Ran idle = here.deploy("-e", "site_url=http://localhost/");
      assertTrue(idle.out().contains("server: up, but "), words(idle));
      Ran ran = play(here, "diagnose.yml").orThrow();
      assertTrue(ran.out().contains("ValueError: the tide is out"), words(ran));
      assertTrue(ran.out().contains("shore/views.py"), words(ran));
      host.bash("cd /srv/tidepool && sed -i 1d shore/views.py");
      Ran again = play(here, "diagnose.yml", "-e", "restart=true", "-e", "{\"site_smoke\": []}");
      assertTrue(again.orThrow().out().contains("no new error since the restart"), words(again));
    }
  }

  @ParameterizedTest
  @MethodSource("dev.runner.containers.Stacks#classicFirst")
  void addsAUserAsTheSiteItselfWould(Stack stack) {
    try (TestHost host = TestHost.start(stack)) {
      Workspace here = new Workspace(folder).with("web1", host);
      Tidepool site = host.tidepool();
      here.write("secrets.yml", "password: low-water-mark-7\n");
      String[] ann = {"-e", "user=ann", "-e", "email=ann@example.org", "-e", "@secrets.yml"};
      String database = site.database();
      play(here, "dev-user.yml", with(ann, "--check")).orThrow();
      assertEquals(database, site.database());

      Ran added = play(here, "dev-user.yml", ann).orThrow();
      assertTrue(added.out().contains("changed=1"), words(added));
      assertFalse(words(added).contains("low-water-mark-7"), "the password was shown");
      assertEquals(
          "1\t1",
          site.sql(
                  "SELECT u.is_active, count(k.id) FROM auth_user u JOIN people_keeper k ON"
                      + " k.user_id = u.id WHERE u.username = 'ann' GROUP BY u.is_active")
              .strip());
      assertEquals("", site.status());
      assertUnchanged(play(here, "dev-user.yml", ann));
      here.write("secrets.yml", "password: another-one-entirely\n");
      assertTrue(play(here, "dev-user.yml", ann).orThrow().out().contains("changed=1"));
    }
  }

  @ParameterizedTest
  @MethodSource("dev.runner.containers.Stacks#classicFirst")
  void goesBackToWhatTheLastDeployReplaced(Stack stack) {
    try (TestHost host = TestHost.start(stack)) {
      Workspace here = new Workspace(folder).with("web1", host);
      Tidepool site = host.tidepool();
      String spring = site.revision();
      List<String> migrations = site.appliedMigrations();
      site.release("autumn");
      here.deploy().orThrow();
      assertNotEquals(spring, site.revision());

      String[] dump = {"-e", "site_dump=/home/deploy/whole.dump"};
      Ran foreseen = play(here, "rollback.yml", with(dump, "--check")).orThrow();
      assertTrue(foreseen.out().contains("shore to 0003_visit_weather"), words(foreseen));
      assertFalse(foreseen.out().contains("unknown: ["), words(foreseen));
      staysDownHalfOfTheWay(here, host);
      Ran back = play(here, "rollback.yml", dump).orThrow();
      assertEquals(spring, site.revision(), words(back));
      assertEquals(migrations, site.appliedMigrations(), words(back));
      assertEquals("spring", site.season().orElse("none"), words(back));
      assertFalse(host.get("/").body().contains("closes at"), "the message is still up");
      assertUnchanged(play(here, "rollback.yml"));
    }
  }

  private static final String WITHOUT_A_WAY_BACK =
      """
      sed -i 's/RunPython(fill, empty)/RunPython(fill)/' shore/migrations/0005*.py
      sed -i '/def backwards/,/^$/s/orm.*update.*/raise RuntimeError("no way back")/' shore/migrations/0005*.py
      """;

  @ParameterizedTest
  @MethodSource("dev.runner.containers.Stacks#modernFirst")
  void doesNotGoBackWhereAMigrationCant(Stack stack) {
    try (TestHost host = TestHost.start(stack)) {
      Workspace here = new Workspace(folder).with("web1", host);
      Tidepool site = host.tidepool();
      site.release("autumn");
      String autumn = site.releaseMore(WITHOUT_A_WAY_BACK);
      here.deploy().orThrow();
      Optional<String> pid = site.apachePid();

      Ran refused = play(here, "rollback.yml", "--output", "json");
      assertEquals(2, refused.exit(), words(refused));
      String said = refused.out();
      assertTrue(said.contains("shore 0005_fill_counted_by can't be taken back"), words(refused));
      assertTrue(said.contains("\"server\": \"up\""), said);
      assertTrue(said.contains("\"message\": \"down\""), said);
      assertTrue(said.contains("\"code_to\": \"%s\"".formatted(autumn)), said);
      assertEquals(pid, site.apachePid(), words(refused));
      assertEquals(autumn, site.revision(), words(refused));
      assertEquals(8, site.appliedMigrations().size(), words(refused));
    }
  }

  private static final String ONCE_DOWN =
      "while pgrep apache2; do sleep 0.05; done; runuser -u deploy -- touch"
          + " /srv/tidepool/.git/index.lock";

  /// With the old tables under the new code, and so not to be served; the next run goes on.
  private void staysDownHalfOfTheWay(Workspace here, TestHost host) {
    Tidepool site = host.tidepool();
    String autumn = site.revision();
    host.run("bash", "-c", "setsid bash -c \"$1\" >/dev/null 2>&1 </dev/null &", "wait", ONCE_DOWN)
        .orThrow();
    Ran half = play(here, "rollback.yml");
    assertEquals(2, half.exit(), words(half));
    assertTrue(half.out().contains("\"server: down\""), words(half));
    assertTrue(half.out().contains("\"cause: the old code: "), words(half));
    assertEquals(autumn, site.revision(), words(half));
    assertTrue(site.apachePid().isEmpty() && site.messageIsUp(), words(half));
    host.bash("rm /srv/tidepool/.git/index.lock");
  }

  /// As Django does by itself, and the test site doesn't.
  private static void keepTemplatesInMemory(TestHost host) {
    host.bash(
        """
        cd /srv/tidepool && sed -i "/'OPTIONS': {'loaders'/d" tidepool/stack.py
        apache2ctl graceful-stop && while pgrep apache2 >/dev/null; do sleep 0.1; done
        apache2ctl start
        """);
    assertEquals(200, host.get("/").status());
  }

  @ParameterizedTest
  @MethodSource("dev.runner.containers.Stacks#modernFirst")
  void putsTheMessageUpAndDownAndRestarts(Stack stack) {
    try (TestHost host = TestHost.start(stack)) {
      Workspace here = new Workspace(folder).with("web1", host);
      Tidepool site = host.tidepool();
      keepTemplatesInMemory(host);
      String idle = site.notice();
      play(here, "maintenance.yml", "-e", "site_banner_lead=1h").orThrow();
      assertTrue(host.get("/").body().contains("closes at"), site.notice());
      assertUnchanged(play(here, "maintenance.yml", "-e", "site_banner_lead=1h"));
      play(here, "maintenance.yml", "-e", "message=down").orThrow();
      assertEquals(idle, site.notice());
      assertFalse(host.get("/").body().contains("closes at"), site.notice());

      String pid = site.apachePid().orElseThrow();
      play(here, "restart.yml", "-e", "{\"site_smoke\": []}").orThrow();
      assertNotEquals(pid, site.apachePid().orElseThrow());
    }
  }

  @ParameterizedTest
  @MethodSource("dev.runner.containers.Stack#ofSites")
  void dumpsAndRestoresTheDatabase(Stack stack) {
    try (TestHost host = TestHost.start(stack)) {
      Workspace here = new Workspace(folder).with("web1", host);
      Tidepool site = host.tidepool();
      String before = site.database();
      String playbook =
          """
          - hosts: web
            gather_facts: false
            become: true
            tasks:
              - database_dump: { directory: /srv/tidepool, virtualenv: /srv/tidepool-env, dest: /home/deploy/whole.dump, force: false }
              - django_manage: { directory: /srv/tidepool, virtualenv: /srv/tidepool-env, command: %s }
          """;
      String check = stack == Stack.CLASSIC ? "validate" : "check";
      here.play(playbook.formatted(check)).orThrow();
      assertUnchanged(here.play(playbook.formatted(check)));
      assertEquals("600 deploy", host.bash("stat -c '%a %U' /home/deploy/whole.dump"));
      host.bash("cd /srv/tidepool && tidepool-fault column");
      assertNotEquals(before, site.database());
      here.play(
              """
              - hosts: web
                gather_facts: false
                become: true
                tasks:
                  - database_restore: { directory: /srv/tidepool, virtualenv: /srv/tidepool-env, src: /home/deploy/whole.dump, safety: /home/deploy/replaced.dump }
              """)
          .orThrow();
      assertEquals(before, site.database());

      host.bash("head -c 300 /home/deploy/whole.dump >/home/deploy/half.dump");
      Ran half =
          here.play(
              """
              - hosts: web
                gather_facts: false
                become: true
                tasks:
                  - database_restore: { directory: /srv/tidepool, virtualenv: /srv/tidepool-env, src: /home/deploy/half.dump }
              """);
      assertEquals(2, half.exit(), words(half));
      assertEquals(before, site.database());
    }
  }
}
