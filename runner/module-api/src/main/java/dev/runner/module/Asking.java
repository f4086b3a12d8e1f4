package dev.runner.module;

import java.util.Optional;

/// A module that may need an answer of the person at the terminal. The engine asks once for all
/// hosts, and goes on with what the answer makes of the module; where nobody is there, with the
/// module itself.
public interface Asking extends TaskModule {

  /// What to ask; nothing if no answer is needed.
  Optional<String> question();

  /// Whether what is typed isn't shown.
  boolean hidden();

  /// What the task does now that the answer is known.
  TaskModule answered(String answer);
}
