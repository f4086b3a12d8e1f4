package dev.runner.playbook;

import dev.runner.source.Sources;
import dev.runner.source.Vars;
import dev.runner.source.Yaml;
import dev.runner.values.None;
import dev.runner.values.Origin;
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

  /// Once a circle is found no more roles are loaded: ways through it would be without number.
  private boolean circular;

  RoleReader(Sources sources, RoleFinder finder) {
    this.sources = sources;
    this.finder = finder;
  }

  /// What is asked for.
  ///
  /// @param params variables given where the role is used
  /// @param arguments those of them that stand beside the role's name
  /// @param settings keywords given there
  /// @param inherited variables of the roles that depend on it
  record Request(
      String name,
      RoleFiles files,
      Vars params,
      Vars arguments,
      Settings settings,
      List<Vars> inherited,
      Origin origin) {
    Request with(Settings other) {
      return new Request(name, files, params, arguments, other, inherited, origin);
    }

    Request named(String other) {
      return new Request(other, files, params, arguments, settings, inherited, origin);
    }
  }

  /// The role with all it depends on; nothing, and a diagnostic, if it can't be found.
  Optional<LoadedRole> load(Request request, Place place, TaskReader tasks) {
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
    Optional<Request> named = name(request, place, tasks).map(request::named);
    return named.flatMap(
        each ->
            finder
                .role(each.name(), place.in(each.settings()), each.origin())
                .map(found -> load(each, found, place, tasks)));
  }

  /// The name of a role, which may be a template of what is known before there are hosts.
  private Optional<String> name(Request request, Place place, TaskReader tasks) {
    if (!request.name().contains("{{")) {
      return Optional.of(request.name());
    }
    Text text = Text.trusted(request.name(), request.origin());
    Optional<String> rendered =
        tasks.early().render(text, place, request.settings(), request.params());
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

  private LoadedRole load(Request asked, RoleFinder.Found found, Place place, TaskReader tasks) {
    Path directory = found.directory();
    tasks.modules().role(directory);
    Optional<Yaml> meta =
        finder
            .file(directory, "meta", RoleFiles.STANDARD)
            .flatMap(file -> sources.yaml(file, asked.origin()));
    Request request = asked.with(searching(asked, found.collection(), meta, place));
    List<Vars> vars = variables(directory, "vars", request.files().vars(), request.origin());
    List<Vars> inherited = new ArrayList<>(request.inherited());
    inherited.addAll(vars);
    Place around = place.in(request.settings());
    List<Vars> outer = place.role().map(parent -> parent.defaults().handedDown()).orElse(List.of());
    List<Vars> own = variables(directory, "defaults", request.files().defaults(), request.origin());
    RoleDefaults alone = new RoleDefaults(List.of(), outer, own);
    Role bare = role(request, found, alone, vars, place, meta);
    List<LoadedRole> before = dependencies(meta, enter(around, bare, directory), inherited, tasks);
    List<Vars> below = new ArrayList<>();
    before.forEach(each -> below.addAll(each.role().defaults().given()));
    RoleDefaults defaults = new RoleDefaults(below, outer, own);
    Role role = role(request, found, defaults, ofAll(before, vars), place, meta);
    return assemble(role, request, enter(around, role, directory), before, tasks);
  }

  /// A role looks for short names in its own collection and those that its `meta` names, whatever
  /// its play does.
  private Settings searching(Request request, String collection, Optional<Yaml> meta, Place place) {
    if (request.settings().own().containsKey(COLLECTIONS)) {
      return request.settings();
    }
    List<Object> collections = new ArrayList<>();
    if (collection.isEmpty()) {
      CollectionPlaybooks.collection(place.playbook()).ifPresent(collections::add);
    } else {
      collections.add(collection);
    }
    meta.filter(Yaml.Mapping.class::isInstance)
        .flatMap(tree -> ((Yaml.Mapping) tree).get(COLLECTIONS))
        .map(sources::value)
        .filter(List.class::isInstance)
        .ifPresent(list -> collections.addAll((List<?>) list));
    return request.settings().with(COLLECTIONS, collections);
  }

  private static List<Vars> ofAll(List<LoadedRole> before, List<Vars> own) {
    List<Vars> all = new ArrayList<>();
    before.forEach(each -> all.addAll(each.role().vars()));
    all.addAll(own);
    return all;
  }

  private Role role(
      Request request,
      RoleFinder.Found found,
      RoleDefaults defaults,
      List<Vars> vars,
      Place place,
      Optional<Yaml> meta) {
    boolean included = request.files().repeats().isPresent();
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
        params,
        parents,
        above,
        place.role().isPresent() && !included,
        use(request, found.directory()),
        request.files().repeats().orElseGet(() -> repeats(meta)),
        specs(found.directory(), meta));
  }

  /// A role of a collection goes by its full name, without folders that it is in; one that was
  /// given as a path by its directory's.
  private static String named(Request request, RoleFinder.Found found) {
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

  private Optional<Yaml> specs(Path directory, Optional<Yaml> meta) {
    return finder
        .file(directory, "meta", "argument_specs")
        .flatMap(file -> sources.yaml(file, null))
        .or(() -> meta)
        .filter(Yaml.Mapping.class::isInstance)
        .flatMap(tree -> ((Yaml.Mapping) tree).get("argument_specs"));
  }

  private static Place enter(Place place, Role role, Path directory) {
    List<Path> directories = new ArrayList<>(List.of(directory));
    directories.addAll(place.roleDirectories());
    return new Place(
        place.playbook(),
        directory.resolve("tasks"),
        Optional.of(role),
        directories,
        place.settings(),
        place.handlers(),
        place.certain(),
        place.depth() + 1);
  }

  private LoadedRole assemble(
      Role role, Request request, Place inside, List<LoadedRole> before, TaskReader tasks) {
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
        file(role, "handlers", request.files().handlers(), request.origin())
            .map(file -> tasks.file(file, request.origin(), handlers(inside, file)))
            .orElse(List.of()));
    new ArgumentSpecs(sources).check(role, request, inside).ifPresent(parts::add);
    parts.addAll(
        file(role, "tasks", request.files().tasks(), request.origin())
            .map(file -> tasks.file(file, request.origin(), inside))
            .orElse(List.of()));
    return new LoadedRole(role, parts, handlers, all);
  }

  private static Place handlers(Place inside, Path file) {
    Place there = inside.file(file).uncertain();
    return new Place(
        there.playbook(),
        there.directory(),
        there.role(),
        there.roleDirectories(),
        there.settings(),
        true,
        false,
        there.depth());
  }

  /// A file that was asked for by name must be there; the usual one need not.
  private Optional<Path> file(Role role, String part, String name, Origin asked) {
    Optional<Path> file = finder.file(role.directory(), part, strip(name));
    Path inside = role.directory().resolve(part).normalize();
    if (file.isPresent() && !file.get().normalize().startsWith(inside)) {
      sources
          .diagnostics()
          .missing(
              asked,
              "Failed loading '%s' for role (%s) as it is not inside the expected role path: '%s'"
                  .formatted(file.get(), role.name(), inside),
              "a role uses files of its own only");
      return Optional.empty();
    }
    if (file.isEmpty() && !name.equals(RoleFiles.STANDARD)) {
      missing(role.directory(), part, name, asked);
    }
    return file;
  }

  private void missing(Path directory, String part, String name, Origin asked) {
    sources
        .diagnostics()
        .missing(
            asked,
            "Could not find specified file in role: %s/%s".formatted(part, name),
            "looked for it in " + sources.name(directory.resolve(part)));
  }

  private static String strip(String name) {
    return name.replaceFirst("\\.(yml|yaml|json)$", "");
  }

  private List<Vars> variables(Path directory, String part, String name, Origin asked) {
    List<Path> files = finder.variables(directory, part, strip(name));
    if (files.isEmpty() && !name.equals(RoleFiles.STANDARD)) {
      missing(directory, part, name, asked);
    }
    return files.stream()
        .map(file -> sources.vars(file, asked))
        .filter(vars -> !vars.isEmpty())
        .toList();
  }

  private List<LoadedRole> dependencies(
      Optional<Yaml> meta, Place inside, List<Vars> inherited, TaskReader tasks) {
    List<LoadedRole> loaded = new ArrayList<>();
    Optional<Yaml> list =
        meta.filter(Yaml.Mapping.class::isInstance)
            .flatMap(tree -> ((Yaml.Mapping) tree).get("dependencies"));
    if (list.isEmpty() || sources.value(list.get()) == None.NONE) {
      return loaded;
    }
    if (!(list.get() instanceof Yaml.Sequence entries)) {
      sources
          .diagnostics()
          .error(list.get().origin(), "'dependencies' takes a list, not " + list.get().describe());
      return loaded;
    }
    for (Yaml entry : entries.items()) {
      use(entry, inside, inherited, tasks).ifPresent(loaded::add);
    }
    return loaded;
  }

  /// A role of a list of roles. The handlers of one that was used already in the same way are there
  /// already.
  Optional<LoadedRole> use(Yaml entry, Place place, List<Vars> inherited, TaskReader tasks) {
    Optional<Request> request =
        new RoleEntries(sources).request(entry, place.settings(), inherited);
    if (request.isEmpty()) {
      return Optional.empty();
    }
    Optional<LoadedRole> loaded = load(request.get(), place, tasks);
    return loaded.map(
        role ->
            tasks.gathered().isRepeated(role.role())
                ? new LoadedRole(role.role(), role.tasks(), List.of(), role.all())
                : role);
  }

  private static Role.Use use(Request request, Path directory) {
    boolean included = request.files().repeats().isPresent();
    Map<String, Object> own = included ? Map.of() : request.settings().own();
    return new Role.Use(
        directory,
        request.files().alone(),
        request.params().values(),
        own.getOrDefault("when", None.NONE),
        own.getOrDefault("tags", None.NONE),
        included);
  }

  private boolean repeats(Optional<Yaml> meta) {
    Optional<Object> allowed =
        meta.filter(Yaml.Mapping.class::isInstance)
            .flatMap(tree -> ((Yaml.Mapping) tree).get("allow_duplicates"))
            .map(sources::value);
    return allowed.filter(Boolean.TRUE::equals).isPresent();
  }
}
