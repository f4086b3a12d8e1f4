package dev.runner.playbook;

import dev.runner.source.DiagnosticException;
import dev.runner.source.Sources;
import dev.runner.source.Vars;
import dev.runner.source.Yaml;
import dev.runner.values.Origin;
import dev.runner.values.Text;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Loads playbooks, and what they include during the run. Mistakes go to the diagnostics of the
/// sources; what is returned is whole only if there are no errors among them.
public final class PlaybookLoader {
  private final Sources sources;
  private final ModuleNames modules;
  private final LoadOptions options;
  private final RoleFinder finder;

  /// Once a circle is found nothing more is imported: ways through it would be without number.
  private boolean circular;

  /// Plays that were read. In a circle each is come upon again and again, and has no more to tell.
  private final Set<Origin> read = new HashSet<>();

  public PlaybookLoader(Sources sources, ModuleNames modules, LoadOptions options) {
    this.sources = sources;
    this.modules = modules;
    this.options = options;
    this.finder = new RoleFinder(sources, options, modules);
  }

  /// The playbook of a file, with those that it imports.
  public Playbook playbook(Path file) {
    Path absolute = file.toAbsolutePath().normalize();
    return new Playbook(absolute, plays(absolute, null, Optional.empty(), 0));
  }

  private List<Play> plays(
      Path file,
      @org.jspecify.annotations.Nullable Origin asked,
      Optional<Settings> around,
      int depth) {
    if (depth > Place.DEEPEST) {
      circular = true;
      sources.diagnostics().error(asked, "playbooks import each other in a circle");
    }
    if (circular) {
      return List.of();
    }
    Optional<Yaml> tree = sources.yaml(file, asked);
    if (tree.isEmpty()) {
      return List.of();
    }
    if (!(tree.get() instanceof Yaml.Sequence list) || list.items().isEmpty()) {
      sources
          .diagnostics()
          .error(tree.get().origin(), noPlays(tree.get()), "begin each play with '- hosts: …'");
      return List.of();
    }
    modules.playbook(directory(file));
    List<Play> plays = new ArrayList<>();
    list.items().forEach(item -> plays.addAll(entry(item, file, around, depth)));
    return plays;
  }

  private static String noPlays(Yaml tree) {
    String file = tree.origin().source();
    return switch (tree) {
      case Yaml.Sequence none -> "A playbook must contain at least one play: " + file;
      case Yaml.Scalar scalar when scalar.isNull() -> "Empty playbook, nothing to do: " + file;
      default ->
          "A playbook must be a list of plays, got %s instead: %s".formatted(tree.describe(), file);
    };
  }

  private List<Play> entry(Yaml item, Path file, Optional<Settings> around, int depth) {
    if (!(item instanceof Yaml.Mapping mapping)) {
      sources
          .diagnostics()
          .error(
              item.origin(),
              "playbook entries must be either valid plays or 'import_playbook' statements",
              "a play is a mapping, not " + item.describe());
      return List.of();
    }
    Path directory = directory(file);
    Optional<Yaml.Entry> imported = PlaybookImport.named(mapping);
    if (imported.isEmpty()) {
      if (!read.add(mapping.origin()) && circular) {
        return List.of();
      }
      return new PlayReader(sources, modules, options, finder)
          .read(mapping, file, directory, around)
          .map(List::of)
          .orElse(List.of());
    }
    return new PlaybookImport(sources, options, finder)
        .read(mapping, directory, around)
        .map(
            found ->
                plays(
                    found.file(),
                    imported.get().key().origin(),
                    Optional.of(found.settings()),
                    depth + 1))
        .orElse(List.of());
  }

  private static Path directory(Path file) {
    Path parent = file.toAbsolutePath().normalize().getParent();
    return parent == null ? Path.of("/") : parent;
  }

