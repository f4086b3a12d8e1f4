package dev.runner.execute.host;

import dev.runner.execute.ahead.Answered;
import dev.runner.module.ProbeException;
import dev.runner.module.Question;
import java.util.Optional;

/// A question that waits for its answer.
final class Waiting<T> {
  private final Question<T> question;
  private Optional<T> answer = Optional.empty();
  private Optional<RuntimeException> trouble = Optional.empty();

  Waiting(Question<T> question) {
    this.question = question;
  }

  /// The same question, put once more.
  Waiting<T> fresh() {
    return new Waiting<>(question);
  }

  Question<T> question() {
    return question;
  }

  void answer(T value) {
    answer = Optional.of(value);
  }

  void fail(String sentence) {
    trouble = Optional.of(new ProbeException(sentence));
  }

  void fail(RuntimeException because) {
    trouble = Optional.of(because);
  }

  /// Answers as the host did before.
  void take(Answered<T> known) {
    known.value().ifPresent(this::answer);
    known.trouble().ifPresent(this::fail);
  }

  /// How the host answered; nothing if it didn't, or something else was the matter.
  Optional<Answered<T>> answered() {
    return trouble.isPresent()
        ? trouble
            .filter(ProbeException.class::isInstance)
            .map(each -> Answered.not((ProbeException) each))
        : answer.map(Answered::of);
  }

  boolean isAnswered() {
    return answer.isPresent() || trouble.isPresent();
  }

  T value() {
    if (trouble.isPresent()) {
      throw trouble.get();
    }
    return answer.orElseThrow();
  }
}
