package dev.runner.modules.django;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where a site's static files come from.
///
/// @param top the checkout, without links
/// @param sources directories, each with what is put before the names of its files
record StaticSources(String top, List<List<String>> sources) {

  static StaticSources of(SiteReport report) {
    List<List<String>> sources = new ArrayList<>();
    if (report.values().get("sources") instanceof List<?> list) {
      for (Object each : list) {
        if (each instanceof List<?> pair && pair.size() == 2) {
          sources.add(List.of(String.valueOf(pair.get(0)), String.valueOf(pair.get(1))));
        }
      }
    }
    return new StaticSources(report.text("top"), sources);
  }

  /// The names under which files would be collected that a revision brings: git gives what it
  /// changes a new time, which is what `collectstatic` goes by.
  ///
  /// @param changes paths in the checkout, each with git's letter
  List<String> collected(Map<String, Character> changes) {
    return changes.entrySet().stream()
        .filter(change -> change.getValue() != 'D')
        .map(Map.Entry::getKey)
        .flatMap(path -> name(path, changes).stream())
        .distinct()
        .toList();
  }

  /// The names under which files are collected; a file from elsewhere is named as it is.
  List<String> names(List<String> files) {
    return files.stream().map(file -> name(file).orElse(file)).toList();
  }

  private Optional<String> name(String path, Map<String, Character> changes) {
    return name(top + "/" + path).or(() -> newApplication(path, changes));
  }

  private Optional<String> name(String place) {
    return sources.stream()
        .filter(source -> place.startsWith(source.getFirst() + "/"))
        .map(source -> join(source.getLast(), place.substring(source.getFirst().length() + 1)))
        .findFirst();
  }

  private static String join(String prefix, String name) {
    return prefix.isEmpty() ? name : prefix + "/" + name;
  }

  /// A package that the revision brings, with a directory of static files of its own.
  private static Optional<String> newApplication(String path, Map<String, Character> changes) {
    int at = path.indexOf("/static/");
    boolean fresh =
        at > 0
            && Character.valueOf('A').equals(changes.get(path.substring(0, at) + "/__init__.py"));
    return fresh ? Optional.of(path.substring(at + "/static/".length())) : Optional.empty();
  }
}
