package dev.runner.module;

import java.util.List;
import java.util.Optional;

/// A kind of task. The implementing record's components are the parameters; see
/// `docs/writing-modules.md`.
public interface TaskModule {

  /// Decides what has to be done on a host, by asking it. Free of effects, and may be called again
  /// for the same task.
  ///
  /// @throws ProbeException out of the probe, when a question can't be answered; the engine reports
  ///   it, so don't catch it without need
  Plan plan(Probe host);

  /// Decides the same where somebody looks at differences, in diff mode: what has to be asked only
  /// to tell them is asked here.
  default Plan compared(Probe host) {
    return plan(host);
  }

  /// Programs that this task runs on the host besides those that [Needs] names, since its
  /// parameters say so: one that the user may name otherwise, or one that only a certain state
  /// needs.
  default List<String> alsoNeeds() {
    return List.of();
  }

  /// Whether check mode can say what the task would change. A command of the user's without a sign
  /// of its having run (`creates`, `removes`) can't be foreseen: check mode reports it as not run.
  default boolean foreseeable() {
    return true;
  }

  /// What check mode says of a task that isn't foreseeable.
  default String unforeseen() {
    return "not run in check mode";
  }

  /// Why a task that isn't foreseeable can't be done in any case, if that is so: a plan that
  /// refuses. Check mode asks for it.
  default Optional<Plan> impossible(Probe host) {
    return Optional.empty();
  }
}
