package dev.runner.containers;

import static dev.runner.containers.Procedures.assertUnchanged;
import static dev.runner.containers.Procedures.play;
import static dev.runner.containers.Procedures.with;
import static dev.runner.containers.Procedures.words;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Migrations made by hand, outside of a deploy: played there and back, and written.
class MigrationsIT {
  @TempDir private Path folder;

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
}
