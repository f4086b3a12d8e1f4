package dev.runner.execute.host;

import dev.runner.module.Account;
import dev.runner.module.Content;
import dev.runner.module.FileStat;
import dev.runner.module.ProbeException;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import dev.runner.transport.ConnectException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The files of the host as they are. What was answered once is remembered, for the time of one
/// round of questions.
final class HostFiles implements FileView {
  /// Asks the host, all at once.
  @FunctionalInterface
  interface Host {
    void answer(List<Waiting<?>> waiting) throws ConnectException;
  }

  private final Host host;
  private final Map<Question<?>, Waiting<?>> known = new HashMap<>();

  HostFiles(Host host) {
    this.host = host;
  }

  /// Asks what isn't known yet, in one round trip.
  void fetch(Collection<? extends Question<?>> questions) {
    List<Waiting<?>> fresh = new ArrayList<>();
    for (Question<?> question : questions) {
      if (!known.containsKey(question)) {
        Waiting<?> waiting = new Waiting<>(question);
        known.put(question, waiting);
        fresh.add(waiting);
      }
    }
    if (!fresh.isEmpty()) {
      send(fresh);
    }
  }

  /// Asks all of these, with what else will be needed.
  void fetch(List<Waiting<?>> asked, Collection<? extends Question<?>> needed) {
    List<Waiting<?>> fresh = new ArrayList<>(asked);
    for (Question<?> question : needed) {
      Waiting<?> waiting = new Waiting<>(question);
      if (known.putIfAbsent(question, waiting) == null) {
        fresh.add(waiting);
      }
    }
    send(fresh);
  }

  private void send(List<Waiting<?>> fresh) {
    try {
      host.answer(fresh);
    } catch (ConnectException e) {
      throw new UncheckedIOException(e);
    }
  }

  @SuppressWarnings("unchecked") // the map holds each question's own type of answer
  <T> T ask(Question<T> question) {
    fetch(List.of(question));
    Waiting<?> waiting = known.get(question);
    if (waiting == null) {
      throw new IllegalStateException(question.toString());
    }
    return (T) waiting.value();
  }

  @Override
  public FileStat lstat(RemotePath path) {
    return ask(new Question.Stat(path, false));
  }

  @Override
  public Content read(RemotePath path, long limit) {
    return ask(new Question.Read(path, limit))
        .orElseThrow(() -> new ProbeException(path + " went away while it was read"));
  }

  @Override
  public List<String> names(RemotePath directory) {
    return ask(new Question.Listing(directory, 1)).stream()
        .map(each -> each.path().name())
        .toList();
  }

  /// Who this is, if there is such a user.
  Optional<Account> user(String nameOrNumber) {
    return ask(new Question.User(nameOrNumber));
  }

  /// The number of this group, if there is such a one.
  Optional<Long> group(String nameOrNumber) {
    return ask(new Question.Group(nameOrNumber));
  }
}
