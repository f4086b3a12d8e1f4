package dev.runner.cli;

import dev.runner.module.Account;
import dev.runner.module.Content;
import dev.runner.module.FileStat;
import dev.runner.module.HttpReply;
import dev.runner.module.Output;
import dev.runner.module.Pending;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A host that answers every question somehow, and counts how often it is asked.
final class ObligingHost implements Probe {

  /// What is at every path.
  enum World {
    NOTHING,
    FILE,
    DIRECTORY
  }

  private final World world;
  private final List<Question<?>> waiting = new ArrayList<>();
  private final List<List<String>> asked = new ArrayList<>();

  ObligingHost(World world) {
    this.world = world;
  }

  @Override
  public <T> Pending<T> later(Question<T> question) {
    waiting.add(question);
    return () -> {
      if (waiting.contains(question)) {
        asked.add(waiting.stream().map(each -> each.getClass().getSimpleName()).toList());
        waiting.clear();
      }
      return answer(question);
    };
  }

  /// How often it was asked.
  int roundTrips() {
    return asked.size();
  }

  /// The kinds of questions, for each round trip.
  List<List<String>> asked() {
    return asked;
  }

  @SuppressWarnings("unchecked") // each kind of question is answered by its own type
  private <T> T answer(Question<T> question) {
    return (T)
        switch (question) {
          case Question.Stat stat -> status(stat.path());
          case Question.Read read ->
              world == World.FILE ? Optional.of(Content.of("a line\n")) : Optional.empty();
          case Question.Checksum sum ->
              world == World.FILE ? Optional.of("0".repeat(40)) : Optional.empty();
          case Question.Listing listing -> List.of();
          case Question.Look look -> Output.of(0, "", "");
          case Question.Rsync rsync -> Output.of(0, "", "");
          case Question.Which which -> Optional.of(RemotePath.of("/usr/bin/" + which.program()));
          case Question.User user -> Optional.of(root());
          case Question.Group group -> Optional.of(0L);
          case Question.Self self -> root();
          case Question.Clock clock -> Instant.EPOCH;
          case Question.Alive alive -> false;
          case Question.PortOpen port -> false;
          case Question.Free free -> 1L << 40;
          case Question.Http http ->
              new HttpReply(200, "", Map.of(), Content.of("a line\n"), Duration.ZERO, "");
        };
  }

  private FileStat status(RemotePath path) {
    return switch (world) {
      case NOTHING -> FileStat.absent(path);
      case FILE -> there(path, FileStat.Type.FILE, 0644);
      case DIRECTORY -> there(path, FileStat.Type.DIRECTORY, 0755);
    };
  }

  private static FileStat there(RemotePath path, FileStat.Type type, int mode) {
    Instant then = Instant.EPOCH;
    return new FileStat(
        path, type, mode, 0, 0, "root", "root", 7, then, then, then, 1, 1, 1, Optional.empty());
  }

  private static Account root() {
    return new Account("root", 0, 0, "", RemotePath.of("/root"), "/bin/sh", List.of("root"));
  }

  @Override
  public RemotePath scratch() {
    return RemotePath.of("/tmp/scratch");
  }

  @Override
  public RemotePath bring(dev.runner.module.ControlFile file) {
    asked.add(List.of("bring"));
    return scratch().resolve(file.path().toFile().getName());
  }

  @Override
  public String name() {
    return "anywhere";
  }
}
