package dev.runner.execute.ahead;

import dev.runner.module.Content;
import dev.runner.module.FileStat;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import java.util.List;
import java.util.Optional;

/// Which questions have answers that are worth keeping, whatever the host.
public final class Keeping {
  /// Larger files aren't looked into ahead of time, nor is their content kept.
  public static final long SMALL = 64 << 10;

  /// Longer lists aren't kept.
  private static final int FEW = 200;

  private Keeping() {}

  /// Whether the answer depends on the task's environment.
  public static boolean isOfPrograms(Question<?> question) {
    return question instanceof Question.Which || question instanceof Question.Look;
  }

  /// Whether an answer to it can be taken later.
  static boolean isKept(Question<?> question) {
    return switch (question) {
      case Question.Stat stat -> isPlain(stat.path());
      case Question.Read read -> isPlain(read.path());
      case Question.Checksum sum -> isPlain(sum.path());
      case Question.Look look -> look.quick() && look.command().stdin().isEmpty();
      case Question.Which which -> true;
      case Question.User user -> true;
      case Question.Group group -> true;
      case Question.Self self -> true;
      case Question.Listing list -> isPlain(list.directory()) && list.depth() == 1;
      case Question.Clock clock -> false;
      case Question.Alive alive -> false;
      case Question.PortOpen port -> false;
      case Question.Free free -> false;
      case Question.Http http -> false;
      case Question.Rsync rsync -> false;
    };
  }

  /// Whether the text of a path says where it is.
  static boolean isPlain(RemotePath path) {
    return path.isAbsolute() && !path.text().contains("/..");
  }

  /// Whether an answer is small enough to be kept, and wholly about the paths that it is asked for.
  static boolean isSmall(Answered<?> answer) {
    return switch (answer.value().orElse(null)) {
      case Optional<?> found when found.orElse(null) instanceof Content content ->
          content.size() <= SMALL;
      case List<?> list ->
          list.size() <= FEW
              && list.stream().allMatch(each -> each instanceof FileStat stat && isSingle(stat));
      case null, default -> true;
    };
  }

  /// Whether it has no second name.
  static boolean isSingle(FileStat stat) {
    return stat.links() <= 1 || stat.isDirectory();
  }

  /// The path that a question is about.
  public static Optional<RemotePath> path(Question<?> question) {
    return switch (question) {
      case Question.Stat stat -> Optional.of(stat.path());
      case Question.Read read -> Optional.of(read.path());
      case Question.Checksum sum -> Optional.of(sum.path());
      case Question.Listing list -> Optional.of(list.directory());
      default -> Optional.empty();
    };
  }
}
