package dev.runner.inventory;

import dev.runner.source.Diagnostics;
import dev.runner.source.Sources;
import dev.runner.source.Yaml;
import dev.runner.source.YamlParser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// One file of an inventory: a script, a plugin's settings, TOML, YAML, JSON or INI.
final class InventoryFile {
  private final Path file;
  private final Sources sources;
  private final InventoryPrograms programs;
  private final Expressions expressions;
  private final InventoryRules rules;
  private final InventoryBuilder builder;

  InventoryFile(
      Path file,
      Sources sources,
      InventoryPrograms programs,
      Expressions expressions,
      InventoryRules rules,
      InventoryBuilder builder) {
    this.file = file;
    this.sources = sources;
    this.programs = programs;
    this.expressions = expressions;
    this.rules = rules;
    this.builder = builder;
  }

  /// Reads it. Mistakes go to the diagnostics of the sources.
  ///
  /// @return what Ansible calls the reader of such a file; empty if none of those that there are
  ///   takes it
  String read() {
    if (allows("script") && sources.files().isExecutable(file) && isProgram()) {
      new ScriptInventory(file, programs, builder, sources).read();
      return "script";
    }
    Optional<String> text = sources.text(file, sources.origin(file));
    return text.isEmpty() ? "auto" : read(text.get());
  }

  private String read(String text) {
    if (allows("toml") && file.toString().endsWith(".toml")) {
      new TomlReader(sources.name(file), text, diagnostics())
          .read()
          .ifPresent(each -> new YamlInventory(file, builder, sources, true).read(each));
      return "toml";
    }
    if (isYaml(text)) {
      Optional<Yaml> tree = YamlParser.parse(sources.name(file), text, diagnostics());
      Optional<String> plugin = tree.flatMap(InventoryFile::plugin);
      if (plugin.filter(each -> allows("auto") || allows(each)).isPresent()) {
        new InventoryPlugins(sources, builder, expressions, rules)
            .read((Yaml.Mapping) tree.orElseThrow());
        return "auto";
      }
      if (allows("yaml")) {
        tree.ifPresent(each -> new YamlInventory(file, builder, sources, false).read(each));
        return "yaml";
      }
    }
    if (allows("ini")) {
      new IniInventory(sources.name(file), file, builder, diagnostics()).read(text);
      return "ini";
    }
    return "";
  }

  private boolean allows(String kind) {
    return rules.kinds().contains(kind);
  }

  /// The plugin whose settings these are, without the name of Ansible's own collection.
  private static Optional<String> plugin(Yaml tree) {
    return tree instanceof Yaml.Mapping mapping
        ? mapping.get("plugin").map(InventoryFile::bare)
        : Optional.empty();
  }

  private static String bare(Yaml name) {
    return name instanceof Yaml.Scalar scalar
        ? scalar.text().replaceFirst("^ansible[.]builtin[.]", "")
        : "";
  }

  private boolean isProgram() {
    try {
      byte[] bytes = sources.files().read(file);
      boolean script = bytes.length > 2 && bytes[0] == '#' && bytes[1] == '!';
      boolean binary = bytes.length > 3 && bytes[0] == 0x7f && bytes[1] == 'E';
      return script || binary;
    } catch (IOException e) {
      return false;
    }
  }

  /// By its suffix; without one, by what its first lines look like: an INI file begins with a
  /// section or hosts, a YAML file with `---`, a group and a colon, or a brace.
  private boolean isYaml(String text) {
    String name = String.valueOf(file.getFileName());
    if (name.matches(".*\\.(yml|yaml|json)")) {
      return true;
    }
    if (name.matches(".*\\.(ini|cfg)")) {
      return false;
    }
    return text.lines()
        .map(String::stripTrailing)
        .filter(line -> !line.isBlank() && !line.startsWith("#") && !line.startsWith(";"))
        .findFirst()
        .map(
            line -> line.equals("---") || line.startsWith("{") || line.matches("[\\w.-]+:(\\s.*)?"))
        .orElse(false);
  }

  private Diagnostics diagnostics() {
    return sources.diagnostics();
  }
}
