package dev.runner.playbook;

import dev.runner.source.Sources;
import dev.runner.source.Vars;
import dev.runner.source.Yaml;
import dev.runner.values.Marks;
import dev.runner.values.Text;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes the task that checks the arguments of a role before it begins.
final class ArgumentSpecs {
  private static final String MODULE = "ansible.builtin.validate_argument_spec";

  private final Sources sources;

  ArgumentSpecs(Sources sources) {
    this.sources = sources;
  }

  /// The task; nothing if the role specifies no arguments for this entry, or none are to be
  /// checked.
  ///
  /// @param inside where the role's tasks are read
  Optional<Part> check(Role role, RoleRequest request, Place inside) {
    String entry = request.files().tasks();
    return role.argumentSpecs()
        .filter(specs -> request.files().checked())
        .filter(Yaml.Mapping.class::isInstance)
        .flatMap(specs -> ((Yaml.Mapping) specs).get(entry))
        .filter(Yaml.Mapping.class::isInstance)
        .map(Yaml.Mapping.class::cast)
        .filter(spec -> !spec.entries().isEmpty())
        .map(spec -> task(role, request, entry, spec, inside));
  }

  private Part task(Role role, RoleRequest request, String entry, Yaml.Mapping spec, Place inside) {
    String about =
        spec.get("short_description").map(sources::value).map(text -> " - " + text).orElse("");
    Map<String, Object> context = new LinkedHashMap<>();
    context.put("type", "role");
    context.put("name", role.name().substring(role.name().lastIndexOf('.') + 1));
    context.put("argument_spec_name", entry);
    context.put("path", role.directory().toString());
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("argument_spec", spec.get("options").map(sources::value).orElse(Map.of()));
    parameters.put("provided_arguments", request.arguments().values());
    parameters.put("validate_args_context", context);
    Object tags = List.of(Text.of("always", Marks.TRUSTED));
    return new Task(
        Optional.of("Validating arguments against arg spec '%s'%s".formatted(entry, about)),
        MODULE,
        parameters,
        Map.of(),
        new Settings(inside.settings(), Level.TASK, Map.of("tags", tags), Map.of(), Vars.EMPTY),
        Optional.empty(),
        Optional.of(role),
        inside.searchPath(),
        false,
        spec.origin(),
        spec.origin());
  }
}
