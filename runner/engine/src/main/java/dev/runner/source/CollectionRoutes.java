package dev.runner.source;

import dev.runner.values.Deprecation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// Names that collections on disk have given up: `plugin_routing` in their `meta/runtime.yml` says
/// where a module, filter, test or lookup went, that it will go, or that it is gone.
public final class CollectionRoutes {

  /// What a name is the name of.
  public enum Kind {
    /// A module, or the action that goes with it.
    MODULE("module", "modules action"),
    /// A filter of templates.
    FILTER("filter plugin", "filter"),
    /// A test of templates.
    TEST("test plugin", "test"),
    /// A lookup of templates and loops.
    LOOKUP("lookup plugin", "lookup");

    private final String called;
    private final String sections;

    Kind(String called, String sections) {
      this.called = called;
      this.sections = sections;
    }

    /// What a sentence calls it: `filter plugin`.
    public String called() {
      return called;
    }
  }

  /// Where a name leads.
  ///
  /// @param target the last name on the way, which may be the first
  /// @param obstacle why nothing is reached: it is gone, or the way leads in a circle; or empty
  /// @param removed whether it is gone
  /// @param deprecations what is said on the way of names that will be gone, without a place
  public record Route(
      String target, String obstacle, boolean removed, List<Deprecation> deprecations) {}

  private record Asked(Kind kind, String name) {}

  private final List<Path> collections = new CopyOnWriteArrayList<>();
  private final Map<Asked, Optional<Route>> followed = new ConcurrentHashMap<>();
  private final Map<Path, Optional<Yaml>> read = new ConcurrentHashMap<>();

  /// @param collections folders that hold `ansible_collections`
  public CollectionRoutes(List<Path> collections) {
    this.collections.addAll(collections);
  }

  /// Looks into more folders that hold `ansible_collections`.
  public void add(List<Path> folders) {
    if (((CopyOnWriteArrayList<Path>) collections).addAllAbsent(folders) > 0) {
      followed.clear();
    }
  }

  /// Where a full name leads, by way of others if need be; nothing if its collection says nothing
  /// of it.
  public Optional<Route> route(Kind kind, String name) {
    return followed.computeIfAbsent(
        new Asked(kind, name), key -> entry(kind, name).map(first -> follow(kind, name, first)));
  }

  private Route follow(Kind kind, String name, Yaml.Mapping first) {
    Set<String> seen = new LinkedHashSet<>(List.of(name));
    List<Deprecation> deprecations = new ArrayList<>();
    String at = name;
    Yaml.Mapping entry = first;
    while (true) {
      if (entry.get("tombstone").orElse(null) instanceof Yaml.Mapping tombstone) {
        return new Route(at, removed(kind, at, tombstone), true, deprecations);
      }
      if (entry.get("deprecation").orElse(null) instanceof Yaml.Mapping deprecation) {
        deprecations.add(deprecated(kind, at, deprecation));
      }
      Optional<String> next = text(entry, "redirect");
      if (next.isEmpty()) {
        return new Route(at, "", false, deprecations);
      }
      if (next.get().split("\\.").length < 3 && kind != Kind.MODULE) {
        return new Route(at, incomplete(at, next.get()), false, deprecations);
      }
      at = next.get();
      if (!seen.add(at)) {
        return new Route(name, circle(kind, name, seen), false, deprecations);
      }
      Optional<Yaml.Mapping> further = entry(kind, at);
      if (further.isEmpty()) {
        return new Route(at, "", false, deprecations);
      }
      entry = further.get();
    }
  }

  private static String incomplete(String name, String target) {
    return "Collection %s contains invalid redirect for %s: %s. Redirects must use fully qualified"
            .formatted(home(name), name, target)
        + " collection names.";
  }

  private static String circle(Kind kind, String name, Set<String> seen) {
    return kind == Kind.LOOKUP
        ? "plugin redirect loop resolving %s (path: ['%s'])"
            .formatted(name, String.join("', '", seen))
        : "recursive collection redirect found for '%s'".formatted(name);
  }

  private static String removed(Kind kind, String name, Yaml.Mapping tombstone) {
    List<String> words = new ArrayList<>();
    words.add("The '%s' %s has been removed.".formatted(name, kind.called()));
    text(tombstone, "warning_text").ifPresent(words::add);
    String from = "This feature was removed from collection '%s' ".formatted(home(name));
    text(tombstone, "removal_date")
        .map(date -> from + "in a release after " + date + ".")
        .or(
            () ->
                text(tombstone, "removal_version")
                    .map(version -> from + "version " + version + "."))
        .ifPresent(words::add);
    return String.join(" ", words);
  }

  private static Deprecation deprecated(Kind kind, String name, Yaml.Mapping deprecation) {
    String called =
        switch (kind) {
          case FILTER -> "Filter \"" + name + "\"";
          case TEST -> "Test \"" + name + "\"";
          case MODULE, LOOKUP -> name;
        };
    String more = text(deprecation, "warning_text").map(text -> " " + text).orElse("");
    return new Deprecation(
        called + " has been deprecated." + more,
        "",
        text(deprecation, "removal_version").orElse(""),
        text(deprecation, "removal_date").orElse(""),
        home(name),
        "");
  }

  private static String home(String name) {
    return name.substring(0, name.lastIndexOf('.'));
  }

  private Optional<Yaml.Mapping> entry(Kind kind, String name) {
    String[] parts = name.split("\\.");
    if (parts.length != 3) {
      return Optional.empty();
    }
    for (Path root : collections) {
      Path collection = root.resolve("ansible_collections").resolve(parts[0]).resolve(parts[1]);
      Optional<Yaml> routing =
          read.computeIfAbsent(collection, CollectionRoutes::runtime)
              .flatMap(all -> get(all, "plugin_routing"));
      for (String section : kind.sections.split(" ")) {
        if (routing
                .flatMap(all -> get(all, section))
                .flatMap(all -> get(all, parts[2]))
                .orElse(null)
            instanceof Yaml.Mapping found) {
          return Optional.of(found);
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Yaml> get(Yaml value, String key) {
    return value instanceof Yaml.Mapping mapping ? mapping.get(key) : Optional.empty();
  }

  private static Optional<String> text(Yaml.Mapping mapping, String key) {
    return mapping
        .get(key)
        .flatMap(each -> Optional.ofNullable(each instanceof Yaml.Scalar s ? s.text() : null));
  }

  private static Optional<Yaml> runtime(Path collection) {
    Path file = collection.resolve("meta").resolve("runtime.yml");
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return YamlParser.parse(file.toString(), Files.readString(file), new Diagnostics());
    } catch (IOException e) {
      return Optional.empty(); // the name isn't found then, and the mistake says so
    }
  }
}
