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
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  private Footing() {}

  /// Puts the questions; they wait until one of them is needed.
  public static Footing of(List<Step> steps, Probe host) {
    Footing footing = new Footing();
    List<RemotePath> made = new ArrayList<>();
    for (Step step : steps) {
      if (step instanceof Step.Attribute) {
        continue;
      }
      Optional<RemotePath> place = place(step);
      if (place.isEmpty()) {
        break; // nobody knows what it leaves behind
      }
      RemotePath path = place.get();
      boolean given = made.stream().anyMatch(each -> path.equals(each) || path.isUnder(each));
      if (!given && path.isAbsolute() && !(step instanceof Step.Delete)) {
        footing.ask(step, path, host);
      }
      made.add(path);
    }
    return footing;
  }

  private void ask(Step step, RemotePath path, Probe host) {
    boolean makes = step instanceof Step.Directory;
    List<Pending<FileStat>> there = new ArrayList<>();
    if (makes) {
      Stream.concat(Stream.of(path), above(path))
          .forEach(
              each -> {
                there.add(host.later(new Question.Stat(each, true)));
                there.add(host.later(new Question.Stat(each, false))); // a link to nowhere
              });
    } else {
      above(path).limit(1).forEach(each -> there.add(host.later(new Question.Stat(each, true))));
    }
    stands.add(new Stand(step, makes, there));
  }

  private static Stream<RemotePath> above(RemotePath path) {
    return Stream.iterate(path.parent(), each -> !each.equals(each.parent()), RemotePath::parent);
  }

  private static Optional<RemotePath> place(Step step) {
    return switch (step) {
      case Step.Write write -> Optional.of(write.path());
      case Step.Upload upload -> Optional.of(upload.path());
      case Step.Directory directory -> Optional.of(directory.path());
      case Step.Link link -> Optional.of(link.path());
      case Step.Copy copy -> Optional.of(copy.to());
      case Step.Move move -> Optional.of(move.to());
      case Step.Delete delete -> Optional.of(delete.path());
      default -> Optional.empty();
    };
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
