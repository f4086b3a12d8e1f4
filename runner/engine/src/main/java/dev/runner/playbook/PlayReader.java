package dev.runner.playbook;

import dev.runner.source.Diagnostics;
import dev.runner.source.Sources;
import dev.runner.source.Vars;
import dev.runner.source.Yaml;
import dev.runner.values.None;
import dev.runner.values.Python;
import dev.runner.values.Text;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads a play.
final class PlayReader {
  private final Sources sources;
  private final ModuleNames modules;
  private final LoadOptions options;
  private final RoleFinder finder;

  PlayReader(Sources sources, ModuleNames modules, LoadOptions options, RoleFinder finder) {
    this.sources = sources;
    this.modules = modules;
    this.options = options;
    this.finder = finder;
  }

  /// The play of an entry; nothing, and a diagnostic, if it is none.
  ///
  /// @param around what an import gives to the plays that it brings
  Optional<Play> read(Yaml.Mapping entry, Path file, Path directory, Optional<Settings> around) {
    Yaml.Mapping mapping = renamed(options.old() ? OldForms.vars(entry) : entry);
    Optional<Yaml> hosts = mapping.get("hosts");
    if (hosts.isEmpty()) {
      diagnostics()
          .error(
              mapping.origin(), "The field 'hosts' is required but was not set.", noPlay(mapping));
      SettingsReader.others(mapping, Level.PLAY).stream()
          .filter(stray -> !modules.exists(stray.name()))
          .forEach(stray -> Mistakes.unknown(stray, Level.PLAY, diagnostics()));
      return Optional.empty();
    }
    SettingsReader.others(mapping, Level.PLAY)
        .forEach(stray -> Mistakes.unknown(stray, Level.PLAY, diagnostics()));
    new HostsKeyword(diagnostics()).check(hosts.get());
    Settings settings =
        searching(
            new SettingsReader(sources).read(mapping, Level.PLAY, around.orElse(null), Map.of()),
            directory);
    checkOrder(mapping);
    return Optional.of(play(mapping, hosts.get(), file, directory, settings, around));
  }

  /// A playbook of a collection looks for short names there first.
  private static Settings searching(Settings settings, Path directory) {
    Optional<String> home = CollectionPlaybooks.collection(directory);
    if (home.isEmpty() || settings.collections().contains(home.get())) {
      return settings;
    }
    List<Object> collections = new ArrayList<>(List.of(home.get()));
    collections.addAll(settings.collections());
    return settings.with("collections", collections);
  }

  private Play play(
      Yaml.Mapping mapping,
      Yaml hosts,
      Path file,
      Path directory,
      Settings settings,
      Optional<Settings> around) {
    RoleReader roles = new RoleReader(sources, finder);
    List<Object> files = varsFiles(mapping);
    EarlyNames early = new EarlyNames(sources, options, directory, files);
    TaskReader tasks = new TaskReader(sources, modules, roles, early, options);
    boolean played = options.played().test(sources.value(hosts));
    Place place =
        new Place(directory, directory, Optional.empty(), List.of(), settings, false, played, 0);
    List<Part> before = list(mapping, "pre_tasks", place, tasks);
    List<Part> ofRoles = roles(mapping, place, tasks);
    List<Part> own = list(mapping, "tasks", place, tasks);
    List<Part> after = list(mapping, "post_tasks", place, tasks);
    Place handling =
        new Place(directory, directory, Optional.empty(), List.of(), settings, true, false, 0);
    List<Part> ownHandlers = list(mapping, "handlers", handling, tasks);
    List<Part> handlers = new ArrayList<>(tasks.gathered().handlersOfPlay());
    handlers.addAll(ownHandlers);
    handlers.addAll(tasks.gathered().handlers());
    Vars vars = around.map(Settings::vars).orElse(Vars.EMPTY).with(settings.vars());
    return new Play(
        Optional.ofNullable(settings.own().get("name")),
        sources.value(hosts),
        file,
        directory,
        settings,
        vars,
        files,
        tasks.gathered().roles(),
        before,
        ofRoles,
        own,
        after,
        handlers,
        new PromptReader(sources).read(mapping),
        mapping.origin());
  }

  /// `user` is the old name of `remote_user`.
  private Yaml.Mapping renamed(Yaml.Mapping mapping) {
    Optional<Yaml.Entry> old = mapping.entry("user");
    if (old.isPresent() && mapping.get("remote_user").isPresent()) {
      diagnostics()
          .error(
              old.get().key().origin(),
              "both 'user' and 'remote_user' are set for this play.",
              "'user' is the old name of 'remote_user': remove one of them");
      return mapping;
    }
    List<Yaml.Entry> entries = new ArrayList<>();
    for (Yaml.Entry entry : mapping.entries()) {
      entries.add(
          entry.name().equals("user")
              ? new Yaml.Entry(Yaml.text("remote_user", entry.key().origin()), entry.value())
              : entry);
    }
    return new Yaml.Mapping(entries, mapping.origin(), mapping.weight());
  }

  private String noPlay(Yaml.Mapping mapping) {
    boolean task = mapping.entries().stream().anyMatch(entry -> modules.exists(entry.name()));
    return task || mapping.get("block").isPresent()
        ? "it looks like a task: a playbook is a list of plays, whose 'tasks' hold the tasks"
        : "name the hosts that it is for: 'hosts: all'";
  }

  private void checkOrder(Yaml.Mapping mapping) {
    Optional<Yaml> order = mapping.get("order");
    if (order.isPresent()
        && order.get() instanceof Yaml.Scalar scalar
        && !scalar.isTemplate()
        && !scalar.isNull()
        && HostOrder.named(scalar.text()).isEmpty()) {
      diagnostics().error(scalar.origin(), HostOrder.unknown(scalar.text()), HostOrder.CHOICES);
    }
  }

  private static List<Part> list(Yaml.Mapping mapping, String key, Place place, TaskReader tasks) {
    return mapping
        .get(key)
        .filter(tree -> tree instanceof Yaml.Sequence)
        .map(tree -> tasks.parts(tree, "'" + key + "'", place))
        .orElse(List.of());
  }

  private List<Part> roles(Yaml.Mapping mapping, Place place, TaskReader tasks) {
    List<Part> parts = new ArrayList<>();
    if (mapping.get("roles").orElse(null) instanceof Yaml.Sequence list) {
      for (Yaml entry : list.items()) {
        tasks
            .roles()
            .use(entry, place, List.of(), tasks)
            .ifPresent(
                loaded -> {
                  tasks
                      .gathered()
                      .addOfPlay(loaded, role -> options.imported(role, Optional.empty()));
                  parts.addAll(loaded.tasks());
                });
      }
    }
    return parts;
  }

  private List<Object> varsFiles(Yaml.Mapping mapping) {
    Object value = mapping.get("vars_files").map(sources::value).orElse(None.NONE);
    return switch (value) {
      case None none -> List.of();
      case List<?> list -> List.copyOf(list);
      default -> {
        if (!Text.isText(value)) {
          diagnostics()
              .error(
                  mapping.get("vars_files").orElseThrow().origin(),
                  "Invalid `vars_files` value of type '%s'.".formatted(Python.typeName(value)),
                  "it takes the name of a file, or a list of them");
        }
        yield List.of(value);
      }
    };
  }

  private Diagnostics diagnostics() {
    return sources.diagnostics();
  }
}
