package dev.runner.execute.ahead;

import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What steps touch on their host.
///
/// @param paths that they make, change or remove
/// @param everything whether any file may be touched, by way of a link or a second name
record Touch(Set<Place> paths, boolean everything) {
  private static final List<String> ACCOUNTS = List.of("passwd", "group", "nsswitch.conf");
  private static final Place ETC = new Place("/etc");

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
    return everything || paths.stream().anyMatch(place::meets);
  }

  /// Whether this path may be a link now, or none any more.
  boolean replaces(Place place) {
    return everything || paths.stream().anyMatch(place::isUnder);
  }

  /// Whether the host's accounts may be others now.
  boolean meetsAccounts() {
    return everything
        || paths.stream().anyMatch(each -> ACCOUNTS.contains(each.name()) || ETC.isUnder(each));
  }
}
