package dev.runner.playbook;

import dev.runner.source.Sources;
import dev.runner.source.Vars;
import dev.runner.source.Yaml;
import dev.runner.values.Text;
import java.util.List;
import java.util.Optional;

/// Reads the entries of `roles` and of a role's `dependencies`.
final class RoleEntries {
  private static final List<String> NAMES = List.of("role", "name", "src");

  private final Sources sources;

  RoleEntries(Sources sources) {
    this.sources = sources;
  }

  /// What an entry asks for; nothing, and a diagnostic, if it can't be understood.
  Optional<RoleRequest> request(Yaml entry, Settings around, List<Vars> inherited) {
    return switch (entry) {
      case Yaml.Scalar name when name.text().contains(",") -> {
        sources
            .diagnostics()
            .error(
                name.origin(),
                "Invalid old style role requirement: " + name.text(),
                "write '- role: NAME', and its parameters under 'vars'");
        yield Optional.empty();
      }
      case Yaml.Scalar name when Text.isText(name.value()) && !name.text().isBlank() ->
          Optional.of(
              new RoleRequest(
                  name.text().strip(),
                  RoleFiles.MAIN,
                  Vars.EMPTY,
                  Vars.EMPTY,
                  Settings.empty(around, Level.ROLE),
                  inherited,
                  name.origin()));
      case Yaml.Mapping mapping -> mapping(mapping, around, inherited);
      default -> {
        sources
            .diagnostics()
            .error(
                entry.origin(),
                "Invalid role definition.",
                "a role is a name or a mapping, not " + entry.describe());
        yield Optional.empty();
      }
    };
  }

  private Optional<RoleRequest> mapping(
      Yaml.Mapping mapping, Settings around, List<Vars> inherited) {
    Optional<Yaml> name = NAMES.stream().flatMap(key -> mapping.get(key).stream()).findFirst();
    if (name.isEmpty()
        || !(name.get() instanceof Yaml.Scalar scalar)
        || scalar.isNull()
        || scalar.text().isBlank()) {
      sources
          .diagnostics()
          .error(
              mapping.origin(),
              "role definitions must contain a role name",
              "write '- role: NAME'");
      return Optional.empty();
    }
    Settings settings = new SettingsReader(sources).read(mapping, Level.ROLE, around);
    List<Yaml.Entry> params =
        SettingsReader.others(mapping, Level.ROLE).stream()
            .filter(entry -> !List.of("src", "version", "scm").contains(entry.name()))
            .toList();
    Vars extra =
        Vars.of(
            new Yaml.Mapping(params, mapping.origin(), mapping.weight()),
            sources.opener(),
            sources.diagnostics());
    return Optional.of(
        new RoleRequest(
            scalar.text().strip(),
            RoleFiles.MAIN,
            extra,
            settings.vars(),
            settings,
            inherited,
            scalar.origin()));
  }
}
