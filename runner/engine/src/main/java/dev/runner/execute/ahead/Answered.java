package dev.runner.execute.ahead;

import dev.runner.module.ProbeException;
import java.util.Optional;

/// How a host answered a question, or why it couldn't.
public record Answered<T>(Optional<T> value, Optional<ProbeException> trouble) {

  /// An answer.
  public static <T> Answered<T> of(T value) {
    return new Answered<>(Optional.of(value), Optional.empty());
  }

  /// No answer.
  public static <T> Answered<T> not(ProbeException trouble) {
    return new Answered<>(Optional.empty(), Optional.of(trouble));
  }
}
