package dev.runner.jinja;

import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Choices made by chance.
record Chance(RandomGenerator random) {

  /// One of them.
  String of(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  /// One of them.
  String of(List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /// What one of them makes.
  @SafeVarargs
  final String made(Supplier<String>... makers) {
    return makers[random.nextInt(makers.length)].get();
  }

  /// True once in so many times.
  boolean oneIn(int times) {
    return random.nextInt(times) == 0;
  }
}