  /// The tasks that an `include_tasks` brings.
  ///
  /// @param include the task, in its play
  /// @param file its name, rendered
  /// @param apply the keywords of `apply`
  /// @throws DiagnosticException if there is no such file, or it is wrong
  public Inclusion tasks(Play play, Task include, String file, Map<String, ?> apply) {
    sources.diagnostics().throwIfErrors();
    TaskReader reader = reader(play).duringTheRun();
    Place place = around(play, include, applied(include, apply));
    Imports imports = new Imports(sources, reader, options);
    Optional<Path> path = imports.find(file, place);
    if (path.isEmpty()) {
      throw new DiagnosticException(
          sources
              .diagnostics()
              .located(
                  dev.runner.source.Diagnostic.error(
                      include.origin(), imports.missing(file, place))));
    }
    List<Part> parts = reader.file(path.get(), include.origin(), place);
    sources.diagnostics().throwIfErrors();
    return new Inclusion(
        path.get().toString(), parts, reader.gathered().handlers(), reader.gathered().roles());
  }

  /// The tasks that an `include_role` brings.
  ///
  /// @throws DiagnosticException if there is no such role, or it is wrong
  public Inclusion role(Play play, Task include, WantedRole wanted) {
    TaskReader reader = reader(play).duringTheRun();
    Settings settings = applied(include, wanted.apply());
    Place place = around(play, include, settings);
    Settings role = Settings.empty(settings, Level.ROLE);
    RoleRequest request =
        new RoleRequest(
            wanted.name(),
            wanted.files(),
            include.settings().vars(),
            beside(include, wanted.loopVariables()),
            role,
            place.handedDown(),
            named(include));
    Optional<LoadedRole> loaded = reader.role(request, place);
    sources.diagnostics().throwIfErrors();
    LoadedRole found = loaded.orElseThrow();
    List<Part> handlers = new ArrayList<>(reader.gathered().handlers());
    handlers.addAll(found.handlers()); // a role's own come after those of roles that it imports
    List<PlayRole> roles = new ArrayList<>();
    found.all().stream()
        .map(each -> options.included(each, wanted.open()))
        .filter(each -> each.lends() || !options.old())
        .forEach(roles::add);
    roles.addAll(reader.gathered().roles());
    return new Inclusion(wanted.name(), found.tasks(), handlers, roles);
  }

  /// What tells the turns of a loop apart; before 2.19 the variables of the task are lent to the
  /// play with the role's own.
  private Vars beside(Task include, Map<String, Object> loopVariables) {
    Vars ofLoop = Vars.of(loopVariables, include.origin());
    return options.old() ? include.settings().vars().with(ofLoop) : ofLoop;
  }

  /// Where the name of a role stands.
  private static Origin named(Task include) {
    return Stream.of("name", "role")
        .map(include.parameters()::get)
        .filter(Text.class::isInstance)
        .map(name -> ((Text) name).marks().origin())
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(include.origin());
  }

  private TaskReader reader(Play play) {
    EarlyNames early = new EarlyNames(sources, options, play.directory(), play.varsFiles());
    return new TaskReader(sources, modules, new RoleReader(sources, finder), early, options);
  }

  /// Tasks inherit what the include inherits, not its own keywords; its variables they see.
  private static Settings applied(Task include, Map<String, ?> apply) {
    Settings outer = include.settings().parent().orElse(null);
    Settings included =
        new Settings(outer, Level.INCLUDE, Map.of(), Map.of(), include.settings().vars());
    if (apply.isEmpty()) {
      return included;
    }
    Map<String, Object> own = new LinkedHashMap<>(apply);
    Object vars = own.remove("vars");
    Map<String, Object> given = new LinkedHashMap<>();
    if (vars instanceof Map<?, ?> map) {
      map.forEach((name, value) -> given.put(name.toString(), value));
    }
    return new Settings(included, Level.BLOCK, own, Map.of(), Vars.of(given, include.origin()));
  }

  private static Place around(Play play, Task include, Settings settings) {
    List<Path> path = include.searchPath();
    List<Path> roles = path.size() > 1 ? path.subList(0, path.size() - 2) : List.of();
    Path beside = path.size() > 1 ? path.get(path.size() - 2) : play.directory();
    if (include.role().isPresent() && !roles.contains(include.role().get().directory())) {
      List<Path> more = new ArrayList<>(List.of(include.role().get().directory()));
      more.addAll(roles);
      roles = more;
    }
    return new Place(
        play.directory(),
        beside,
        include.role(),
        include.role().isPresent() ? roles : List.of(),
        settings,
        include.handler(),
        false,
        0);
  }
}
