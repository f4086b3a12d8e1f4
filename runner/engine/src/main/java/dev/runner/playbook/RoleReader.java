package dev.runner.playbook;

import dev.runner.source.Sources;
import dev.runner.source.Vars;
import dev.runner.source.Yaml;
import dev.runner.values.None;
import dev.runner.values.Text;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Loads roles: their variables, what they depend on, handlers and tasks.
final class RoleReader {
  private static final int DEEPEST = 50;
  private static final String COLLECTIONS = "collections";

  private final Sources sources;
  private final RoleFinder finder;
  private final RoleParts files;

  /// Once a circle is found no more roles are loaded: ways through it would be without number.
  private boolean circular;

  RoleReader(Sources sources, RoleFinder finder) {
    this.sources = sources;
    this.finder = finder;
    this.files = new RoleParts(sources, finder);
  }

  /// The role with all it depends on; nothing, and a diagnostic, if it can't be found.
  Optional<LoadedRole> load(RoleRequest request, Place place, TaskReader tasks) {
    if (place.roleDirectories().size() > DEEPEST) {
      circular = true;
      sources
          .diagnostics()
          .error(
              request.origin(),
              "roles depend on each other in a circle at '%s'".formatted(request.name()));
    }
    if (circular) {
      return Optional.empty();
    }
    Optional<RoleRequest> named = name(request, place, tasks).map(request::named);
    return named.flatMap(
        each ->
            finder
                .role(each.name(), place.in(each.settings()), each.origin())
                .map(found -> load(each, found, place, tasks)));
  }

  /// The name of a role, which may be a template of what is known before there are hosts.
  private Optional<String> name(RoleRequest request, Place place, TaskReader tasks) {
    if (!request.name().contains("{{")) {
      return Optional.of(request.name());
    }
    Text text = Text.trusted(request.name(), request.origin());
    Optional<String> rendered =
        tasks.early().render(text, place, request.settings(), request.given());
    if (rendered.isEmpty()) {
      sources
          .diagnostics()
          .error(
              request.origin(),
              "the role's name must be known before the run starts",
              "use 'include_role', which is read during the run");
    }
    return rendered;
  }

  private LoadedRole load(
      RoleRequest asked, RoleFinder.Found found, Place place, TaskReader tasks) {
    Path directory = found.directory();
    tasks.modules().role(directory);
    RoleMeta meta = RoleMeta.read(directory, finder, sources, asked.origin());
    boolean old = tasks.early().old();
    Settings settings = searching(asked, found.collection(), meta, place);
    RoleRequest request = asked.with(settings);
    List<Vars> vars = files.variables(directory, "vars", request.files().vars(), request.origin());
    if (old) {
      vars = weaker(request.beside(), vars);
    }
    Vars beside = old ? Vars.EMPTY : request.beside();
    Place around = place.in(request.settings());
    List<Vars> outer = place.role().map(parent -> parent.defaults().handedDown()).orElse(List.of());
    List<Vars> own =
        files.variables(directory, "defaults", request.files().defaults(), request.origin());
    RoleDefaults alone = new RoleDefaults(List.of(), outer, own);
    Role bare = role(request, found, alone, vars, beside, place, meta);
    List<LoadedRole> before = dependencies(meta, around.inside(bare), bare.handedDown(), tasks);
    List<Vars> below = new ArrayList<>();
    before.forEach(each -> below.addAll(each.role().defaults().given()));
    RoleDefaults defaults = new RoleDefaults(below, outer, own);
    Role role = role(request, found, defaults, ofAll(before, vars), beside, place, meta);
    return assemble(role, request, around.inside(role), before, tasks);
  }

  /// Before ansible-core 2.19 the `vars` beside a role's name are weaker than the role's own, and
  /// lent to the play as those are.
  private static List<Vars> weaker(Vars beside, List<Vars> own) {
    List<Vars> all = new ArrayList<>(List.of(beside));
    all.addAll(own);
    return all;
  }

