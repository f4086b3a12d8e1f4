package dev.runner.cli.chance;

import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;

/// What is left to chance; the same seed gives the same.
final class Chance {
  private final Random random;

  Chance(long seed) {
    this.random = new Random(seed);
  }

  /// Seeds from 1 on, or the one that `-Drunner.seed=…` says.
  static LongStream seeds(long most) {
    Long seed = Long.getLong("runner.seed");
    return seed == null ? LongStream.rangeClosed(1, most) : LongStream.of(seed);
  }

  <T> T of(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /// Whether something comes to pass that does so in this share of all cases.
  boolean is(double share) {
    return random.nextDouble() < share;
  }

  /// A share of one.
  double share() {
    return random.nextDouble();
  }

  /// A number from 0 up to this one.
  int upTo(int most) {
    return random.nextInt(most + 1);
  }

  /// Does something in this share of all cases.
  void times(double share, Runnable what) {
    if (is(share)) {
      what.run();
    }
  }
}
