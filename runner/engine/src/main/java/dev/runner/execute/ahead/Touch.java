package dev.runner.execute.ahead;

import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What steps touch on their host.
///
/// @param paths that they make, change or remove
/// @param above the directories that these are in, up to the topmost
/// @param everything whether any file may be touched, by way of a link or a second name
record Touch(Set<Place> paths, Set<Place> above, boolean everything) {
  private static final List<String> ACCOUNTS = List.of("passwd", "group", "nsswitch.conf");
  private static final Place ETC = new Place("/etc");

  static Touch of(Collection<RemotePath> paths, boolean everything) {
    Set<Place> places = new HashSet<>();
    Set<Place> above = new HashSet<>();
    for (RemotePath path : paths) {
      Place place = Place.of(path);
      places.add(place);
      Optional<Place> at = place.parent();
      while (at.isPresent() && above.add(at.get())) {
        at = at.get().parent();
      }
    }
    return new Touch(places, above, everything);
  }

  /// Nothing, if nobody can say: commands, waits, what is done on the control machine.
  static Optional<Set<RemotePath>> paths(Iterable<Step> steps) {
    Set<RemotePath> all = new LinkedHashSet<>();
    for (Step step : steps) {
      List<RemotePath> touched = paths(step);
      if (touched.isEmpty()) {
        return Optional.empty();
      }
      all.addAll(touched);
    }
    return Optional.of(all);
  }

  private static List<RemotePath> paths(Step step) {
    return switch (step) {
      case Step.Write write when write.validate().isEmpty() -> List.of(write.path());
      case Step.Upload upload when upload.validate().isEmpty() -> List.of(upload.path());
      case Step.Copy copy when copy.validate().isEmpty() -> List.of(copy.from(), copy.to());
      case Step.Directory directory -> List.of(directory.path());
      case Step.Link link when link.symbolic() -> List.of(link.path());
      // The file has one name more from then on.
      case Step.Link link -> List.of(link.path(), RemotePath.of(link.target()));
      case Step.Attribute attribute -> List.of(attribute.path());
      case Step.Delete delete -> List.of(delete.path());
      case Step.Move move -> List.of(move.from(), move.to());
      case Step.Write write -> List.of();
      case Step.Upload upload -> List.of();
      case Step.Copy copy -> List.of();
      case Step.Run run -> List.of();
      case Step.Fetch fetch -> List.of();
      case Step.Rsync rsync -> List.of();
      case Step.Wait wait -> List.of();
      case Step.Http http -> List.of();
      case Step.OnControl control -> List.of();
      case Step.Dialogue dialogue -> List.of();
      case Step.Detach detach -> List.of();
      case Step.Reconnect reconnect -> List.of();
    };
  }

  /// Whether this path is touched, or one above or below it.
  boolean meets(Place place) {
    return everything || above.contains(place) || holds(place);
  }

  /// Whether this path may be a link now, or none any more.
  boolean replaces(Place place) {
    return everything || holds(place);
  }

  /// Whether this path is touched, or one above it.
  private boolean holds(Place place) {
    for (Optional<Place> at = Optional.of(place); at.isPresent(); at = at.get().parent()) {
      if (paths.contains(at.get())) {
        return true;
      }
    }
    return false;
  }

  /// Whether the host's accounts may be others now.
  boolean meetsAccounts() {
    return everything
        || holds(ETC)
        || paths.stream().anyMatch(each -> ACCOUNTS.contains(each.name()));
  }
}
