package dev.runner.execute.host;

import dev.runner.execute.ahead.Keeping;
import dev.runner.execute.reach.UnknownAnswer;
import dev.runner.module.Content;
import dev.runner.module.FileStat;
import dev.runner.module.Output;
import dev.runner.module.ProbeException;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Answers questions in check mode, where earlier steps were shown and not applied: from the host,
/// unless a shown step has a say. The host is asked once for all questions and for what the paths
/// of steps and questions lead to; rarely again, where links or new questions follow from that.
final class OverlaidAnswers {
  private final HostFiles host;
  private final List<ShownStep> steps;
  private final Optional<String> scratch;

  OverlaidAnswers(HostFiles host, List<ShownStep> steps, Optional<String> scratch) {
    this.host = host;
    this.steps = steps;
    this.scratch = scratch;
  }

  void answer(List<Waiting<?>> asked) {
    Laying laying = new Laying(host, Instant.now());
    List<Waiting<?>> direct = new ArrayList<>();
    Set<Question<?>> needed = new HashSet<>();
    for (Waiting<?> each : asked) {
      if (!dependsOnCommands(each)) {
        direct.add(each.fresh());
        Keeping.path(each.question()).ifPresent(path -> prefixes(path, needed));
      }
    }
    steps.forEach(shown -> paths(shown.step()).forEach(path -> prefixes(path, needed)));
    needed.add(new Question.Self());
    host.fetch(direct, needed);
    steps.forEach(
        shown -> laying.lay(shown, paths(shown.step()).stream().reduce((first, last) -> last)));
    int next = 0;
    for (Waiting<?> each : asked) {
      if (!each.isAnswered()) {
        Waiting<?> fromHost = direct.get(next++);
        answer(each, fromHost, laying);
      }
    }
  }

  /// Fails the question if a shown command decides that it can't be answered.
  private boolean dependsOnCommands(Waiting<?> asked) {
    try {
      switch (asked.question()) {
        case Question.Look look when !inScratch(look) -> {
          return told(asked, Overlay.checkLook(steps, List.of(), look));
        }
        case Question.Http http -> Overlay.checkHttp(steps, http.request().url());
        default -> {
          return false;
        }
      }
      return false;
    } catch (UnknownAnswer e) {
      asked.fail(e);
      return true;
    }
  }

  @SuppressWarnings("unchecked") // what is asked is what a command says
  private static boolean told(Waiting<?> asked, Optional<Output> said) {
    said.ifPresent(output -> ((Waiting<Output>) asked).answer(output));
    return said.isPresent();
  }

  /// A command that works on the scratch directory alone sees only what the task itself made.
  private boolean inScratch(Question.Look look) {
    return scratch.isPresent()
        && look.command().directory().map(d -> d.text().startsWith(scratch.get())).orElse(false);
  }

  private static void prefixes(RemotePath path, Set<Question<?>> needed) {
    if (!path.isAbsolute()) {
      return;
    }
    RemotePath at = path.normalized();
    while (!at.equals(at.parent())) {
      needed.add(new Question.Stat(at, false));
      at = at.parent();
    }
  }

  private static List<RemotePath> paths(Step step) {
    return switch (step) {
      case Step.Write write -> List.of(write.path());
      case Step.Upload upload -> List.of(upload.path());
      case Step.Copy copy -> List.of(copy.from(), copy.to());
      case Step.Directory directory -> List.of(directory.path());
      case Step.Link link -> List.of(link.path());
      case Step.Attribute attribute -> List.of(attribute.path());
      case Step.Delete delete -> List.of(delete.path());
      case Step.Move move -> List.of(move.from(), move.to());
      default -> List.of();
    };
  }

  @SuppressWarnings("unchecked") // both wait for an answer to the same question
  private <T> void answer(Waiting<T> asked, Waiting<?> fromHost, Laying laying) {
    try {
      Optional<T> laid = (Optional<T>) laid(asked.question(), fromHost, laying);
      asked.answer(laid.isPresent() ? laid.get() : ((Waiting<T>) fromHost).value());
    } catch (UnknownAnswer | ProbeException e) {
      asked.fail(e);
    }
  }

