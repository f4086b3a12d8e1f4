package dev.runner.module;

/// A question that was put and may still wait. All that wait are asked in one script when the first
/// of them is needed.
public interface Pending<T> {

  /// The answer.
  ///
  /// @throws ProbeException if the host can't answer
  T get();
}
