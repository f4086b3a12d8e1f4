package dev.runner.cli.doc;

import dev.runner.catalog.ModuleType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Pages of a reference, in a directory: of all modules, a page for each and one that lists them;
/// or of the language.
public final class Reference {
  private static final String INDEX = "README.md";

  private final Map<String, String> pages = new TreeMap<>();

  public Reference(List<ModuleType> modules) {
    for (ModuleType module : modules) {
      ModulePage page = new ModulePage(module);
      pages.put(page.fileName(), page.text());
    }
    pages.put(INDEX, index(modules));
  }

  private Reference(Map<String, String> pages) {
    this.pages.putAll(pages);
  }

  /// The reference of keywords, variables and settings.
  public static Reference ofLanguage() {
    return new Reference(LanguagePages.all());
  }

  private static String index(List<ModuleType> modules) {
    Map<String, StringBuilder> collections = new TreeMap<>();
    for (ModuleType module : modules) {
      collections
          .computeIfAbsent(module.collection(), name -> new StringBuilder())
          .append(
              "| [%s](%s.md) | %s |\n"
                  .formatted(module.name(), module.name(), module.describe().summary()));
    }
    StringBuilder out =
        new StringBuilder(
            """
            <!-- Written by `runner doc --markdown`; its source are the modules themselves. -->

            # Modules

            Types of parameters: `path` is on the host, `control path` on the machine that runs the
            runner; a `duration` is a number of seconds, or `90s`, `5m`, `1h30m`; a `mode` is a
            quoted number or clauses (`u=rw,g=r`); a `secret` is never shown and never stands on a
            command line. All modules register `changed`, `failed`, `msg` and the like besides the
            values that their pages name.
            """);
    collections.forEach(
        (name, lines) ->
            out.append("\n## %s\n\n| Module | |\n|---|---|\n".formatted(name)).append(lines));
    return out.toString();
  }

  /// What in this directory isn't as the modules say: names of files that differ, are missing or
  /// are too many.
  public List<String> outdated(Path directory) throws IOException {
    List<String> names = new ArrayList<>(strangers(directory));
    for (Map.Entry<String, String> page : pages.entrySet()) {
      if (!page.getValue().equals(read(directory.resolve(page.getKey())))) {
        names.add(page.getKey());
      }
    }
    return List.copyOf(names);
  }

  /// Brings the directory up to date.
  public void write(Path directory) throws IOException {
    Files.createDirectories(directory);
    for (String stranger : strangers(directory)) {
      Files.delete(directory.resolve(stranger));
    }
    for (Map.Entry<String, String> page : pages.entrySet()) {
      Files.writeString(directory.resolve(page.getKey()), page.getValue());
    }
  }

  /// Pages that an earlier version wrote, of modules that are gone.
  private List<String> strangers(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> read(file).startsWith("<!-- Written by `runner doc --markdown`"))
          .map(file -> file.getFileName().toString())
          .filter(name -> !pages.containsKey(name))
          .sorted()
          .toList();
    }
  }

  private static String read(Path file) {
    try {
      return file.toString().endsWith(".md") ? Files.readString(file) : "";
    } catch (NoSuchFileException e) {
      return "";
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
