package dev.runner.transport.ssh;

import java.util.ArrayList;
import java.util.List;

/// What was tried to log in, for the message if all of it fails.
final class Attempts {
  private final List<String> tried = new ArrayList<>();
  private final List<String> leftOut = new ArrayList<>();
  private List<String> offered = List.of();
  private boolean partial;

  /// A key or password was sent.
  synchronized void tried(String what) {
    tried.add(what);
  }

  /// Something couldn't be tried.
  synchronized void leftOut(String what) {
    leftOut.add(what);
  }

  /// The host said which methods it takes.
  synchronized void offered(List<String> methods, boolean afterPartialSuccess) {
    offered = List.copyOf(methods);
    partial = partial || afterPartialSuccess;
  }

  /// A sentence about all of it.
  synchronized String sentence() {
    StringBuilder text = new StringBuilder();
    text.append(tried.isEmpty() ? "Nothing was tried" : "Tried: " + String.join(", ", tried));
    if (!leftOut.isEmpty()) {
      text.append("; not tried: ").append(String.join(", ", leftOut));
    }
    if (!offered.isEmpty()) {
      text.append(". The host takes: ").append(String.join(", ", offered));
    }
    if (partial) {
      text.append(", one after the other (the first was accepted)");
    }
    return text.append('.').toString();
  }

  /// Whether the host takes this method.
  synchronized boolean takes(String method) {
    return offered.contains(method);
  }

  /// Whether anything was sent.
  synchronized boolean any() {
    return !tried.isEmpty();
  }
}
