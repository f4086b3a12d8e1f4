package dev.runner.playbook;

import dev.runner.source.Diagnostics;
import dev.runner.source.Sources;
import dev.runner.source.Yaml;
import dev.runner.values.Marks;
import dev.runner.values.None;
import dev.runner.values.Origin;
import dev.runner.values.Python;
import dev.runner.values.Text;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads lists of tasks: tasks, blocks, and what they import.
final class TaskReader {
  /// Keywords of a block that concern its tasks as a whole.
  private static final Set<String> TOGETHER =
      Set.of("rescue", "always", "loop", "loop_control", "until", "retries", "delay");

  private final Sources sources;
  private final ModuleNames modules;
  private final RoleReader roles;
  private final Imports imports;
  private final EarlyNames early;
  private final SettingsReader keywords;
  private final Gathered gathered = new Gathered();

  /// Once a circle is found nothing more is imported: ways through it would be without number.
  private boolean circular;

  private boolean included;

  TaskReader(
      Sources sources,
      ModuleNames modules,
      RoleReader roles,
      EarlyNames early,
      LoadOptions options) {
    this.sources = sources;
    this.modules = modules;
    this.roles = roles;
    this.early = early;
    this.imports = new Imports(sources, this, options);
    this.keywords = new SettingsReader(sources);
  }

  Gathered gathered() {
    return gathered;
  }

  /// Renders names of what is imported.
  EarlyNames early() {
    return early;
  }

  ModuleNames modules() {
    return modules;
  }

  /// The same, of what is included during the run.
  TaskReader duringTheRun() {
    included = true;
    return this;
  }

  RoleReader roles() {
    return roles;
  }

  /// The tasks of a file.
  List<Part> file(Path file, @Nullable Origin asked, Place place) {
    if (place.depth() > Place.DEEPEST) {
      circular = true;
      diagnostics().error(asked, "files import each other in a circle");
    }
    if (circular) {
      return List.of();
    }
    return sources
        .yaml(file, asked)
        .map(tree -> parts(tree, "a file of tasks", place.file(file)))
        .orElse(List.of());
  }

  /// The tasks of a list; nothing at all is an empty one.
  List<Part> parts(Yaml tree, String what, Place place) {
    if (tree instanceof Yaml.Scalar scalar && scalar.isNull()) {
      return List.of();
    }
    if (!(tree instanceof Yaml.Sequence list)) {
      diagnostics()
          .error(
              tree.origin(),
              "%s is a list, not %s".formatted(what, tree.describe()),
              "begin each task with '- '");
      return List.of();
    }
    List<Part> parts = new ArrayList<>();
    Place reached = place;
    for (Yaml item : list.items()) {
      if (item instanceof Yaml.Mapping mapping) {
        Optional<Part> part = part(mapping, reached);
        part.ifPresent(parts::add);
        reached = part.filter(TaskReader::mayEndPlay).isPresent() ? place.uncertain() : reached;
      } else if (!(item instanceof Yaml.Scalar scalar && scalar.isNull())) {
        diagnostics()
            .error(
                item.origin(),
                "A malformed block was encountered while loading block: a task should be a dict but"
                    + " was "
                    + item.describe(),
                "a task is a mapping with a module");
      }
    }
    return parts;
  }

  private static boolean mayEndPlay(Part part) {
    return Play.tasksOf(List.of(part)).stream().anyMatch(Task::mayEndPlay);
  }

  private Optional<Part> part(Yaml.Mapping written, Place place) {
    Yaml.Mapping mapping =
        early.old()
            ? OldForms.task(OldForms.vars(written), included && !place.handlers(), diagnostics())
            : written;
    Optional<Yaml> tasks = mapping.get("block");
    if (tasks.isPresent()) {
      check(tasks.get(), mapping);
      return Optional.of(block(mapping, place));
    }
    if (strays(mapping)) {
      return Optional.empty();
    }
    return new Actions(sources, modules)
        .choose(mapping, place)
        .flatMap(a -> task(mapping, a, place));
  }

  /// Whether something stands there that needs a block beside it.
  private boolean strays(Yaml.Mapping mapping) {
    for (String only : List.of("rescue", "always")) {
      Optional<Yaml.Entry> stray = mapping.entry(only);
      if (stray.isPresent()) {
        diagnostics()
            .error(
                stray.get().key().origin(),
                "'%s' keyword cannot be used without 'block'".formatted(only));
        return true;
      }
    }
    return false;
  }

  /// A block without a list has no meaning; one without tasks has, unless something follows them.
  private void check(Yaml tasks, Yaml.Mapping mapping) {
    if (tasks instanceof Yaml.Scalar scalar && scalar.isNull()) {
      diagnostics()
          .error(
              mapping.origin(),
              "A malformed block was encountered while loading block: it should be a list of tasks,"
                  + " but nothing stands there");
    } else if (tasks instanceof Yaml.Sequence list && list.items().isEmpty()) {
      strays(mapping);
    }
  }

