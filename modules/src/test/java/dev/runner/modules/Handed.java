package dev.runner.modules;

import dev.runner.module.Describe;
import dev.runner.module.Handover;
import dev.runner.module.TaskModule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Parameters that a test hands on to another built-in module, which is made of them.
///
/// @param given the parameters, by the names that they have in YAML
record Handed(Map<String, Object> given) implements Handover {
  Handed {
    given = new LinkedHashMap<>(given);
  }

  @Override
  public Set<String> names() {
    return given.keySet();
  }

  @Override
  public Optional<Object> variable(String name) {
    return Optional.empty();
  }

  @Override
  public Optional<TaskModule> to(String module, Map<String, Object> more) {
    Map<String, Object> all = new LinkedHashMap<>(given);
    all.putAll(more);
    Object[] pairs =
        all.entrySet().stream()
            .flatMap(each -> java.util.stream.Stream.of(each.getKey(), each.getValue()))
            .toArray();
    for (Class<? extends TaskModule> each : new BuiltinModules().modules()) {
      if (isCalled(each, module)) {
        return Optional.of(Tasks.task(each, pairs));
      }
    }
    return Optional.empty();
  }

  private static boolean isCalled(Class<?> module, String name) {
    String own =
        module.getSimpleName().replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    Describe described = module.getAnnotation(Describe.class);
    return own.equals(name) || List.of(described.aliases()).contains(name);
  }
}
