package dev.runner.execute.host;

import dev.runner.module.FileStat;
import dev.runner.module.Output;
import dev.runner.module.Question;
import dev.runner.module.Quoting;
import dev.runner.transport.Script;
import dev.runner.values.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Turns questions that wait into as few parts of a script as possible: first all paths by one
/// `stat`, then all files by one checksum program for each algorithm, then the others in the order
/// in which they were put. What lies in a scratch directory may have been made by a question of the
/// same script, and is looked at in its turn.
final class Inquiries {
  private final Map<String, Text> environment;
  private final Optional<String> scratch;
  private final ByUs byUs;

  /// @param byUs does what the host's programs can't
  Inquiries(Map<String, Text> environment, Optional<String> scratch, ByUs byUs) {
    this.environment = environment;
    this.scratch = scratch;
    this.byUs = byUs;
  }

  /// What the control machine does where a host lacks a program for it.
  record ByUs(Browsing browsing, Ports ports, Syncing syncing) {}

  @SuppressWarnings("unchecked") // each kind of question waits for its own type of answer
  List<Inquiry> of(List<Waiting<?>> all) {
    List<Waiting<FileStat>> stats = new ArrayList<>();
    Map<String, List<Waiting<Optional<String>>>> sums = new LinkedHashMap<>();
    List<Inquiry> others = new ArrayList<>();
    for (Waiting<?> each : all) {
      switch (each.question()) {
        case Question.Stat stat when !inScratch(stat.path().text()) ->
            stats.add((Waiting<FileStat>) each);
        case Question.Stat stat -> others.addAll(StatInquiry.of(List.of((Waiting<FileStat>) each)));
        case Question.Checksum sum when !inScratch(sum.path().text()) ->
            sums.computeIfAbsent(sum.algorithm(), key -> new ArrayList<>())
                .add((Waiting<Optional<String>>) each);
        case Question.Checksum sum ->
            others.addAll(
                SumInquiry.of(sum.algorithm(), List.of((Waiting<Optional<String>>) each)));
        default -> others.add(single(each));
      }
    }
    List<Inquiry> inquiries = new ArrayList<>(StatInquiry.of(stats));
    sums.forEach((algorithm, files) -> inquiries.addAll(SumInquiry.of(algorithm, files)));
    inquiries.addAll(others);
    return inquiries;
  }

  private boolean inScratch(String path) {
    return scratch.isPresent() && path.startsWith(scratch.get());
  }

  private <T> Inquiry single(Waiting<T> waiting) {
    return switch (waiting.question()) {
      case Question.Read read ->
          one(
              waiting,
              "rn_read %d %s".formatted(read.limit() + 1, FileNames.word(read.path())),
              "read",
              block -> Reading.content(read, block));
      case Question.Listing list -> new ListInquiry(cast(waiting), list.directory(), list.depth());
      case Question.Look look -> look(cast(waiting), look);
      case Question.Which which ->
          one(
              waiting,
              onPath("rn_which " + Quoting.quote(which.program())),
              "which",
              Reading::which);
      case Question.User user ->
          one(
              waiting,
              "rn_account " + Quoting.quote(user.nameOrNumber()),
              "account",
              block -> Accounts.user(user.nameOrNumber(), block));
      case Question.Group group ->
          one(
              waiting,
              "rn_entry group " + Quoting.quote(group.nameOrNumber()),
              "entry",
              block -> Accounts.group(group.nameOrNumber(), block));
      case Question.Self self -> one(waiting, "rn_account ''", "account", Accounts::self);
      case Question.Clock clock -> one(waiting, "date '+%s %N'", "die", Reading::clock);
      case Question.Alive alive ->
          one(waiting, "rn_alive " + alive.pid(), "alive", block -> block.status() == 0);
      case Question.PortOpen port -> new PortInquiry(cast(waiting), port, byUs.ports());
      case Question.Rsync rsync -> new RsyncInquiry(cast(waiting), rsync.call(), byUs.syncing());
      case Question.Free free ->
          one(
              waiting,
              "rn_free " + FileNames.word(free.path()),
              "free",
              block -> Reading.free(free, block));
      case Question.Http http ->
          new HttpInquiry(cast(waiting), http.request(), environment, byUs.browsing());
      case Question.Stat stat -> throw new IllegalStateException();
      case Question.Checksum sum -> throw new IllegalStateException();
    };
  }

  @SuppressWarnings("unchecked") // the caller looked at the question
  private static <A, B> Waiting<B> cast(Waiting<A> waiting) {
    return (Waiting<B>) waiting;
  }

  @SuppressWarnings("unchecked") // each kind of question is read by its own reader
  private static <T> Inquiry one(
      Waiting<T> waiting,
      String text,
      String function,
      java.util.function.Function<Block, ?> read) {
    return new OneInquiry<>(
        waiting, Script.of(text), Set.of(function), block -> (T) read.apply(block));
  }

  /// A PATH of the task's own holds for what is found on it.
  private String onPath(String call) {
    Text path = environment.get("PATH");
    return path == null ? call : "(PATH=%s; %s)".formatted(Quoting.quote(path.value()), call);
  }

  private Inquiry look(Waiting<Output> waiting, Question.Look look) {
    Instant began = Instant.now();
    return new OneInquiry<>(
        waiting,
        CommandScript.looking(look.command(), environment).withInput(),
        CommandScript.FUNCTIONS,
        block -> Reading.output(block, began, Duration.between(began, Instant.now())));
  }
}
