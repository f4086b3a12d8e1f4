package dev.runner.inventory;

import dev.runner.source.Diagnostic;
import dev.runner.source.DiagnosticException;
import dev.runner.source.Diagnostics;
import dev.runner.source.Sources;
import dev.runner.source.Vars;
import dev.runner.source.Yaml;
import dev.runner.source.YamlParser;
import dev.runner.values.Origin;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Loads inventories. Of several sources the later ones win. Mistakes go to the diagnostics of the
/// sources.
public final class InventoryLoader {
  /// Files of a directory that are no inventories.
  private static final Pattern IGNORED =
      Pattern.compile(
          "\\..*|host_vars|group_vars|vars_plugins"
              + "|.*(~|\\.(pyc|pyo|swp|bak|rpm|md|txt|rst|orig|cfg|retry))");

  private final Sources sources;
  private final InventoryPrograms programs;
  private final Expressions expressions;
  private final InventoryRules rules;

  public InventoryLoader(Sources sources, InventoryPrograms programs, Expressions expressions) {
    this(sources, programs, expressions, InventoryRules.USUAL);
  }

  public InventoryLoader(
      Sources sources, InventoryPrograms programs, Expressions expressions, InventoryRules rules) {
    this.rules = rules;
    this.sources = sources;
    this.programs = programs;
    this.expressions = expressions;
  }

  /// The inventory of these sources, each a path or a list of hosts with a comma in it.
  public Inventory load(List<String> given) {
    InventoryBuilder builder =
        new InventoryBuilder(
            rules.misnamed() == InventoryRules.Misnamed.ALWAYS
                || rules.misnamed() == InventoryRules.Misnamed.SILENTLY,
            rules.merges());
    List<String> missing = new ArrayList<>();
    for (String source : given) {
      Path path = sources.here().resolve(source);
      if (source.contains(",") && !exists(path)) {
        list(source, builder);
        builder.base(sources.here());
      } else if (!exists(path)) {
        missing.add(source);
      } else {
        Path absolute = path.toAbsolutePath().normalize();
        Path parent = absolute.getParent();
        boolean directory = sources.files().isDirectory(absolute);
        builder.base(directory || parent == null ? absolute : parent);
        read(absolute, builder);
      }
    }
    missing.forEach(source -> missing(source, missing.size() == given.size()));
    misnamed(builder);
    return builder.build();
  }

  private void missing(String source, boolean all) {
    Diagnostic diagnostic =
        Diagnostic.error(
                null,
                "there is no inventory '%1$s': Unable to parse %1$s as an inventory source"
                    .formatted(source))
            .withHint("for hosts on the command line write a comma: '%s,'".formatted(source));
    boolean fails = rules.allMustBeThere() || (all && rules.oneMustBeThere());
    diagnostics().add(fails ? diagnostic : diagnostic.asWarning());
  }

  private void misnamed(InventoryBuilder builder) {
    boolean told =
        rules.misnamed() == InventoryRules.Misnamed.NEVER
            || rules.misnamed() == InventoryRules.Misnamed.ALWAYS;
    if (told && !builder.misnamed().isEmpty()) {
      boolean stay = rules.misnamed() == InventoryRules.Misnamed.NEVER;
      diagnostics()
          .warning(
              null,
              "Invalid characters were found in group names %s: %s"
                  .formatted(
                      stay ? "but not replaced" : "and automatically replaced",
                      String.join(", ", builder.misnamed())),
              "names of letters, digits and underscores are variables' names, too");
    }
  }

  private boolean exists(Path path) {
    return sources.files().isFile(path) || sources.files().isDirectory(path);
  }

  private void list(String source, InventoryBuilder builder) {
    Origin origin = new Origin("the command line", 0, 0);
    for (String each : source.split(",")) {
      if (each.isBlank()) {
        continue;
      }
      try {
        HostRange.Named named = HostRange.parse(each.strip(), origin);
        Vars vars =
            named.port().isPresent()
                ? Vars.of(Map.of("ansible_port", (long) named.port().getAsInt()), origin)
                : Vars.EMPTY;
        for (String host : named.hosts()) {
          builder.host(host, vars, Optional.empty());
          builder.member(Group.UNGROUPED, host);
        }
      } catch (DiagnosticException e) {
        e.diagnostics().forEach(diagnostics()::add);
      }
    }
  }

  private void read(Path path, InventoryBuilder builder) {
    if (!sources.files().isDirectory(path)) {
      file(path, builder);
      return;
    }
    try {
      for (Path each : sources.files().list(path)) {
        if (!IGNORED.matcher(String.valueOf(each.getFileName())).matches()) {
          read(each, builder);
        }
      }
    } catch (IOException e) {
      diagnostics().error(sources.origin(path), "the directory can't be read: " + e.getMessage());
    }
  }

  private void file(Path file, InventoryBuilder builder) {
    if (sources.files().isExecutable(file) && isProgram(file)) {
      new ScriptInventory(file, programs, builder, sources).read();
      return;
    }
    Optional<String> text = sources.text(file, sources.origin(file));
    if (text.isEmpty()) {
      return;
    }
    if (file.toString().endsWith(".toml")) {
      new TomlReader(sources.name(file), text.get(), diagnostics())
          .read()
          .ifPresent(each -> new YamlInventory(file, builder, sources, true).read(each));
      return;
    }
    if (!isYaml(file, text.get())) {
      new IniInventory(sources.name(file), file, builder, diagnostics()).read(text.get());
      return;
    }
    Optional<Yaml> tree = YamlParser.parse(sources.name(file), text.get(), diagnostics());
    if (tree.isPresent()
        && tree.get() instanceof Yaml.Mapping mapping
        && mapping.get("plugin").isPresent()) {
      new InventoryPlugins(sources, builder, expressions, rules).read(mapping);
    } else {
      tree.ifPresent(each -> new YamlInventory(file, builder, sources, false).read(each));
    }
  }

  private boolean isProgram(Path file) {
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
  private static boolean isYaml(Path file, String text) {
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
