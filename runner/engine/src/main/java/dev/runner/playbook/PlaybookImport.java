package dev.runner.playbook;

import dev.runner.source.Sources;
import dev.runner.source.Vars;
import dev.runner.source.Yaml;
import dev.runner.values.Text;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads entries of a playbook that import another one.
record PlaybookImport(Sources sources, LoadOptions options, RoleFinder finder) {
  private static final String NAME = "import_playbook";

  /// What an entry imports.
  ///
  /// @param file the playbook, which needn't be there
  /// @param settings what it gives to that one's plays
  record Found(Path file, Settings settings) {}

  /// Where an entry names the playbook that it imports; nothing if it imports none.
  static Optional<Yaml.Entry> named(Yaml.Mapping entry) {
    return entry.entries().stream()
        .filter(each -> Names.bare(each.name()).equals(NAME))
        .findFirst();
  }

  /// What an entry imports; nothing, and a diagnostic, if it says so wrongly.
  ///
  /// @param directory of the playbook that it stands in
  /// @param around what an import gives to the plays of that playbook
  Optional<Found> read(Yaml.Mapping entry, Path directory, Optional<Settings> around) {
    if (hasStrays(entry)) {
      return Optional.empty();
    }
    Settings settings = settings(entry, around);
    return file(named(entry).orElseThrow(), directory, settings)
        .map(file -> new Found(file, settings));
  }

  private boolean hasStrays(Yaml.Mapping mapping) {
    List<Yaml.Entry> strays =
        mapping.entries().stream().filter(entry -> !isOfImport(entry.name())).toList();
    for (Yaml.Entry stray : strays) {
      sources
          .diagnostics()
          .error(
              stray.key().origin(),
              "'%s' is not a valid attribute for a PlaybookInclude".formatted(stray.name()),
              "an import takes 'name', 'vars', 'when', 'tags' and what all plays and tasks have");
    }
    return !strays.isEmpty();
  }

  /// An import takes what plays, roles, blocks and tasks have in common, and conditions.
  private static boolean isOfImport(String name) {
    return Names.bare(name).equals(NAME)
        || List.of("name", "when").contains(name)
        || (!name.equals("collections")
            && Keyword.named(name)
                .filter(
                    keyword ->
                        Stream.of(Level.PLAY, Level.ROLE, Level.BLOCK, Level.TASK)
                            .allMatch(keyword::isFor))
                .isPresent());
  }

  private Optional<Path> file(Yaml.Entry entry, Path directory, Settings settings) {
    if (!(entry.value() instanceof Yaml.Scalar name) || name.isNull()) {
      sources
          .diagnostics()
          .error(
              entry.value().origin(),
              entry.value() instanceof Yaml.Scalar
                  ? "The field 'import_playbook' is required but was not set."
                  : Shapes.noText(NAME, entry.value()),
              "name the playbook's file: '- import_playbook: FILE'");
      return Optional.empty();
    }
    Optional<String> file =
        name.isTemplate()
            ? new EarlyNames(sources, options, directory, List.of())
                .render(
                    Text.trusted(name.text(), name.origin()),
                    place(directory, settings),
                    settings,
                    Vars.EMPTY)
            : Optional.of(name.text().strip());
    if (file.isEmpty()) {
      sources
          .diagnostics()
          .error(name.origin(), "the playbook's name must be known before the run starts");
      return Optional.empty();
    }
    Place place = place(directory, settings);
    return Optional.of(
        finder.playbook(file.get(), place).orElseGet(() -> directory.resolve(file.get())));
  }

  private static Place place(Path directory, Settings settings) {
    return new Place(directory, directory, Optional.empty(), List.of(), settings, false, false, 0);
  }

  /// The keywords that reach the plays that it brings.
  private Settings settings(Yaml.Mapping mapping, Optional<Settings> around) {
    Map<String, Object> own = new LinkedHashMap<>();
    for (String name : List.of("when", "tags")) {
      mapping.get(name).ifPresent(value -> own.put(name, sources.value(value)));
    }
    Vars vars = mapping.get("vars").map(new SettingsReader(sources)::vars).orElse(Vars.EMPTY);
    Vars outer = around.map(Settings::vars).orElse(Vars.EMPTY);
    return new Settings(around.orElse(null), Level.PLAY, own, Map.of(), outer.with(vars));
  }
}
