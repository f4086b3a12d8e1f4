package dev.runner.catalog;

import dev.runner.module.Condition;
import dev.runner.module.ControlFile;
import dev.runner.module.Expression;
import dev.runner.module.Handover;
import dev.runner.module.Rendered;
import dev.runner.module.TaskModule;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What the engine brings to a module, for parameters whose types ask for it.
public interface Materials {

  /// A file or directory of the control machine, found on the search path.
  ///
  /// @throws dev.runner.module.BadParameter if there is none; the message names the places where it
  ///   was looked for
  ControlFile file(String parameter, String name);

  /// A place on the control machine that is written to.
  ///
  /// @param name relative to the playbook, if there is one
  default Path place(String name) {
    return Path.of(name).toAbsolutePath().normalize();
  }

  /// A template of the control machine, rendered.
  ///
  /// @param parameters all of the task's, since some of them say how to render (`trim_blocks`)
  Rendered template(String parameter, String name, Map<String, Object> parameters);

  /// The task's variables of these names, as far as they are defined; all templates rendered.
  default Map<String, Object> variables(Collection<String> names) {
    return Map.of();
  }

  /// Parameters for another module.
  default Handover handover(Map<String, Object> parameters) {
    return new Handover() {
      @Override
      public Optional<TaskModule> to(String module, Map<String, Object> more) {
        return Optional.empty();
      }

      @Override
      public Set<String> names() {
        return Collections.unmodifiableSet(parameters.keySet());
      }

      @Override
      public Optional<Object> variable(String name) {
        return Optional.ofNullable(variables(List.of(name)).get(name));
      }
    };
  }

  /// How many `-v` the run has.
  default int verbosity() {
    return 0;
  }

  /// A condition, to be evaluated.
  Condition condition(Object raw);

  /// An expression, evaluated; undefined names give an `Undefined`.
  Expression expression(Object raw);
}
