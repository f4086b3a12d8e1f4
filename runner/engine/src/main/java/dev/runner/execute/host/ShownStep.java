package dev.runner.execute.host;

import dev.runner.module.Step;
import dev.runner.transport.Identity;

/// A step that was shown in check mode instead of being applied.
///
/// @param task the name of its task
record ShownStep(Identity who, Step step, String task) {

  /// Why something can't be known.
  String because(String what) {
    return "%s can't be known: the task \"%s\" wasn't applied (%s)"
        .formatted(what, task, step.title());
  }
}
