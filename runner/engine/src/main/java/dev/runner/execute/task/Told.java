package dev.runner.execute.task;

import dev.runner.module.Effect;
import java.util.List;
import java.util.Optional;

/// Something that the engine is to remember after a task.
///
/// @param owner the host that facts and variables are remembered for instead of the task's own
///   (`delegate_facts`)
public record Told(Effect effect, Optional<String> owner) {

  /// What a task or an item says, all of it of the same host.
  static List<Told> all(List<Effect> effects, Optional<String> owner) {
    return effects.stream().map(effect -> new Told(effect, owner)).toList();
  }

  /// The host that this is remembered for.
  ///
  /// @param host the task's own
  public String owner(String host) {
    boolean fact = effect instanceof Effect.Facts || effect instanceof Effect.Variables;
    return fact ? owner.orElse(host) : host;
  }
}
