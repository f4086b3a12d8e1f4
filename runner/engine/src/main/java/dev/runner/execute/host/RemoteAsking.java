package dev.runner.execute.host;

import dev.runner.execute.reach.HostAccess;
import dev.runner.module.ControlFile;
import dev.runner.module.Pending;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import dev.runner.transport.ConnectException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The questions of one task. All that wait go out in one script when the first answer is needed;
/// with the first one the host is also asked for the programs that the module needs.
final class RemoteAsking implements HostAccess.Asking, Probe {
  private final RemoteAccess access;
  private final HostAccess.Asker asker;
  private final Map<String, Waiting<Optional<RemotePath>>> needs = new LinkedHashMap<>();
  private final List<Waiting<?>> waiting = new ArrayList<>();

  /// Those of the questions that wait which shown steps have no say in.
  private final Set<Waiting<?>> bare = Collections.newSetFromMap(new IdentityHashMap<>());

  private Optional<Scratch> scratch = Optional.empty();

  RemoteAsking(RemoteAccess access, HostAccess.Asker asker) {
    this.access = access;
    this.asker = asker;
    for (String program : asker.needs()) {
      Waiting<Optional<RemotePath>> which = new Waiting<>(new Question.Which(program));
      needs.put(program, which);
      waiting.add(which);
    }
  }

  @Override
  public Probe probe() {
    return this;
  }

  @Override
  public String name() {
    return access.name();
  }

  @Override
  public synchronized <T> Pending<T> later(Question<T> question) {
    Waiting<T> put = new Waiting<>(question);
    waiting.add(put);
    return () -> answer(put);
  }

  @Override
  public Probe asItIs() {
    return new Probe() {
      @Override
      public <T> Pending<T> later(Question<T> question) {
        return laterBare(question);
      }

      @Override
      public RemotePath scratch() {
        return RemoteAsking.this.scratch();
      }

      @Override
      public RemotePath bring(ControlFile file) {
        return RemoteAsking.this.bring(file);
      }

      @Override
      public String name() {
        return RemoteAsking.this.name();
      }
    };
  }

  private synchronized <T> Pending<T> laterBare(Question<T> question) {
    Waiting<T> put = new Waiting<>(question);
    waiting.add(put);
    bare.add(put);
    return () -> answer(put);
  }

  private synchronized <T> T answer(Waiting<T> put) {
    if (!put.isAnswered()) {
      try {
        askAll();
      } catch (ConnectException e) {
        throw new UncheckedIOException(e);
      }
    }
    return put.value();
  }

  private void askAll() throws ConnectException {
    List<Waiting<?>> batch = List.copyOf(waiting);
    List<ShownStep> shown = asker.overlaid() ? access.shown() : List.of();
    List<Waiting<?>> plain =
        shown.isEmpty() ? batch : batch.stream().filter(bare::contains).toList();
    List<Waiting<?>> laid = batch.stream().filter(each -> !plain.contains(each)).toList();
    if (!plain.isEmpty()) {
      access.answer(asker, plain, scratch);
    }
    if (!laid.isEmpty()) {
      HostFiles host = new HostFiles(asked -> access.answer(asker, asked, scratch));
      try {
        new OverlaidAnswers(host, shown, scratch.map(each -> each.path().text())).answer(laid);
      } catch (UncheckedIOException e) {
        if (e.getCause() instanceof ConnectException lost) {
          throw lost;
        }
        throw e;
      }
    }
    waiting.removeAll(batch);
    bare.removeAll(batch);
  }

  @Override
  public synchronized RemotePath scratch() {
    if (scratch.isEmpty()) {
      scratch = Optional.of(access.newScratch(asker.who()));
    }
    return scratch.get().path();
  }

  @Override
  public synchronized RemotePath bring(ControlFile file) {
    scratch();
    try {
      return access.bring(scratch.orElseThrow(), file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized List<String> missing() throws ConnectException {
    if (needs.values().stream().anyMatch(each -> !each.isAnswered())) {
      askAll();
    }
    return needs.entrySet().stream()
        .filter(each -> each.getValue().value().isEmpty())
        .map(Map.Entry::getKey)
        .toList();
  }

  @Override
  public synchronized void close() {
    scratch.ifPresent(access::remove);
  }
}
