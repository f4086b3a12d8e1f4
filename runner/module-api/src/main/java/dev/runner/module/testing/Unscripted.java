package dev.runner.module.testing;

/// A module asked, or did, what the test had not said anything about.
public final class Unscripted extends AssertionError {
  private static final long serialVersionUID = 1;

  Unscripted(String sentence) {
    super(sentence);
  }
}
