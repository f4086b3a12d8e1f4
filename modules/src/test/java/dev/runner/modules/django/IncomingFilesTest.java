package dev.runner.modules.django;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.runner.modules.django.SiteReport.Migration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What the files of a revision that isn't checked out say about it.
class IncomingFilesTest {
  private static final StaticSources SOURCES =
      new StaticSources(
          "/srv/site",
          List.of(List.of("/srv/site/shop/static", ""), List.of("/srv/site/vendor/js", "vendor")));

  private static Map<String, Character> changes(String... pairs) {
    Map<String, Character> changes = new LinkedHashMap<>();
    for (String pair : pairs) {
      changes.put(pair.substring(2), pair.charAt(0));
    }
    return changes;
  }

  @Test
  void migrationsAreListedByApplicationAndName() {
    List<Migration> listed =
        List.of(new Migration("shop", "0001_initial", true), new Migration("map", "0001_a", true));
    MigrationFiles files =
        new MigrationFiles(
            changes(
                "A site/map/migrations/0002_b.py",
                "A site/shop/migrations/0003_d.py",
                "A site/shop/migrations/0002_c.py",
                "A site/shop/migrations/__init__.py",
                "M site/shop/migrations/0001_initial.py",
                "A new/south_migrations/0001_initial.py",
                "A docs/migrations.txt"));
    assertEquals(
        List.of(
            "shop 0001_initial",
            "shop 0002_c",
            "shop 0003_d",
            "map 0001_a",
            "map 0002_b",
            "new 0001_initial"),
        files.applied(listed).stream().map(Migration::toString).toList());
  }

  @Test
  void aMigrationThatTheRevisionDropsIsNotPendingAnyMore() {
    List<Migration> listed = List.of(new Migration("shop", "0002_never_run", false));
    assertEquals(
        List.of(),
        new MigrationFiles(changes("D shop/migrations/0002_never_run.py")).applied(listed));
  }

  @Test
  void staticFilesAreNamedAsTheyAreCollected() {
    assertEquals(
        List.of("shop/a.css", "vendor/jq.js", "club/new.js"),
        SOURCES.collected(
            changes(
                "M shop/static/shop/a.css",
                "D shop/static/shop/gone.css",
                "A vendor/js/jq.js",
                "A club/__init__.py",
                "A club/static/club/new.js",
                "A notinstalled/static/x.js",
                "M shop/views.py")));
  }

  @Test
  void aFileFromElsewhereIsNamedAsItIs() {
    assertEquals(
        List.of("shop/a.css", "/usr/lib/admin/static/x.js"),
        SOURCES.names(List.of("/srv/site/shop/static/shop/a.css", "/usr/lib/admin/static/x.js")));
  }
}
