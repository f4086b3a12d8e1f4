package dev.runner.catalog;

import dev.runner.source.Diagnostics;
import dev.runner.source.Yaml;
import dev.runner.source.YamlParser;
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

/// Names of modules that collections on disk have given up: `plugin_routing` in their
/// `meta/runtime.yml` says where a module went, or that it is gone.
final class Routes {
  private static final List<String> KINDS = List.of("modules", "action");

  private final List<Path> collections;
  private final Map<String, Optional<String>> followed = new ConcurrentHashMap<>();
  private final Map<Path, Optional<Yaml>> read = new ConcurrentHashMap<>();

  /// @param collections folders that hold `ansible_collections`
  Routes(List<Path> collections) {
    this.collections = List.copyOf(collections);
  }

  /// The name that a module goes by now, by way of others if need be; nothing if it has no other
  /// name, or they lead in a circle.
  Optional<String> target(String name) {
    return followed.computeIfAbsent(name, this::follow);
  }

  private Optional<String> follow(String name) {
    Set<String> seen = new LinkedHashSet<>(List.of(name));
    String at = name;
    while (true) {
      Optional<String> next = route(at).flatMap(route -> text(route, "redirect"));
      if (next.isEmpty()) {
        return at.equals(name) ? Optional.empty() : Optional.of(at);
      }
      at = next.get();
      if (!seen.add(at)) {
        return Optional.empty();
      }
    }
  }

  /// That a module was removed, with what its collection says about it; nothing if it wasn't.
  Optional<String> removed(String name) {
    String last = target(name).orElse(name);
    return route(last)
        .flatMap(route -> route.get("tombstone"))
        .map(
            tombstone -> {
              List<String> words = new ArrayList<>();
              words.add("The '%s' module has been removed.".formatted(last));
              if (tombstone instanceof Yaml.Mapping mapping) {
                text(mapping, "warning_text").ifPresent(words::add);
                text(mapping, "removal_version")
                    .map(
                        version ->
                            "This feature was removed from collection '%s' version %s."
                                .formatted(home(last), version))
                    .ifPresent(words::add);
              }
              return String.join(" ", words);
            });
  }

  private static String home(String name) {
    return name.substring(0, name.lastIndexOf('.'));
  }

  private Optional<Yaml.Mapping> route(String name) {
    String[] parts = name.split("\\.");
    if (parts.length != 3) {
      return Optional.empty();
    }
    for (Path root : collections) {
      Path collection = root.resolve("ansible_collections").resolve(parts[0]).resolve(parts[1]);
      Optional<Yaml> runtime = read.computeIfAbsent(collection, Routes::runtime);
      for (String kind : KINDS) {
        Optional<Yaml.Mapping> route =
            runtime
                .flatMap(all -> get(all, "plugin_routing"))
                .flatMap(all -> get(all, kind))
                .flatMap(all -> get(all, parts[2]))
                .flatMap(found -> Optional.ofNullable(found instanceof Yaml.Mapping m ? m : null));
        if (route.isPresent()) {
          return route;
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
      return Optional.empty(); // the module isn't found then, and the mistake says so
    }
  }
}
