package dev.runner.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
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

  private Ran play(Workspace here, String playbook, String... more) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "play",
                Workspace.root().resolve("playbooks").resolve(playbook).toString(),
                "-i",
                "hosts",
                "-e",
                "site_banner_lead=1s"));
    words.addAll(List.of(more));
    return here.runner().run(words.toArray(String[]::new));
  }

  private static String words(Ran ran) {
    return ran.out() + ran.err();
  }

  private static void assertUnchanged(Ran ran) {
    assertTrue(ran.orThrow().out().matches("(?s).*web1 +: ok=\\d+ +changed=0 .*"), ran.out());
  }

  /// South loads it whenever it comes to the newest migration, in a dry run too.
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

  @ParameterizedTest
  @MethodSource("dev.runner.containers.Stacks#classicFirst")
  void migratesAnApplicationBackToANumberAndForwards(Stack stack) {
    try (TestHost host = TestHost.start(stack)) {
      Workspace here = new Workspace(folder).with("web1", host);
      Tidepool site = host.tidepool();
      List<String> spring = site.appliedMigrations();
      host.bash("cd /srv/tidepool && mv manage.py tide.py");
      String[] back = {
        "-e",
        "site_manage=tide.py",
        "-e",
        "app=shore",
        "-e",
        "target=0002",
        "-e",
        "direction=backwards",
        "-e",
        "site_dump=/home/deploy/before.dump"
      };
      Ran wayward = play(here, "migrate.yml", Arrays.copyOf(back, 6));
      assertEquals(2, wayward.exit(), words(wayward));
      assertTrue(words(wayward).contains("say -e direction=backwards if"), words(wayward));
      Ran check = play(here, "migrate.yml", with(back, "--check")).orThrow();
      assertTrue(check.out().contains("backwards: shore 0003_visit_weather"), words(check));
      Ran gone = play(here, "migrate.yml", back).orThrow();
      assertTrue(gone.out().contains("- column shore_visit weather"), words(gone));
      assertFalse(site.appliedMigrations().contains("shore 0003_visit_weather"), words(gone));
      assertEquals("600 deploy", host.bash("stat -c '%a %U' /home/deploy/before.dump"));
      assertUnchanged(play(here, "migrate.yml", back));

      String[] forwards = {"-e", "site_manage=tide.py", "-e", "app=shore", "-e", "target=0003"};
      Ran foreseen = play(here, "migrate.yml", with(forwards, "--check")).orThrow();
      assertTrue(foreseen.out().contains("shore 0003_visit_weather"), words(foreseen));
      Ran there = play(here, "migrate.yml", forwards).orThrow();
      assertTrue(there.out().contains("+ column shore_visit weather"), words(there));
      assertEquals(spring, site.appliedMigrations(), words(there));
      assertUnchanged(play(here, "migrate.yml", "-e", "site_manage=tide.py"));
    }
  }

  /// people 0003 depends on shore 0004, so that the way back takes it along, and the way there too.
  @ParameterizedTest
  @MethodSource("dev.runner.containers.Stacks#classicFirst")
  void takesAlongWhatDependsOnAnApplication(Stack stack) {
    try (TestHost host = TestHost.start(stack)) {
      Workspace here = new Workspace(folder).with("web1", host);
      Tidepool site = host.tidepool();
      site.release("autumn");
      here.deploy().orThrow();
      List<String> autumn = site.appliedMigrations();
      String[] back = {"-e", "app=shore", "-e", "target=0003", "-e", "direction=backwards"};
      String keeper = "people 0003_keeper_best_tide";
      Ran check = play(here, "migrate.yml", with(back, "--check")).orThrow();
      String order = "backwards: " + keeper + ", shore 0005_fill_counted_by, shore 0004_visit_tide";
      String other = "backwards: shore 0005_fill_counted_by, " + keeper + ", shore 0004_visit_tide";
      assertTrue(check.out().contains(order) || check.out().contains(other), words(check));
      Ran gone = play(here, "migrate.yml", back).orThrow();
      assertTrue(gone.out().contains("- column people_keeper best_tide"), words(gone));
      List<String> spring =
          autumn.stream()
              .filter(each -> !each.equals(keeper) && !each.matches("shore 000[45]_.*"))
              .toList();
      assertEquals(spring, site.appliedMigrations(), words(gone));
      assertUnchanged(play(here, "migrate.yml", back));

      String[] there = {"-e", "app=people"};
      Ran seen = play(here, "migrate.yml", with(there, "--check")).orThrow();
      String forwards = "forwards: shore 0004_visit_tide, " + keeper;
      assertTrue(seen.out().contains(forwards), words(seen));
      play(here, "migrate.yml", there).orThrow();
      assertEquals(
          autumn.stream().filter(each -> !each.startsWith("shore 0005")).toList(),
          site.appliedMigrations());
    }
  }

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

  private static String[] with(String[] words, String more) {
    List<String> all = new ArrayList<>(List.of(words));
    all.add(more);
    return all.toArray(String[]::new);
  }

  @ParameterizedTest
  @MethodSource("dev.runner.containers.Stack#ofSites")
  void writesAMigrationAndTriesIt(Stack stack) {
    try (TestHost host = TestHost.start(stack)) {
      Workspace here = new Workspace(folder).with("web1", host);
      Tidepool site = host.tidepool();
      host.bash(
          "cd /srv/tidepool && sed -i 's/^    weather = .*/&\\n"
              + "    wind = models.IntegerField()/' shore/models.py");
      Ran asked = play(here, "new-migration.yml", "-e", "app=shore");
      assertEquals(2, asked.exit(), words(asked));
      assertTrue(words(asked).contains("Visit.wind has no default"), words(asked));
      assertTrue(words(asked).contains("give it by field_defaults as Visit.wind"), words(asked));

      String[] answered = {
        "-e",
        "app=shore",
        "-e",
        "title=visit_wind",
        "-e",
        "{\"field_defaults\": {\"Visit.wind\": \"3\"}}"
      };
      Ran written = play(here, "new-migration.yml", answered).orThrow();
      assertTrue(written.out().contains("0004_visit_wind.py is not in git yet"), words(written));
      assertTrue(site.appliedMigrations().contains("shore 0004_visit_wind"), words(written));
      assertEquals("3", site.sql("SELECT DISTINCT wind FROM shore_visit").strip());
      assertUnchanged(play(here, "new-migration.yml", answered));
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
      assertTrue(
          said.replaceAll("\\s", "").contains("\"server\":\"up\",\"message\":\"down\""), said);
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

  @ParameterizedTest
  @MethodSource("dev.runner.containers.Stacks#classicFirst")
  void makesTheTablesOfAnApplicationWithoutMigrations(Stack stack) {
    try (TestHost host = TestHost.start(stack)) {
      Workspace here = new Workspace(folder).with("web1", host);
      Tidepool site = host.tidepool();
      String diary =
          site.releaseMore(
              """
              mkdir diary
              touch diary/__init__.py
              printf 'from django.db import models\n\nclass Entry(models.Model):\n    text = models.TextField()\n' >diary/models.py
              sed -i "s/^    'shore',/&\\n    'diary',/" tidepool/stack.py
              """);
      String[] old = {"-e", "{\"site_smoke\": []}"};
      String check = here.deploy(with(old, "--check")).orThrow().out();
      assertTrue(check.contains("diary (its tables)"), check);
      String said = here.deploy(old).orThrow().out();
      assertEquals(diary, site.revision(), said);
      assertEquals("0", site.sql("SELECT count(*) FROM diary_entry").strip(), said);
      assertUnchanged(here.deploy(old));
    }
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
