package dev.runner.modules.django;

import dev.runner.modules.django.SiteReport.Migration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A site's migrations and its schema, as they are at one time.
///
/// @param files what another revision would make of the files of migrations
record History(SiteReport report, Optional<MigrationFiles> files) {

  History(SiteReport report) {
    this(report, Optional.empty());
  }

  String kind() {
    return report.text("kind");
  }

  List<Migration> all() {
    List<Migration> found = report.migrations("migrations");
    return files.map(each -> each.applied(found)).orElse(found);
  }

  List<Migration> of(String app) {
    return all().stream().filter(each -> each.app().equals(app)).toList();
  }

  List<String> schema() {
    return report.texts("schema");
  }

  boolean isApplied(Migration which) {
    return all().stream().anyMatch(each -> each.applied() && each.is(which));
  }

  /// Tables that applications without migrations want and the database doesn't have, and
  /// applications of another revision that will want some.
  List<String> lacking() {
    List<String> found = new ArrayList<>(report.texts("lacking"));
    files.ifPresent(
        each -> each.withoutMigrations().forEach(app -> found.add(app + " (its tables)")));
    return found;
  }

  /// The newest applied migration of each application.
  Map<String, Object> newest() {
    Map<String, Object> newest = new LinkedHashMap<>();
    all().stream().filter(Migration::applied).forEach(each -> newest.put(each.app(), each.name()));
    return newest;
  }

  List<Migration> pending() {
    return all().stream().filter(each -> !each.applied()).toList();
  }

  /// What going to the migration that was asked about would run, in that order; empty if it can't
  /// be said, as of another revision.
  Optional<List<Migration>> way() {
    return files.isPresent() || !report.values().containsKey("way")
        ? Optional.empty()
        : Optional.of(
            report.migrations("way").stream()
                .flatMap(each -> all().stream().filter(each::is))
                .toList());
  }

  /// Applied migrations that say of themselves that they can't be taken back.
  List<Migration> oneWay() {
    return report.migrations("irreversible");
  }

  /// Why `migrate` would fail before its first migration.
  Optional<String> trouble() {
    List<Migration> ghosts =
        report.migrations("ghosts").stream()
            .filter(each -> of(each.app()).stream().noneMatch(each::is))
            .toList();
    if (!ghosts.isEmpty() && kind().equals("south")) {
      return Optional.of(
          "these migrations are recorded in the database but not on disk (ghosts): "
              + words(ghosts));
    }
    if (report.part("conflicts").isPresent()) {
      return Optional.of(
          "migrations conflict, more than one is the last of its application: "
              + report.part("conflicts").get().values());
    }
    if (!report.text("inconsistent").isEmpty()) {
      return Optional.of("the history is inconsistent: " + report.text("inconsistent"));
    }
    return kind().equals("south") ? gap() : Optional.empty();
  }

  /// South refuses an application in which a migration isn't applied though a later one is.
  private Optional<String> gap() {
    Map<String, Migration> open = new LinkedHashMap<>();
    for (Migration each : all()) {
      Migration earlier = open.get(each.app());
      if (each.applied() && earlier != null) {
        return Optional.of(
            "the history is inconsistent: %s is applied, %s before it isn't"
                .formatted(each, earlier));
      }
      if (!each.applied()) {
        open.putIfAbsent(each.app(), each);
      }
    }
    return Optional.empty();
  }

  /// What an earlier run noted before it stopped: the migration that it stopped in, if the schema
  /// says that it took effect in part.
  Optional<Between> between() {
    return report.part("last").flatMap(last -> between(last));
  }

  private Optional<Between> between(SiteReport last) {
    List<Migration> intent = last.migrations("intent");
    List<Migration> done = last.migrations("done");
    Optional<Migration> stopped =
        at(last)
            .or(() -> intent.stream().findFirst())
            .filter(each -> done.stream().noneMatch(each::is));
    boolean backwards = intent.stream().anyMatch(Migration::applied);
    boolean resolved = stopped.isEmpty() || isApplied(stopped.get()) != backwards;
    List<String> difference = difference(last.texts("schema"), schema());
    return resolved || difference.isEmpty()
        ? Optional.empty()
        : Optional.of(new Between(stopped.get(), difference, report.text("state_file")));
  }

  private static Optional<Migration> at(SiteReport last) {
    return last.migrations("at").stream().findFirst();
  }

  /// A migration that took effect in part and isn't recorded.
  ///
  /// @param difference lines of the schema, with `+` or `-` before them
  record Between(Migration migration, List<String> difference, String note) {}

  /// Lines that came or went.
  static List<String> difference(List<String> before, List<String> after) {
    List<String> lines = new ArrayList<>();
    List<String> gone = new ArrayList<>(before);
    after.forEach(gone::remove);
    List<String> fresh = new ArrayList<>(after);
    before.forEach(fresh::remove);
    gone.forEach(line -> lines.add("- " + line));
    fresh.forEach(line -> lines.add("+ " + line));
    return lines;
  }

  static String words(List<Migration> migrations) {
    return String.join(", ", migrations.stream().map(Migration::toString).toList());
  }
}
