package dev.runner.containers;

import java.util.stream.Stream;

/// Which stacks a test runs on: both in the matrix (`mvn verify -Pmatrix`), otherwise the one that
/// the test names, so that the usual build stays short.
final class Stacks {
  private Stacks() {}

  static Stream<Stack> modernFirst() {
    return inMatrix() ? Stack.ofSites().stream() : Stream.of(Stack.MODERN);
  }

  static Stream<Stack> classicFirst() {
    return inMatrix() ? Stack.ofSites().stream() : Stream.of(Stack.CLASSIC);
  }

  static boolean inMatrix() {
    return Boolean.getBoolean("runner.matrix");
  }
}