  /// The answer of shown steps, if they have a say.
  private Optional<?> laid(Question<?> question, Waiting<?> fromHost, Laying laying) {
    return switch (question) {
      case Question.Stat stat -> stat(stat, laying);
      case Question.Read read -> read(read, laying);
      case Question.Checksum sum -> checksum(sum, laying);
      case Question.Listing list -> listing(list, laying);
      case Question.Look look -> {
        if (!inScratch(look)) {
          yield Overlay.checkLook(steps, laying.touched(), look);
        }
        yield Optional.empty();
      }
      case Question.Rsync rsync -> {
        Question.Look look = new Question.Look(rsync.call().command(), false);
        Overlay.checkLook(steps, laying.touched(), look);
        yield Optional.empty();
      }
      case Question.Which which -> which(which, fromHost, laying);
      case Question.User user -> known(fromHost, "the user " + user.nameOrNumber());
      case Question.Group group -> known(fromHost, "the group " + group.nameOrNumber());
      case Question.Alive alive -> Overlay.alive(steps, alive.pid());
      case Question.PortOpen port -> Overlay.open(steps, port.address(), port.port());
      case Question.Self self -> Optional.empty();
      case Question.Clock clock -> Optional.empty();
      case Question.Free free -> Optional.empty();
      case Question.Http http -> Optional.empty();
    };
  }

  private Optional<?> known(Waiting<?> fromHost, String what) {
    if (fromHost.value() instanceof Optional<?> found && found.isEmpty()) {
      Overlay.checkMissing(steps, what);
    }
    return Optional.empty();
  }

  private Optional<FileStat> stat(Question.Stat stat, Laying laying) {
    Walk walk = Walk.through(laying.top(), laying.absolute(stat.path()), stat.follow());
    return walk.meets(laying.touched())
        ? Optional.of(Stats.at(stat.path(), laying.top().lstat(walk.end())))
        : Optional.empty();
  }

  private static Optional<Optional<Content>> read(Question.Read read, Laying laying) {
    Walk walk = Walk.through(laying.top(), laying.absolute(read.path()), true);
    if (!walk.meets(laying.touched())) {
      return Optional.empty();
    }
    FileStat there = laying.top().lstat(walk.end());
    return switch (there.type()) {
      case ABSENT -> Optional.of(Optional.empty());
      case FILE -> {
        Content content = laying.top().read(walk.end(), read.limit());
        if (content.size() > read.limit()) {
          throw new ProbeException(
              "%s is larger than %d bytes".formatted(read.path(), read.limit()));
        }
        yield Optional.of(Optional.of(content));
      }
      case DIRECTORY -> throw new ProbeException(read.path() + " is a directory");
      case LINK, FIFO, SOCKET, BLOCK, CHARACTER ->
          throw new ProbeException(read.path() + " is no regular file: it isn't read");
    };
  }

  private static Optional<Optional<String>> checksum(Question.Checksum sum, Laying laying) {
    Walk walk = Walk.through(laying.top(), laying.absolute(sum.path()), true);
    if (!walk.meets(laying.touched())) {
      return Optional.empty();
    }
    boolean file = laying.top().lstat(walk.end()).isFile();
    return Optional.of(
        file
            ? Optional.of(sum.of(laying.top().read(walk.end(), Integer.MAX_VALUE - 16)))
            : Optional.empty());
  }

  private static Optional<List<FileStat>> listing(Question.Listing list, Laying laying) {
    Walk walk = Walk.through(laying.top(), laying.absolute(list.directory()), true);
    if (!walk.meets(laying.touched())) {
      return Optional.empty();
    }
    List<FileStat> found = new ArrayList<>();
    if (laying.top().lstat(walk.end()).isDirectory()) {
      collect(laying.top(), walk.end(), list.directory(), list.depth(), found);
    }
    found.sort(Comparator.comparing(FileStat::path));
    return Optional.of(List.copyOf(found));
  }

  private static void collect(
      FileView files, RemotePath directory, RemotePath named, int depth, List<FileStat> found) {
    for (String name : files.names(directory)) {
      RemotePath path = directory.resolve(name);
      FileStat stat = files.lstat(path);
      if (stat.exists()) {
        found.add(Stats.at(named.resolve(name), stat));
        if (stat.isDirectory() && depth != 1) {
          collect(files, path, named.resolve(name), Math.max(0, depth - 1), found);
        }
      }
    }
  }

  /// A program that a shown step puts into a directory called `bin` or `sbin` is taken for found.
  private Optional<?> which(Question.Which which, Waiting<?> fromHost, Laying laying) {
    if (fromHost.value() instanceof Optional<?> found && found.isPresent()) {
      RemotePath path = (RemotePath) found.get();
      Walk walk = Walk.through(laying.top(), laying.absolute(path), true);
      boolean gone = walk.meets(laying.touched()) && !laying.top().lstat(walk.end()).exists();
      return gone ? Optional.of(Optional.empty()) : Optional.empty();
    }
    for (RemotePath path : laying.touched()) {
      boolean executable =
          path.parent().name().matches("s?bin") && path.name().equals(which.program());
      if (executable && (laying.top().lstat(path).mode() & 0111) != 0) {
        return Optional.of(Optional.of(path));
      }
    }
    Overlay.checkMissing(steps, "the program " + which.program());
    return Optional.empty();
  }
}
