package dev.runner.playbook;

import dev.runner.source.Sources;
import dev.runner.source.Vars;
import dev.runner.values.Python;
import dev.runner.values.Text;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Resolves what is imported before the run: `import_tasks` and `import_role`.
final class Imports {
  /// A parameter that no playbook has: what is imported was written as `include`.
  static final String AS_INCLUDED = "(included)";

  private final Sources sources;
  private final TaskReader tasks;
  private final LoadOptions options;

  Imports(Sources sources, TaskReader tasks, LoadOptions options) {
    this.sources = sources;
    this.tasks = tasks;
    this.options = options;
  }

  /// The task itself, or what it imports.
  Optional<Part> resolve(Task task, Place place) {
    String module = task.bareModule();
    if (!module.equals("import_tasks") && !module.equals("import_role")) {
      return Optional.of(task);
    }
    if (task.loop().isPresent()) {
      sources
          .diagnostics()
          .error(
              task.origin(),
              "You cannot use loops on '%s' statements. You should use '%s' instead."
                  .formatted(module, module.replace("import", "include")),
              "what is imported is read before the run, when no item is known");
      return Optional.empty();
    }
    return module.equals("import_tasks") ? file(task, place) : role(task, place);
  }

  private Optional<Part> file(Task task, Place place) {
    Object written = task.parameters().getOrDefault("file", task.parameters().get(Task.FREE_FORM));
    Optional<String> name = name(task, place, written);
    if (name.isEmpty()) {
      return Optional.empty();
    }
    Optional<Path> file = find(name.get(), place);
    if (file.isEmpty()) {
      sources.diagnostics().missing(task.origin(), missing(name.get(), place), "");
      return Optional.empty();
    }
    Settings settings = block(task);
    return Optional.of(
        wrap(task, settings, tasks.file(file.get(), task.origin(), place.in(settings))));
  }

  /// The keywords of an import hold for what it imports.
  ///
  /// What was written as `include` has variables that count as much as those of an include, and
  /// others beside its file that count as a block's.
  private static Settings block(Task task) {
    Settings settings = task.settings();
    Map<String, Object> own = new LinkedHashMap<>(settings.own());
    own.remove("name");
    Settings outer = settings.parent().orElse(null);
    if (!(task.parameters().get(AS_INCLUDED) instanceof Map<?, ?> given)) {
      return new Settings(outer, Level.BLOCK, own, Map.of(), settings.vars());
    }
    Map<String, Object> words = new LinkedHashMap<>();
    given.forEach((name, value) -> words.put(Python.string(name), value));
    return new Settings(
        new Settings(outer, Level.INCLUDE, Map.of(), Map.of(), settings.vars()),
        Level.BLOCK,
        own,
        Map.of(),
        Vars.of(words, task.origin()));
  }

  private static Block wrap(Task task, Settings settings, List<Part> parts) {
    return new Block(
        task.name(),
        settings,
        Optional.empty(),
        parts,
        List.of(),
        List.of(),
        task.role(),
        true,
        task.origin());
  }

  private Optional<Part> role(Task task, Place place) {
    Object written = task.parameters().getOrDefault("name", task.parameters().get("role"));
    Optional<String> name = name(task, place, written);
    Optional<RoleFiles> files = files(task, place);
    if (name.isEmpty() || files.isEmpty()) {
      return Optional.empty();
    }
    Settings settings = role(task.settings());
    Vars beside = task.settings().vars();
    RoleRequest request =
        new RoleRequest(
            name.get(),
            files.get(),
            Vars.EMPTY,
            beside,
            settings,
            place.handedDown(),
            task.origin());
    return tasks
        .role(request, place)
        .map(
            loaded -> {
              Optional<Boolean> open =
                  Optional.ofNullable(task.parameters().get("public"))
                      .map(flag -> isSo(task, place, "public"));
              tasks.gathered().add(loaded, each -> options.imported(each, open));
              return wrap(task, settings, loaded.tasks());
            });
  }

