package dev.runner.modules.git;

import dev.runner.module.Plan;

/// What stands in the way of changing a work tree.
///
/// @param sentence the cause
/// @param remedy what to do about it
record Obstacle(String sentence, String remedy) {

  Plan.Refused refusal() {
    return Plan.refuse(sentence, remedy);
  }
}
