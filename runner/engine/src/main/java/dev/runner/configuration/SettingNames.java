package dev.runner.configuration;

import dev.runner.source.Diagnostics;
import dev.runner.source.DidYouMean;
import dev.runner.source.Sources;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The names that settings have, whether they are heeded here or not: those of Ansible's
/// configuration reference, and our own.
///
/// @param keys of the file: `section.key`
/// @param variables of the environment
public record SettingNames(Set<String> keys, Set<String> variables) {
  private static final String TABLE = "settings-of-ansible.txt";

  /// How variables of the environment begin that are nobody else's.
  private static final String ANSIBLE = "ANSIBLE_";

  /// How sections begin that belong to a server of Galaxy, whose name the user chooses.
  private static final String GALAXY_SERVER = "galaxy_server.";

  /// All names.
  ///
  /// @param plugins whether settings of Ansible's plugins are among them
  public static SettingNames known(boolean plugins) {
    Map<String, Set<String>> table = table();
    Set<String> keys = new TreeSet<>(names(table, "own keys"));
    Set<String> variables = new TreeSet<>(names(table, "own variables"));
    Set<String> ofPlugins = names(table, "plugins' keys");
    if (plugins) {
      keys.addAll(ofPlugins);
      variables.addAll(names(table, "plugins' variables"));
    }
    for (Option option : Option.values()) {
      if (plugins || option.keys().stream().noneMatch(ofPlugins::contains)) {
        keys.addAll(option.keys());
        variables.addAll(option.variables());
      }
    }
    return new SettingNames(keys, variables);
  }

  private static Set<String> names(Map<String, Set<String>> table, String title) {
    return Objects.requireNonNull(table.get(title), title);
  }

  /// Tells what in a file of settings is none, in Ansible's words.
  public void checkFile(Path file, Sources sources) {
    Diagnostics diagnostics = sources.diagnostics();
    Set<String> sections = new TreeSet<>();
    keys.forEach(key -> sections.add(FileKey.of(key).section()));
    Set<String> told = new HashSet<>();
    ConfigurationFile.read(sources.name(file), sources.text(file, null).orElse(""), diagnostics)
        .forEach(
            (key, entry) -> {
              String section = FileKey.of(key).section();
              String name = FileKey.of(key).name();
              if (section.startsWith(GALAXY_SERVER)) {
                return;
              }
              if (!sections.contains(section)) {
                if (told.add(section)) {
                  diagnostics.error(
                      entry.origin(),
                      "Found unknown section '%s' in '%s.".formatted(section, file),
                      DidYouMean.hint(section, sections));
                }
              } else if (!keys.contains(key)) {
                diagnostics.error(
                    entry.origin(),
                    "Found unknown key '%s' in section '%s' in '%s.".formatted(name, section, file),
                    meant(section, name));
              }
            });
  }

  private String meant(String section, String name) {
    return DidYouMean.hint(
        name,
        keys.stream()
            .map(FileKey::of)
            .filter(key -> key.section().equals(section))
            .map(FileKey::name)
            .toList());
  }

  /// Tells which variables look like settings and are none, in Ansible's words.
  public void checkEnvironment(Map<String, String> environment, Diagnostics diagnostics) {
    for (String name : new TreeSet<>(environment.keySet())) {
      if (name.startsWith(ANSIBLE) && !variables.contains(name)) {
        diagnostics.error(
            null,
            "Found unknown environment variable '%s'.".formatted(name),
            DidYouMean.hint(name, variables));
      }
    }
  }

  private static Map<String, Set<String>> table() {
    try (InputStream in = SettingNames.class.getResourceAsStream(TABLE)) {
      String text =
          new String(Objects.requireNonNull(in, TABLE).readAllBytes(), StandardCharsets.UTF_8);
      Map<String, Set<String>> table = new HashMap<>();
      Optional<String> title = Optional.empty();
      for (String line : text.lines().filter(each -> !each.startsWith("#")).toList()) {
        if (line.startsWith("[")) {
          title = Optional.of(line.substring(1, line.length() - 1));
        } else {
          table.computeIfAbsent(title.orElseThrow(), none -> new HashSet<>()).add(line);
        }
      }
      return table;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