  /// The variables of the import hold for the role, and all that it brings, as a block's do.
  private static Settings role(Settings settings) {
    Map<String, Object> own = new LinkedHashMap<>(settings.own());
    own.remove("name");
    Settings around =
        new Settings(
            settings.parent().orElse(null), Level.BLOCK, Map.of(), Map.of(), settings.vars());
    return new Settings(around, Level.ROLE, own, Map.of(), Vars.EMPTY);
  }

  private Optional<RoleFiles> files(Task task, Place place) {
    List<String> names = new ArrayList<>();
    for (String part : List.of("tasks", "vars", "defaults", "handlers")) {
      Object written = task.parameters().get(part + "_from");
      Optional<String> name =
          written != null && Text.isText(written)
              ? name(task, place, written)
              : Optional.of(RoleFiles.STANDARD); // what isn't text was told of already
      if (name.isEmpty()) {
        return Optional.empty();
      }
      names.add(name.get());
    }
    return Optional.of(
        new RoleFiles(
            names.get(0),
            names.get(1),
            names.get(2),
            names.get(3),
            isSo(task, place, "rolespec_validate"),
            Optional.of(isSo(task, place, "allow_duplicates"))));
  }

  /// Whether a parameter isn't a no. One that can't be known before the run counts as a yes.
  private boolean isSo(Task task, Place place, String parameter) {
    Object written = task.parameters().getOrDefault(parameter, true);
    if (!(written instanceof Text text) || !text.value().contains("{{")) {
      return isSo(written);
    }
    Text word = Text.of(text.value() + " ", text.marks()); // whatever it gives is text with a space
    Optional<String> rendered = tasks.early().render(word, place, task.settings(), Vars.EMPTY);
    return rendered.map(Imports::isSo).orElse(true);
  }

  private static boolean isSo(Object written) {
    String word = Python.string(written).strip().toLowerCase(Locale.ROOT);
    return !Set.of("false", "no", "off", "n", "0", "f").contains(word);
  }

  private Optional<String> name(
      Task task, Place place, @org.jspecify.annotations.Nullable Object written) {
    if (written == null || !Text.isText(written)) {
      sources.diagnostics().error(task.origin(), InclusionOptions.unnamed(task.bareModule()));
      return Optional.empty();
    }
    Text text =
        written instanceof Text marked ? marked : Text.trusted(written.toString(), task.origin());
    if (!text.value().contains("{{")) {
      return Optional.of(text.value().strip());
    }
    Optional<String> rendered = tasks.early().render(text, place, task.settings(), Vars.EMPTY);
    if (rendered.isEmpty()) {
      sources
          .diagnostics()
          .error(
              text.marks().origin(),
              "the name of what is imported must be known before the run starts",
              "use '%s', which is read during the run"
                  .formatted(task.bareModule().replace("import", "include")));
    }
    return rendered;
  }

  /// Where a file of tasks is: beside the one that names it, in the role, beside the playbook.
  Optional<Path> find(String name, Place place) {
    return sources.first(candidates(name, place)).map(Path::normalize);
  }

  private static List<Path> candidates(String name, Place place) {
    List<Path> candidates = new ArrayList<>(List.of(place.directory().resolve(name)));
    for (Path role : place.roleDirectories()) {
      candidates.add(role.resolve(place.handlers() ? "handlers" : "tasks").resolve(name));
      candidates.add(role.resolve("tasks").resolve(name));
      candidates.add(role.resolve(name));
    }
    candidates.add(place.playbook().resolve("tasks").resolve(name));
    candidates.add(place.playbook().resolve(name));
    return candidates;
  }

  /// The sentence that says where the file was looked for.
  String missing(String name, Place place) {
    List<String> looked = new ArrayList<>();
    for (Path each : candidates(name, place)) {
      looked.add(sources.name(each));
    }
    return ("Unable to retrieve file contents. Could not find or access '%s' on the Ansible"
            + " Controller; looked for %s")
        .formatted(name, String.join(", ", looked.stream().distinct().toList()));
  }
}
