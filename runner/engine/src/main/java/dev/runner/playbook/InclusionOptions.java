package dev.runner.playbook;

import dev.runner.source.Diagnostics;
import dev.runner.source.DidYouMean;
import dev.runner.values.None;
import dev.runner.values.Origin;
import dev.runner.values.Python;
import dev.runner.values.Text;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// Checks the parameters of what brings other tasks into a play. They are wrong whether the task is
/// reached or not.
final class InclusionOptions {
  private static final List<String> OF_BOTH_ROLES =
      List.of(
          "name",
          "role",
          "tasks_from",
          "vars_from",
          "defaults_from",
          "handlers_from",
          "public",
          "allow_duplicates",
          "rolespec_validate");

  /// The parameters, by what takes them. Sentences name the short names.
  private static final Map<String, List<String>> KNOWN =
      Map.of(
          "include_tasks", List.of("file", "apply"),
          "import_tasks", List.of("file"),
          "include_role", more(OF_BOTH_ROLES, "apply", "rescuable"),
          "import_role", OF_BOTH_ROLES);

  /// What includes are called in sentences about their keywords.
  private static final Map<String, String> TITLES =
      Map.of("include_tasks", "TaskInclude", "include_role", "IncludeRole");

  /// The keywords of an include: all others are for the tasks that it brings.
  private static final Set<String> KEYWORDS =
      Set.of(
          "action",
          "args",
          "collections",
          "debugger",
          "ignore_errors",
          "listen",
          "local_action",
          "loop",
          "loop_control",
          "name",
          "no_log",
          "register",
          "run_once",
          "tags",
          "timeout",
          "vars",
          "when");

  private final Diagnostics diagnostics;

  InclusionOptions(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  private static List<String> more(List<String> some, String... others) {
    List<String> all = new java.util.ArrayList<>(some);
    all.addAll(List.of(others));
    return List.copyOf(all);
  }

  void check(Task task) {
    String bare = Names.bare(task.module());
    List<String> known = KNOWN.get(bare);
    if (known == null) {
      return;
    }
    String title = TITLES.get(bare);
    if (title != null) {
      keywords(task, title);
    }
    if (!bare.startsWith("import_") && !isNamed(task)) {
      diagnostics.error(task.origin(), unnamed(bare));
    }
    for (Map.Entry<String, Object> parameter : task.parameters().entrySet()) {
      String name = parameter.getKey();
      boolean whole =
          name.equals(Task.FREE_FORM)
              || name.equals(Task.ALL_PARAMETERS)
              || name.equals(Imports.AS_INCLUDED);
      if (!whole && !known.contains(name)) {
        diagnostics.error(
            place(task, name),
            "Invalid options for %s: %s".formatted(task.module(), name),
            DidYouMean.hint(name, known));
      } else if (name.equals("apply")) {
        demand("a dict", parameter, task, parameter.getValue() instanceof Map);
      } else if (RoleFiles.PARAMETERS.contains(name)) {
        demand("a string", parameter, task, Text.isText(parameter.getValue()));
      }
    }
  }

  /// What names what is brought: a template may do so in the run.
  private static boolean isNamed(Task task) {
    return Stream.of("file", "name", "role", Task.FREE_FORM, Task.ALL_PARAMETERS)
        .map(task.parameters()::get)
        .anyMatch(named -> named != null && named != None.NONE);
  }

  /// What is wrong where nothing says what to bring.
  ///
  /// @param bare the module without its collection
  static String unnamed(String bare) {
    return bare.endsWith("_role")
        ? "'name' is a required field for %s.".formatted(bare)
        : "No file specified for " + bare;
  }

  private void keywords(Task task, String title) {
    for (String name : task.settings().own().keySet()) {
      if (!KEYWORDS.contains(name) && !name.startsWith("with_")) {
        diagnostics.error(
            task.settings().origin(name).orElse(task.origin()),
            "'%s' is not a valid attribute for a %s".formatted(name, title),
            "put it below 'apply', for the tasks that are included");
      }
    }
  }

  private void demand(String what, Map.Entry<String, Object> parameter, Task task, boolean so) {
    if (!so && parameter.getValue() != None.NONE) {
      diagnostics.error(
          place(task, parameter.getKey()),
          "Expected %s for %s but got <class '%s'> instead"
              .formatted(what, parameter.getKey(), Python.typeName(parameter.getValue())));
    }
  }

  private static Origin place(Task task, String parameter) {
    return task.places().getOrDefault(parameter, task.origin());
  }
}
