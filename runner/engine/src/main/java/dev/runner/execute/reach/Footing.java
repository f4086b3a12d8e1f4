package dev.runner.execute.reach;

import dev.runner.module.FileStat;
import dev.runner.module.Pending;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.ProbeException;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What steps stand on: a file needs the directory that it is in, a directory needs that nothing
/// above it is a file. Steps that are applied find that out by themselves; those that are only
/// shown, in check mode, are asked for it here, so that a check doesn't promise what can't be done.
public final class Footing {

  /// One step that comes to stand somewhere.
  ///
  /// @param makes whether it is a directory that is made, with those above it
  /// @param there for a directory what is at its place and above it, the nearest first; for all
  ///   else what must be a directory
  private record Stand(Step step, boolean makes, List<Pending<FileStat>> there) {}

  private final List<Stand> stands = new ArrayList<>();
  private final Set<RemotePath> made = new HashSet<>();
  private final Set<RemotePath> asked = new HashSet<>();

  private Footing() {}

  /// Puts the questions; they wait until one of them is needed.
  public static Footing of(List<Step> steps, Probe host) {
    Footing footing = new Footing();
    for (Step step : steps) {
      Optional<RemotePath> place = step.place();
      if (place.isPresent()) {
        footing.take(step, place.get(), host);
      } else if (!(step instanceof Step.Attribute)) {
        break; // nobody knows what it leaves behind
      }
    }
    return footing;
  }

  /// What stands in or on what an earlier step brings, or takes away, is that step's affair.
  private void take(Step step, RemotePath path, Probe host) {
    RemotePath place = path.normalized();
    boolean given = made.contains(place) || above(place).anyMatch(made::contains);
    if (!given && path.isAbsolute() && !(step instanceof Step.Delete)) {
      ask(step, path, host);
    }
    made.add(place);
  }

  private void ask(Step step, RemotePath path, Probe host) {
    if (step instanceof Step.Directory) {
      List<Pending<FileStat>> there = new ArrayList<>();
      Stream.concat(Stream.of(path), above(path))
          .forEach(
              each -> {
                there.add(host.later(new Question.Stat(each, true)));
                there.add(host.later(new Question.Stat(each, false))); // a link to nowhere
              });
      stands.add(new Stand(step, true, there));
    } else {
      above(path)
          .limit(1)
          .filter(asked::add)
          .map(parent -> host.later(new Question.Stat(parent, true)))
          .forEach(there -> stands.add(new Stand(step, false, List.of(there))));
    }
  }

  private static Stream<RemotePath> above(RemotePath path) {
    return Stream.iterate(path.parent(), each -> !each.equals(each.parent()), RemotePath::parent);
  }

  /// Why one of the steps would fail, in the words in which it would.
  public Optional<Plan.Refused> lack() {
    return stands.stream().flatMap(stand -> lack(stand).stream()).findFirst();
  }

  private static Optional<Plan.Refused> lack(Stand stand) {
    for (Pending<FileStat> each : stand.there()) {
      FileStat there;
      try {
        there = each.get();
      } catch (ProbeException e) {
        return Optional.empty(); // who may not look there may still be able to write
      }
      if (!there.exists() && stand.makes()) {
        continue;
      }
      if (there.isDirectory()) {
        return Optional.empty();
      }
      String lacks =
          stand.makes()
              ? there.path() + " is there, and is no directory"
              : "the directory %s does not exist".formatted(there.path());
      return Optional.of(
          new Plan.Refused(
              "%s: %s".formatted(stand.step().title(), lacks),
              stand.makes() ? "Remove it first, or name another path." : "Make it first.",
              Map.of()));
    }
    return Optional.empty();
  }
}
