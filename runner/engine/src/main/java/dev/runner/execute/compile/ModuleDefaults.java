package dev.runner.execute.compile;

import dev.runner.catalog.ActionGroups;
import dev.runner.catalog.ModuleType;
import dev.runner.catalog.Modules;
import dev.runner.catalog.Parameter;
import dev.runner.playbook.Task;
import dev.runner.template.Scope;
import dev.runner.template.TemplateException;
import dev.runner.values.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// The parameters that `module_defaults` gives to a task's module: those of the groups that it is
/// in, and over them those of its own name. What stands further inside takes the place of what
/// stands outside under the same name.
public final class ModuleDefaults {
  private static final String KEYWORD = "module_defaults";
  private static final String GROUP = "group/";

  private final Modules modules;
  private final ActionGroups groups;

  public ModuleDefaults(Modules modules, ActionGroups groups) {
    this.modules = modules;
    this.groups = groups;
  }

  /// A module's parameters, over the defaults that the task has for this module.
  ///
  /// @param scope asked for only where there are defaults
  public Map<String, Object> under(
      String module, Map<String, Object> parameters, Task task, Supplier<Scope> scope) {
    List<Object> written = task.settings().together(KEYWORD);
    if (written.isEmpty()) {
      return parameters;
    }
    Optional<ModuleType> type = modules.find(module);
    Map<String, Object> all = of(module, task, written, scope.get());
    List<String> own = new ArrayList<>();
    parameters
        .keySet()
        .forEach(name -> own.addAll(type.map(known -> names(known, name)).orElse(List.of(name))));
    all.keySet().removeAll(own);
    all.putAll(parameters);
    return all;
  }

  /// All names of the parameter that goes by this one.
  private static List<String> names(ModuleType module, String name) {
    for (Parameter parameter : module.parameters()) {
      boolean free = parameter.freeForm() && name.equals(Task.FREE_FORM);
      if (free || parameter.name().equals(name) || parameter.aliases().contains(name)) {
        List<String> names = new ArrayList<>(parameter.aliases());
        names.add(parameter.name());
        return names;
      }
    }
    return List.of(name);
  }

  private Map<String, Object> of(String named, Task task, List<Object> written, Scope scope) {
    Map<String, Object> defaults = new LinkedHashMap<>();
    for (Object each : written) {
      Object mapping = Text.isText(each) ? scope.value(each) : each;
      if (mapping instanceof Map<?, ?> map) {
        map.forEach((name, values) -> defaults.put(canonical(name.toString()), values));
      }
    }
    String module = canonical(named);
    Map<String, Object> all = new LinkedHashMap<>();
    defaults.forEach(
        (name, values) -> {
          if (name.startsWith(GROUP) && isMember(module, task, name)) {
            put(values, scope, all);
          }
        });
    put(defaults.get(module), scope, all);
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
    Set<String> members =
        groups
            .members(group)
            .orElseThrow(
                () -> new TemplateException(missing(group), "", task.origin(), false, null));
    return members.stream().map(this::canonical).anyMatch(module::equals)
        || task.settings().collections().stream()
            .anyMatch(each -> members.contains(each + "." + module));
  }

  /// What is said about a group that isn't there.
  public static String missing(String group) {
    return "Error loading module_defaults: could not resolve the module_defaults group %s"
        .formatted(group.split("\\.").length < 3 ? "ansible.builtin." + group : group);
  }

  /// One name for all names of a module.
  private String canonical(String name) {
    Optional<ModuleType> module = name.startsWith(GROUP) ? Optional.empty() : modules.find(name);
    return module.map(type -> type.collection() + "." + type.name()).orElse(name);
  }
}
