package dev.runner.modules.django;

import dev.runner.module.Plan;
import dev.runner.modules.django.SiteReport.Migration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Which migrations are to be run.
///
/// @param app only this application's, and what it takes along of others; all if left out
/// @param target the migration to go to, its name or the beginning of it, `zero` for before all;
///   the newest if left out
record Journey(Optional<String> app, Optional<String> target, Direction direction) {

  /// What the site is asked, so that [#wanted(History)] can be said.
  String[] questions() {
    return app.isEmpty()
        ? new String[] {"migrations"}
        : new String[] {
          "migrations",
          "way",
          app.get(),
          target.orElse(""),
          direction.name().toLowerCase(Locale.ROOT)
        };
  }

  /// The migrations that are to be run, in the order in which they will be; those of other
  /// applications too, on which they depend or which depend on them.
  List<Migration> wanted(History history) {
    if (app.isEmpty()) {
      return history.pending();
    }
    List<Migration> way = history.way().orElseGet(() -> own(history));
    return way.stream()
        .filter(each -> each.applied() == (direction == Direction.BACKWARDS))
        .toList();
  }

  /// Only the application's, where nobody can say what else.
  private List<Migration> own(History history) {
    List<Migration> own = history.of(app.orElseThrow());
    int at = target.isPresent() ? index(history).orElse(-1) : own.size() - 1;
    return direction == Direction.FORWARDS
        ? own.subList(0, at + 1)
        : own.subList(at + 1, own.size()).reversed();
  }

  /// Why it can't be gone.
  Optional<Plan.Refused> refusal(History history) {
    if (app.isPresent() && history.of(app.get()).isEmpty()) {
      return Optional.of(
          Plan.refuse(
              "there is no application %s with migrations".formatted(app.get()),
              "look at its name"));
    }
    return target.isPresent() ? wrongTarget(history).or(() -> oneWay(history)) : Optional.empty();
  }

  private Optional<Plan.Refused> oneWay(History history) {
    List<Migration> stuck =
        direction == Direction.FORWARDS
            ? List.of()
            : wanted(history).stream()
                .filter(each -> history.oneWay().stream().anyMatch(each::is))
                .toList();
    return stuck.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Plan.refuse(
                "%s can't be taken back: it has no way backwards".formatted(History.words(stuck)),
                "restore a dump of the database instead; nothing was run"));
  }

  private Optional<Plan.Refused> wrongTarget(History history) {
    if (index(history).isEmpty()) {
      return Optional.of(
          Plan.refuse(
              "%s has no migration %s, or more than one".formatted(app.get(), target.get()),
              "name one of: " + History.words(history.of(app.get()))));
    }
    boolean later =
        history.of(app.get()).stream().skip(index(history).get() + 1L).anyMatch(Migration::applied);
    return direction == Direction.FORWARDS && later
        ? Optional.of(
            Plan.refuse(
                "%s is past %s already; to go there would take migrations back"
                    .formatted(app.get(), target.get()),
                "say direction: backwards if that is what you want"))
        : Optional.empty();
  }

  /// The target's place in its application; -1 for before all.
  private Optional<Integer> index(History history) {
    String wanted = target.orElseThrow();
    if (wanted.equals("zero")) {
      return Optional.of(-1);
    }
    List<String> names = history.of(app.orElseThrow()).stream().map(Migration::name).toList();
    if (names.contains(wanted)) {
      return Optional.of(names.indexOf(wanted));
    }
    List<String> found = names.stream().filter(name -> name.startsWith(wanted)).toList();
    return found.size() == 1 ? Optional.of(names.indexOf(found.getFirst())) : Optional.empty();
  }
}