  /// A role looks for short names in its own collection and those that its `meta` names, whatever
  /// its play does.
  private Settings searching(RoleRequest request, String collection, RoleMeta meta, Place place) {
    if (request.settings().own().containsKey(COLLECTIONS)) {
      return request.settings();
    }
    List<Object> collections = new ArrayList<>();
    if (collection.isEmpty()) {
      CollectionPlaybooks.collection(place.playbook()).ifPresent(collections::add);
    } else {
      collections.add(collection);
    }
    collections.addAll(meta.collections());
    return request.settings().with(COLLECTIONS, collections);
  }

  private static List<Vars> ofAll(List<LoadedRole> before, List<Vars> own) {
    List<Vars> all = new ArrayList<>();
    before.forEach(each -> all.addAll(each.role().vars()));
    all.addAll(own);
    return all;
  }

  private Role role(
      RoleRequest request,
      RoleFinder.Found found,
      RoleDefaults defaults,
      List<Vars> vars,
      Vars beside,
      Place place,
      RoleMeta meta) {
    boolean included = request.isIncluded();
    List<String> parents = new ArrayList<>();
    Vars params = place.role().map(Role::params).orElse(Vars.EMPTY).with(request.params());
    List<Path> above = new ArrayList<>();
    place
        .role()
        .ifPresent(
            parent -> {
              parents.addAll(parent.parents());
              above.addAll(parent.parentDirectories());
              if (included) {
                parents.add(parent.name());
                above.add(parent.directory());
              }
            });
    return new Role(
        named(request, found),
        found.collection(),
        found.directory(),
        defaults,
        request.inherited(),
        vars,
        beside,
        params,
        parents,
        above,
        place.role().isPresent() && !included,
        use(request, found.directory()),
        request.files().repeats().orElseGet(meta::allowsDuplicates),
        meta.argumentSpecs());
  }

  /// A role of a collection goes by its full name, without folders that it is in; one that was
  /// given as a path by its directory's.
  private static String named(RoleRequest request, RoleFinder.Found found) {
    String name = request.name();
    Path directory = found.directory();
    if (!found.collection().isEmpty()) {
      String before = found.collection() + ".";
      return FullName.of(name)
          .filter(full -> name.startsWith(before))
          .map(full -> before + full.last())
          .orElse(before + name);
    }
    boolean path = name.contains("/") && !directory.endsWith(name);
    return path ? directory.getFileName().toString() : name;
  }

  private LoadedRole assemble(
      Role role, RoleRequest request, Place inside, List<LoadedRole> before, TaskReader tasks) {
    List<Part> parts = new ArrayList<>();
    List<Part> handlers = new ArrayList<>();
    List<Role> all = new ArrayList<>();
    for (LoadedRole each : before) {
      parts.addAll(each.tasks());
      handlers.addAll(each.handlers());
      all.addAll(each.all());
    }
    all.add(role);
    handlers.addAll(
        files
            .file(role, "handlers", request.files().handlers(), request.origin())
            .map(file -> tasks.file(file, request.origin(), inside.handlers(file)))
            .orElse(List.of()));
    new ArgumentSpecs(sources).check(role, request, inside).ifPresent(parts::add);
    parts.addAll(
        files
            .file(role, "tasks", request.files().tasks(), request.origin())
            .map(file -> tasks.file(file, request.origin(), inside))
            .orElse(List.of()));
    return new LoadedRole(role, parts, handlers, all);
  }

  private List<LoadedRole> dependencies(
      RoleMeta meta, Place inside, List<Vars> inherited, TaskReader tasks) {
    List<LoadedRole> loaded = new ArrayList<>();
    for (Yaml entry : meta.dependencies()) {
      use(entry, inside, inherited, tasks).ifPresent(loaded::add);
    }
    return loaded;
  }

  /// A role of a list of roles.
  Optional<LoadedRole> use(Yaml entry, Place place, List<Vars> inherited, TaskReader tasks) {
    return new RoleEntries(sources)
        .request(entry, place.settings(), inherited)
        .flatMap(request -> load(request, place, tasks));
  }

  private static Role.Use use(RoleRequest request, Path directory) {
    boolean included = request.isIncluded();
    Map<String, Object> own = included ? Map.of() : request.settings().own();
    return new Role.Use(
        directory,
        request.files().alone(),
        request.given().values(),
        own.getOrDefault("when", None.NONE),
        own.getOrDefault("tags", None.NONE),
        included);
  }
}
