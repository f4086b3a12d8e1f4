package dev.runner.module;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Parameters that are another module's: which one, a module says when it plans (`package`). They
/// are all that no other component takes.
public interface Handover {

  /// The other module with these parameters and those that were handed over; nothing if there is no
  /// such module.
  ///
  /// @throws BadParameter if they don't fit it
  Optional<TaskModule> to(String module, Map<String, Object> more);

  /// Names of the parameters that were handed over.
  Set<String> names();

  /// The value of a variable of the task, if it is defined.
  Optional<Object> variable(String name);
}
