package dev.runner.execute.host;

import dev.runner.execute.ahead.Answered;
import dev.runner.execute.ahead.Knowledge;
import dev.runner.execute.reach.HostAccess;
import dev.runner.module.ControlFile;
import dev.runner.module.Pending;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a task that isn't on yet would ask: it is answered as the host answered last, and ends
/// where that isn't known.
final class RemoteRehearsal implements HostAccess.Rehearsal, Probe {
  private final RemoteAccess access;
  private final Knowledge knowledge;
  private final HostAccess.Asker asker;
  private final List<Waiting<?>> waiting = new ArrayList<>();
  private final Set<Question<?>> asked = new LinkedHashSet<>();

  RemoteRehearsal(RemoteAccess access, Knowledge knowledge, HostAccess.Asker asker) {
    this.access = access;
    this.knowledge = knowledge;
    this.asker = asker;
    asker.needs().forEach(program -> waiting.add(new Waiting<>(new Question.Which(program))));
  }

  @Override
  public Probe probe() {
    return this;
  }

  @Override
  public List<Question<?>> asked() {
    waiting.forEach(each -> asked.add(each.question())); // programs that the plan didn't wait for
    return List.copyOf(asked);
  }

  @Override
  public String name() {
    return access.name();
  }

  @Override
  public <T> Pending<T> later(Question<T> question) {
    Waiting<T> put = new Waiting<>(question);
    waiting.add(put);
    return () -> {
      if (!put.isAnswered()) {
        answerAll();
      }
      return put.value();
    };
  }

  private void answerAll() {
    List<Waiting<?>> batch = List.copyOf(waiting);
    waiting.clear();
    List<ShownStep> shown = asker.overlaid() ? access.shown() : List.of();
    if (shown.isEmpty()) {
      recall(batch);
    } else {
      new OverlaidAnswers(new HostFiles(this::recall), shown, Optional.empty()).answer(batch);
    }
  }

  private void recall(List<Waiting<?>> batch) {
    boolean complete = true;
    for (Waiting<?> each : batch) {
      asked.add(each.question());
      complete &= recall(each);
    }
    if (!complete) {
      throw new HostAccess.Blocked("questions that the host hasn't answered yet");
    }
  }

  private <T> boolean recall(Waiting<T> each) {
    Optional<Answered<T>> last = knowledge.last(asker.who(), asker.environment(), each.question());
    last.ifPresent(each::take);
    return last.isPresent();
  }

  @Override
  public Probe asItIs() {
    if (asker.overlaid()) {
      throw new HostAccess.Blocked("the host without what was shown");
    }
    return this;
  }

  @Override
  public RemotePath scratch() {
    throw new HostAccess.Blocked("a directory to write to");
  }

  @Override
  public RemotePath bring(ControlFile file) {
    throw new HostAccess.Blocked("a file to bring");
  }
}
