package dev.runner.execute.host;

import dev.runner.execute.ahead.Answered;
import dev.runner.execute.ahead.Keeping;
import dev.runner.execute.ahead.Knowledge;
import dev.runner.execute.ahead.Moment;
import dev.runner.execute.ahead.Mounts;
import dev.runner.execute.reach.HostAccess;
import dev.runner.module.Content;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import dev.runner.transport.ConnectException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Answers the questions of a task by what is known already. Where anything is left to be asked,
/// the questions that later tasks will ask go with it, in the same script.
final class AskingAhead {
  /// So many questions go with those of the task at most.
  private static final int MOST = 400;

  private final RemoteAccess access;
  private final Knowledge knowledge;
  private final Expected expected;
  private final HostAccess.Asker asker;
  private final Optional<Scratch> scratch;

  AskingAhead(
      RemoteAccess access,
      Knowledge knowledge,
      Expected expected,
      HostAccess.Asker asker,
      Optional<Scratch> scratch) {
    this.access = access;
    this.knowledge = knowledge;
    this.expected = expected;
    this.asker = asker;
    this.scratch = scratch;
  }

  void answer(List<Waiting<?>> asked) throws ConnectException {
    asked.forEach(each -> expected.asked(asker.who(), each.question()));
    List<Waiting<?>> open = asked.stream().filter(each -> !isKnown(each)).toList();
    if (open.isEmpty()) {
      return;
    }
    if (knowledge.mounts().isEmpty()) {
      HostAccess.Ahead ahead = asker.ahead().orElseThrow();
      Thread.startVirtualThread(() -> prepare(ahead));
      access.arrive();
    }
    List<Waiting<?>> all = new ArrayList<>(open);
    further(open).forEach(question -> all.add(new Waiting<>(question)));
    Moment moment = knowledge.moment();
    access.send(asker.who(), asker.environment(), all, scratch);
    keep(all, moment);
  }

  /// Whoever needs what fails here does it again, and tells what is wrong.
  static void prepare(HostAccess.Ahead ahead) {
    try {
      ahead.prepare();
    } catch (Throwable e) {
      // nobody waits for this thread
    }
  }

  private <T> boolean isKnown(Waiting<T> each) {
    Optional<Answered<T>> known =
        knowledge.holding(asker.who(), asker.environment(), each.question());
    known.ifPresent(each::take);
    return known.isPresent();
  }

  private boolean isWanted(Question<?> question) {
    return knowledge.holding(asker.who(), asker.environment(), question).isEmpty();
  }

  /// What is asked besides: what later tasks will ask, and by which ways paths are reached.
  private Set<Question<?>> further(List<Waiting<?>> open) {
    Set<Question<?>> more = new LinkedHashSet<>();
    List<HostAccess.Foreseen> foreseen = asker.ahead().orElseThrow().questions(access, asker.who());
    expected.foresee(asker.who(), foreseen);
    if (!knowledge.knowsMounts() && !foreseen.isEmpty()) {
      more.add(Mounts.QUESTION);
    }
    for (HostAccess.Foreseen each : foreseen) {
      if (more.size() < MOST) {
        add(each, more);
      }
    }
    Set<RemotePath> ways = new LinkedHashSet<>();
    open.forEach(each -> ways(each.question(), ways));
    more.forEach(each -> ways(each, ways));
    for (RemotePath each : ways) {
      Question<?> look = new Question.Stat(each, false);
      if (knowledge.isAskedAhead(asker.who(), look)) {
        addIfWanted(look, more);
      }
    }
    open.forEach(each -> more.remove(each.question()));
    return more;
  }

  private void add(HostAccess.Foreseen foreseen, Set<Question<?>> more) {
    Question<?> question = foreseen.question();
    boolean same =
        !Keeping.isOfPrograms(question) || foreseen.environment().equals(asker.environment());
    if (same && knowledge.isAskedAhead(asker.who(), question)) {
      addIfWanted(question, more);
    } else if (question instanceof Question.Read || question instanceof Question.Checksum) {
      // Whether it may be asked is known once it is known how large the file is.
      Question<?> size = new Question.Stat(Keeping.path(question).orElseThrow(), true);
      if (knowledge.isAskedAhead(asker.who(), size)) {
        addIfWanted(size, more);
      }
    }
  }

  private void addIfWanted(Question<?> question, Set<Question<?>> more) {
    if (isWanted(question)) {
      more.add(question);
    }
  }

  /// Whether links are on the way to a path decides what makes an answer about it void.
  private static void ways(Question<?> question, Set<RemotePath> ways) {
    Optional<RemotePath> path = Keeping.path(question).filter(RemotePath::isAbsolute);
    if (path.isEmpty() || question.equals(Mounts.QUESTION)) {
      return;
    }
    RemotePath at = path.get().normalized();
    while (!at.equals(at.parent()) && ways.add(at)) {
      at = at.parent();
    }
  }

  private void keep(List<Waiting<?>> all, Moment moment) {
    for (Waiting<?> each : all) {
      if (each.question().equals(Mounts.QUESTION)) {
        each.answered().ifPresent(answer -> mounts(answer, moment));
      }
    }
    for (Waiting<?> each : all) {
      each.answered()
          .ifPresent(
              answer ->
                  knowledge.keep(
                      asker.who(), asker.environment(), each.question(), answer, moment));
    }
  }

  private void mounts(Answered<?> answer, Moment moment) {
    String text =
        answer.value().orElse(null) instanceof Optional<?> found
                && found.orElse(null) instanceof Content content
            ? content.lenientText()
            : "";
    knowledge.mounts(Mounts.of(text), moment);
  }
}