  private Block block(Yaml.Mapping mapping, Place place) {
    Settings settings = keywords.read(mapping, Level.BLOCK, place.settings());
    for (Yaml.Entry stray : SettingsReader.others(mapping, Level.BLOCK)) {
      if (Actions.loop(stray).isEmpty()) {
        Mistakes.unknown(stray, Level.BLOCK, diagnostics());
      }
    }
    new LoopChecks(diagnostics()).check(mapping);
    if (place.handlers()) {
      handlersStandAlone(mapping);
      if (!early.old()) {
        List.of("block", "rescue", "always").forEach(key -> holdsNoBlocks(mapping, key));
      }
    }
    boolean rescued = mapping.get("rescue").isPresent();
    Place inside = place.in(settings);
    return new Block(
        Optional.ofNullable(settings.own().get("name")),
        settings,
        loop(mapping),
        list(mapping, "block", rescued ? inside.uncertain() : inside),
        list(mapping, "rescue", inside.uncertain()),
        list(mapping, "always", inside),
        place.role(),
        false,
        mapping.origin());
  }

  /// Each handler runs when it is notified: what a block says about its tasks as a whole has no
  /// meaning there.
  private void handlersStandAlone(Yaml.Mapping mapping) {
    for (Yaml.Entry entry : mapping.entries()) {
      if (Actions.loop(entry).isPresent() || TOGETHER.contains(entry.name())) {
        diagnostics()
            .error(
                entry.key().origin(),
                "'%s' can't stand at a block of handlers: each of them runs by itself, when it is notified"
                    .formatted(entry.name()),
                "put the tasks into a file, and use 'include_tasks' in a handler");
      }
    }
  }

  /// Handlers may be told together, but not deeper: Ansible takes no block for a handler.
  private void holdsNoBlocks(Yaml.Mapping block, String key) {
    if (block.get(key).orElse(null) instanceof Yaml.Sequence list) {
      for (Yaml item : list.items()) {
        if (item instanceof Yaml.Mapping mapping && mapping.get("block").isPresent()) {
          diagnostics()
              .error(
                  item.origin(),
                  "Using a block as a handler is not supported.",
                  "put its handlers beside the others, or its tasks into a file for"
                      + " 'include_tasks'");
        }
      }
    }
  }

  private List<Part> list(Yaml.Mapping mapping, String key, Place place) {
    return mapping
        .get(key)
        .filter(tree -> tree instanceof Yaml.Sequence)
        .map(tree -> parts(tree, "'" + key + "'", place))
        .orElse(List.of());
  }

  private Optional<Part> task(Yaml.Mapping mapping, Yaml.Entry action, Place place) {
    Map<String, Object> implied =
        action.name().equals("local_action")
            ? Map.of("delegate_to", Text.trusted("localhost", action.key().origin()))
            : Map.of();
    Level level = place.handlers() ? Level.HANDLER : Level.TASK;
    Settings settings = keywords.read(mapping, level, place.settings(), implied);
    Optional<ActionReader.Action> read =
        new ActionReader(sources).read(action, mapping.get("args"));
    if (read.isEmpty()) {
      return Optional.empty();
    }
    Task task =
        new Task(
            name(settings),
            read.get().module(),
            read.get().parameters(),
            read.get().places(),
            settings,
            loop(mapping),
            place.role(),
            place.searchPath(),
            place.handlers(),
            mapping.origin(),
            read.get().origin());
    if (isMisplaced(task, place)) {
      return Optional.empty();
    }
    new Actions(sources, modules).check(task, place);
    new InclusionOptions(diagnostics()).check(task);
    new LoopChecks(diagnostics()).check(mapping);
    return imports.resolve(task, place);
  }

  /// Whether the task can't stand here at all.
  private boolean isMisplaced(Task task, Place place) {
    String bare = task.bareModule();
    boolean endsRole =
        bare.equals("meta")
            && task.freeForm().map(Object::toString).orElse("").strip().equals("end_role");
    if (place.handlers() && (bare.equals("include_role") || bare.equals("import_role"))) {
      diagnostics()
          .error(
              task.origin(),
              "Using '%s' as a handler is not supported.".formatted(task.module()),
              "use 'include_tasks', or call the role from a task");
    } else if (endsRole && place.handlers()) {
      diagnostics()
          .error(
              task.origin(),
              "Cannot execute 'end_role' from a handler",
              "only tasks of a role can end it");
    } else if (endsRole && place.role().isEmpty()) {
      diagnostics()
          .error(
              task.origin(),
              "Cannot execute 'end_role' from outside of a role",
              "it stands in no role here: 'end_host' ends the play for the host");
    } else {
      return false;
    }
    return true;
  }

  /// Of two the lookup's name and the terms of `loop` hold, as for Ansible.
  private Optional<Loop> loop(Yaml.Mapping mapping) {
    Optional<Yaml.Entry> with =
        mapping.entries().stream().filter(entry -> Actions.loop(entry).isPresent()).findFirst();
    return mapping
        .get("loop")
        .filter(terms -> !(terms instanceof Yaml.Scalar scalar && scalar.isNull()))
        .or(() -> with.map(Yaml.Entry::value))
        .map(terms -> new Loop(with.flatMap(Actions::loop), sources.value(terms)));
  }

  /// What a task calls itself; none if nothing is written behind `name:`.
  private static Optional<Object> name(Settings settings) {
    Object written = settings.own().get("name");
    return written == null || Python.string(written).isEmpty() || written == None.NONE
        ? Optional.empty()
        : Optional.of(
            written instanceof Boolean ? Text.of(Python.string(written), Marks.NONE) : written);
  }

  /// The role that a task asks for by name.
  Optional<LoadedRole> role(RoleRequest request, Place place) {
    return roles.load(request, place, this);
  }

  private Diagnostics diagnostics() {
    return sources.diagnostics();
  }
}
