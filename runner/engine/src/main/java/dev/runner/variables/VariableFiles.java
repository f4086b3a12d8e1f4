package dev.runner.variables;

import dev.runner.source.Sources;
import dev.runner.source.Vars;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The files of `group_vars` and `host_vars`. Each directory is listed once, each file read once.
final class VariableFiles {
  private final Sources sources;
  private final List<String> endings;
  private final Map<Path, Set<String>> listings = new ConcurrentHashMap<>();
  private final Map<Path, List<Vars>> read = new ConcurrentHashMap<>();

  /// @param endings of files that are read, besides those whose names have none
  VariableFiles(Sources sources, List<String> endings) {
    this.sources = sources;
    this.endings = endings;
  }

  /// The variables for a group or host, the weakest first.
  ///
  /// @param kind `group_vars` or `host_vars`
  List<Vars> find(Path base, String kind, String name) {
    Path directory = base.resolve(kind);
    Set<String> names = listings.computeIfAbsent(directory, this::list);
    return Stream.concat(Stream.of(""), endings.stream())
        .map(ending -> name + ending)
        .filter(names::contains)
        .findFirst()
        .map(each -> read.computeIfAbsent(directory.resolve(each), this::read))
        .orElse(List.of());
  }

  private Set<String> list(Path directory) {
    if (!sources.files().isDirectory(directory)) {
      return Set.of();
    }
    try {
      return sources.files().list(directory).stream()
          .map(each -> String.valueOf(each.getFileName()))
          .collect(Collectors.toSet());
    } catch (IOException e) {
      sources
          .diagnostics()
          .error(sources.origin(directory), "the directory can't be read: " + e.getMessage());
      return Set.of();
    }
  }

  private List<Vars> read(Path path) {
    List<Path> files = new ArrayList<>();
    collect(path, files);
    return files.stream()
        .map(file -> sources.vars(file, null))
        .filter(vars -> !vars.isEmpty())
        .toList();
  }

  private void collect(Path path, List<Path> files) {
    if (!sources.files().isDirectory(path)) {
      files.add(path);
      return;
    }
    try {
      for (Path each : sources.files().list(path)) {
        String name = String.valueOf(each.getFileName());
        boolean hidden = name.startsWith(".") || name.endsWith("~");
        if (!hidden && (!name.contains(".") || endings.stream().anyMatch(name::endsWith))) {
          collect(each, files);
        }
      }
    } catch (IOException e) {
      sources
          .diagnostics()
          .error(sources.origin(path), "the directory can't be read: " + e.getMessage());
    }
  }
}
