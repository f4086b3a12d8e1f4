package dev.runner.execute;

import dev.runner.catalog.ActionGroups;
import dev.runner.catalog.ModuleType;
import dev.runner.catalog.Modules;
import dev.runner.playbook.Task;
import dev.runner.template.Scope;
import dev.runner.template.TemplateException;
import dev.runner.values.Text;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The parameters that `module_defaults` gives to a task's module: those of the groups that it is
/// in, and over them those of its own name. What stands further inside takes the place of what
/// stands outside under the same name.
final class ModuleDefaults {
  private static final String GROUP = "group/";

  private final Modules modules;
  private final ActionGroups groups;

  ModuleDefaults(Modules modules, ActionGroups groups) {
    this.modules = modules;
    this.groups = groups;
  }

  /// The defaults of a task's module.
  Map<String, Object> of(Task task, List<Object> written, Scope scope) {
    Map<String, Object> named = new LinkedHashMap<>();
    for (Object each : written) {
      Object mapping = Text.isText(each) ? scope.value(each) : each;
      if (mapping instanceof Map<?, ?> map) {
        map.forEach((name, values) -> named.put(canonical(name.toString()), values));
      }
    }
    String module = canonical(task.module());
    Map<String, Object> all = new LinkedHashMap<>();
    named.forEach(
        (name, values) -> {
          if (name.startsWith(GROUP) && isMember(module, task, name)) {
            put(values, scope, all);
          }
        });
    put(named.get(module), scope, all);
    return all;
  }

  private static void put(
      @org.jspecify.annotations.Nullable Object values, Scope scope, Map<String, Object> all) {
    Object mapping = values != null && Text.isText(values) ? scope.value(values) : values;
    if (mapping instanceof Map<?, ?> map) {
      map.forEach((parameter, value) -> all.put(parameter.toString(), value));
    }
  }

  private boolean isMember(String module, Task task, String name) {
    String group = name.substring(GROUP.length());
    java.util.Set<String> members =
        groups
            .members(group)
            .orElseThrow(
                () -> new TemplateException(missing(group), "", task.origin(), false, null));
    return members.stream().map(this::canonical).anyMatch(module::equals)
        || task.settings().collections().stream()
            .anyMatch(each -> members.contains(each + "." + module));
  }

  /// What is said about a group that isn't there.
  static String missing(String group) {
    return "Error loading module_defaults: could not resolve the module_defaults group %s"
        .formatted(group.split("\\.").length < 3 ? "ansible.builtin." + group : group);
  }

  /// One name for all names of a module.
  private String canonical(String name) {
    Optional<ModuleType> module = name.startsWith(GROUP) ? Optional.empty() : modules.find(name);
    return module.map(type -> type.collection() + "." + type.name()).orElse(name);
  }
}
