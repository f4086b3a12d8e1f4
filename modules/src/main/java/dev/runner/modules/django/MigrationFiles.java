package dev.runner.modules.django;

import dev.runner.modules.django.SiteReport.Migration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a revision that isn't checked out yet changes in the files of migrations. Its code can't be
/// run before its packages and settings are there, so that the names of files must do.
///
/// @param changes paths, each with git's letter
record MigrationFiles(Map<String, Character> changes) {
  private static final Pattern FILE =
      Pattern.compile("(?:.*/)?([^/]+)/(?:south_)?migrations/([A-Za-z0-9]\\w*)\\.py");
  private static final Pattern MODELS =
      Pattern.compile("(?:.*/)?([^/]+)/models(?:/__init__)?\\.py");

  /// Migrations as they would be listed.
  ///
  /// @param listed as they are now
  List<Migration> applied(List<Migration> listed) {
    Set<Migration> found = new LinkedHashSet<>(listed);
    changes.forEach(
        (path, letter) -> {
          Matcher file = FILE.matcher(path);
          if (!file.matches()) {
            return;
          }
          Migration each = new Migration(file.group(1), file.group(2), false);
          if (letter == 'D') {
            found.removeIf(each::equals);
          } else if (letter == 'A' && found.stream().noneMatch(each::is)) {
            found.add(each);
          }
        });
    return inOrder(found);
  }

  /// Applications that come with models and without migrations.
  List<String> withoutMigrations() {
    Set<String> migrated = new LinkedHashSet<>();
    Set<String> found = new LinkedHashSet<>();
    changes.forEach(
        (path, letter) -> {
          Matcher migration = FILE.matcher(path);
          Matcher models = MODELS.matcher(path);
          if (migration.matches()) {
            migrated.add(migration.group(1));
          } else if (letter == 'A' && models.matches()) {
            found.add(models.group(1));
          }
        });
    found.removeAll(migrated);
    return List.copyOf(found);
  }

  /// Applications as they are listed, new ones last; in each by name.
  private static List<Migration> inOrder(Set<Migration> found) {
    List<String> apps = found.stream().map(Migration::app).distinct().toList();
    List<Migration> sorted = new ArrayList<>(found);
    sorted.sort(
        Comparator.comparingInt((Migration each) -> apps.indexOf(each.app()))
            .thenComparing(Migration::name));
    return sorted;
  }
}
