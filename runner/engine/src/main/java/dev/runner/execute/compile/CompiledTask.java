package dev.runner.execute.compile;

import dev.runner.playbook.Loop;
import dev.runner.playbook.Task;
import dev.runner.source.Vars;
import dev.runner.values.Origin;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A task as it is carried out: what it inherits from its blocks, roles and play is in it already.
/// Values are as they were written; they are rendered for each host.
///
/// @param id unique in the run
/// @param name as written; absent if it has none
/// @param module its name as written
/// @param parameters of the module
/// @param keywords effective ones, by name; those that add up (`when`, `environment`) have
///   components of their own
/// @param when conditions from the outermost to the task's own
/// @param environment mappings, likewise
/// @param searchPath where its files and templates are looked for: role, then the file's own
///   directory, then playbook
/// @param role its role's name; empty if it has none
/// @param loop what it is repeated for
/// @param origin where it stands
/// @param source the task as it was read
/// @param turn what it does for a block, instead of running a module
/// @param given variables that an include gave to it besides those that are written: loop variables
public record CompiledTask(
    String id,
    Optional<Object> name,
    String module,
    Map<String, Object> parameters,
    Map<String, Object> keywords,
    List<Object> when,
    List<Object> environment,
    List<Path> searchPath,
    String role,
    Optional<Loop> loop,
    Origin origin,
    boolean handler,
    Task source,
    Optional<BlockTurn> turn,
    Vars given) {
  public CompiledTask {
    parameters = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    keywords = Map.copyOf(keywords);
    when = List.copyOf(when);
    environment = List.copyOf(environment);
    searchPath = List.copyOf(searchPath);
  }

  /// The same with the module of this name.
  public CompiledTask named(String other) {
    return copy(id + "=" + other, other, parameters, keywords, given);
  }

  /// The same with these keywords.
  CompiledTask keywords(Map<String, Object> others) {
    return copy(id, module, parameters, others, given);
  }

  /// The same with other parameters and more variables.
  public CompiledTask changed(Map<String, Object> others, Map<String, Object> variables) {
    Map<String, Object> all = new LinkedHashMap<>(given.values());
    all.putAll(variables);
    return copy(id + "'", module, others, keywords, Vars.of(all, origin));
  }

  private CompiledTask copy(
      String as, String runs, Map<String, Object> with, Map<String, Object> under, Vars variables) {
    return new CompiledTask(
        as,
        name,
        runs,
        with,
        under,
        when,
        environment,
        searchPath,
        role,
        loop,
        origin,
        handler,
        source,
        turn,
        variables);
  }

  /// A keyword as written, or null.
  public @Nullable Object keyword(String keyword) {
    return keywords.get(keyword);
  }

  /// The name without a collection that is Ansible's own.
  public String bareModule() {
    for (String prefix : List.of("ansible.builtin.", "ansible.legacy.")) {
      if (module.startsWith(prefix)) {
        return module.substring(prefix.length());
      }
    }
    return module;
  }
}
