package dev.runner.playbook;

import dev.runner.source.Diagnostic;
import dev.runner.source.Diagnostics;
import dev.runner.source.PythonPlugins;
import dev.runner.source.Sources;
import dev.runner.source.Yaml;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds out which key of a task is its module.
final class Actions {
  private final Sources sources;
  private final ModuleNames modules;

  Actions(Sources sources, ModuleNames modules) {
    this.sources = sources;
    this.modules = modules;
  }

  /// The lookup of a `with_…` key.
  static Optional<String> loop(Yaml.Entry entry) {
    return entry.name().startsWith("with_")
        ? Optional.of(entry.name().substring("with_".length()))
        : Optional.empty();
  }

  /// The key that names the module; nothing, and diagnostics, if there is none or more than one.
  Optional<Yaml.Entry> choose(Yaml.Mapping task, Place place) {
    Level level = place.handlers() ? Level.HANDLER : Level.TASK;
    List<Yaml.Entry> candidates = new ArrayList<>();
    for (Yaml.Entry entry : task.entries()) {
      boolean action = entry.name().equals("action") || entry.name().equals("local_action");
      boolean keyword = Keyword.named(entry.name()).filter(k -> k.isFor(level)).isPresent();
      if (action || (!keyword && loop(entry).isEmpty())) {
        candidates.add(entry);
      }
    }
    if (candidates.isEmpty()) {
      diagnostics()
          .error(
              task.origin(),
              "no module/action detected in task.",
              "name the module: 'MODULE:' with its parameters below");
      return Optional.empty();
    }
    return candidates.size() == 1
        ? only(candidates.getFirst(), level)
        : among(candidates, level, place.settings().collections());
  }

  private Optional<Yaml.Entry> only(Yaml.Entry entry, Level level) {
    if (modules.exists(entry.name())) {
      return Optional.of(entry);
    }
    if (Names.bare(entry.name()).equals("include")) {
      diagnostics()
          .missing(
              entry.key().origin(),
              "The 'ansible.builtin.include' action plugin has been removed. Use include_tasks or"
                  + " import_tasks instead. This feature was removed from ansible-core in a release"
                  + " after 2023-05-16.",
              "");
      return Optional.empty();
    }
    boolean action = entry.name().equals("action") || entry.name().equals("local_action");
    if (!action && Keyword.named(entry.name()).isPresent()) {
      Mistakes.unknown(entry, level, diagnostics());
      return Optional.empty();
    }
    return Optional.of(entry);
  }

  private Optional<Yaml.Entry> among(
      List<Yaml.Entry> candidates, Level level, List<String> collections) {
    List<Yaml.Entry> known =
        candidates.stream().filter(each -> isModule(each, collections)).toList();
    if (known.size() > 1) {
      diagnostics()
          .error(
              known.get(1).key().origin(),
              "conflicting action statements: %s, %s"
                  .formatted(known.get(0).name(), known.get(1).name()),
              "a task has one module: make two tasks of it");
    }
    for (Yaml.Entry stray : candidates) {
      if (!known.contains(stray)) {
        List<String> others = known.isEmpty() ? List.copyOf(modules.names()) : List.of();
        Mistakes.unknown(stray, level, others, diagnostics());
      }
    }
    return known.size() == 1 ? Optional.of(known.getFirst()) : Optional.empty();
  }

  private boolean isModule(Yaml.Entry entry, List<String> collections) {
    return entry.name().equals("action")
        || entry.name().equals("local_action")
        || exists(entry.name(), collections);
  }

  private boolean exists(String module, List<String> collections) {
    return Names.LANGUAGE.contains(Names.bare(module))
        || modules.exists(module)
        || collections.stream().anyMatch(each -> modules.exists(each + "." + module))
        || module.contains("{{");
  }

  /// Says so if there is no such module. Where the task may never be reached, or its failure is
  /// handled, that is a warning only.
  void check(Task task, Place place) {
    if (exists(task.module(), task.settings().collections()) || task.module().contains("{{")) {
      modules
          .deprecations(task.module())
          .forEach(each -> diagnostics().deprecated(each.at(task.origin())));
      return; // a name that is a template is known when it is rendered
    }
    Diagnostic mistake =
        modules
            .removed(task.module())
            .map(sentence -> Diagnostic.error(task.origin(), sentence))
            .orElseGet(() -> unresolved(task, place));
    diagnostics().add(isCertain(task, place) ? mistake : mistake.asWarning());
  }

  private Diagnostic unresolved(Task task, Place place) {
    List<String> known = new ArrayList<>(modules.names());
    known.addAll(Names.LANGUAGE);
    known.addAll(Keyword.names(Level.TASK));
    return Diagnostic.error(
            task.origin(),
            ("couldn't resolve module/action '%s'. This often indicates a misspelling, missing"
                    + " collection, or incorrect module path.")
                .formatted(task.module()))
        .withHint(
            PythonPlugins.hint("action", task.module(), place.searchPath())
                .orElseGet(() -> MissingModule.hint(task.module(), known)));
  }

  private static boolean isCertain(Task task, Place place) {
    Settings settings = task.settings();
    return place.certain()
        && !place.handlers()
        && settings.when().isEmpty()
        && settings.tags().isEmpty()
        && task.loop().isEmpty()
        && settings.get("ignore_errors") == null
        && !settings.own().containsKey("failed_when");
  }

  private Diagnostics diagnostics() {
    return sources.diagnostics();
  }
}
