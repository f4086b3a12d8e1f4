package dev.runner.inventory;

import dev.runner.source.DiagnosticException;
import dev.runner.source.Diagnostics;
import dev.runner.source.Sources;
import dev.runner.source.Vars;
import dev.runner.source.Yaml;
import dev.runner.values.None;
import dev.runner.values.Origin;
import dev.runner.values.Python;
import dev.runner.values.Text;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads inventories in YAML: groups with `hosts`, `vars` and `children`. All mistakes are told,
/// but what follows the first isn't taken over.
final class YamlInventory {
  private static final List<String> KEYS = List.of("vars", "children", "hosts");

  private final Path file;
  private final InventoryBuilder known;
  private InventoryBuilder inventory;
  private final Sources sources;
  private final boolean lists;

  /// @param lists whether names may stand in a list, as in TOML
  YamlInventory(Path file, InventoryBuilder inventory, Sources sources, boolean lists) {
    this.lists = lists;
    this.file = file;
    this.known = inventory;
    this.inventory = inventory;
    this.sources = sources;
  }

  void read(Yaml tree) {
    if (isNothing(tree)) {
      return;
    }
    if (!(tree instanceof Yaml.Mapping groups)) {
      mistake(tree.origin(), "an inventory is a mapping of groups, not " + tree.describe(), "");
      return;
    }
    groups.entries().forEach(this::group);
  }

  /// Ends the source: what was read so far stays.
  private void mistake(Origin origin, String sentence, String hint) {
    diagnostics().error(origin, sentence, hint);
    inventory = new InventoryBuilder();
  }

  /// @return whether it is a group; what can't be one is left out
  private boolean group(Yaml.Entry entry) {
    String name = entry.name();
    if (!(entry.value() instanceof Yaml.Mapping) && !isNothing(entry.value())) {
      diagnostics()
          .warning(
              entry.value().origin(),
              "Skipping '%s' as this is not a valid group definition".formatted(name),
              "it takes 'hosts', 'vars' and 'children'");
      return false;
    }
    if (!Text.isText(entry.key().value())) {
      mistake(
          entry.key().origin(),
          "Unable to add group %s: Invalid group name supplied, expected a string".formatted(name),
          "put it in quotes");
    }
    inventory.group(name);
    if (entry.value() instanceof Yaml.Mapping mapping) {
      List<Yaml.Entry> fit =
          mapping.entries().stream().filter(part -> !isSection(part) || holds(part)).toList();
      fit.forEach(part -> part(name, part));
    }
    return true;
  }

  private static boolean isSection(Yaml.Entry part) {
    return KEYS.contains(part.name());
  }

  /// Whether a section has names in it.
  private boolean holds(Yaml.Entry part) {
    Yaml value = part.value();
    boolean vars = part.name().equals("vars");
    if (value instanceof Yaml.Mapping
        || isNothing(value)
        || isName(value)
        || (lists && !vars && value instanceof Yaml.Sequence)) {
      return true;
    }
    mistake(
        value.origin(),
        "'%s' is a mapping, not %s".formatted(part.name(), value.describe()),
        vars ? "" : "write each name with a ':' after it");
    return false;
  }

  private static boolean isName(Yaml value) {
    return value instanceof Yaml.Scalar scalar
        && scalar.kind() != Yaml.Kind.VAULT
        && Text.isText(scalar.value());
  }

  private static boolean isNothing(Yaml value) {
    return value instanceof Yaml.Scalar scalar && scalar.isNull();
  }

  private void part(String group, Yaml.Entry part) {
    if (isNothing(part.value())) {
      return;
    }
    if (!isSection(part)) {
      diagnostics().warning(part.key().origin(), skipped(group, part));
      return;
    }
    Map<String, Yaml.Entry> entries = new LinkedHashMap<>();
    switch (part.value()) {
      case Yaml.Mapping mapping ->
          mapping.entries().forEach(each -> entries.put(each.name(), each));
      case Yaml.Scalar name -> entries.put(name.text(), alone(name));
      case Yaml.Sequence names ->
          names.items().stream()
              .filter(Yaml.Scalar.class::isInstance)
              .map(Yaml.Scalar.class::cast)
              .forEach(name -> entries.put(name.text(), alone(name)));
    }
    switch (part.name()) {
      case "hosts" -> entries.values().forEach(host -> host(group, host));
      case "children" -> entries.values().forEach(child -> child(group, child));
      default -> inventory.groupVars(group, groupVars(part.value()));
    }
  }

  private static String skipped(String group, Yaml.Entry part) {
    return part.value() instanceof Yaml.Mapping
        ? ("Skipping unexpected key (%s) in group (%s), only \"vars\", \"children\" and \"hosts\""
                + " are valid")
            .formatted(part.name(), group)
        : "Skipping key (%s) in group (%s) as it is not a mapping, it is %s"
            .formatted(part.name(), group, part.value().describe());
  }

  private static Yaml.Entry alone(Yaml.Scalar name) {
    return new Yaml.Entry(name, nothing(name.origin()));
  }

  private static Yaml nothing(Origin origin) {
    return new Yaml.Scalar("", None.NONE, Yaml.Kind.PLAIN, origin);
  }

  /// What can't be a group may be a host, or a group that is there.
  private void child(String parent, Yaml.Entry child) {
    String name = child.name();
    if (!group(child) && !known.groupNames().contains(name)) {
      if (known.has(name)) {
        inventory.member(parent, name);
      } else {
        mistake(child.key().origin(), "%s is not a known host nor group".formatted(name), "");
      }
    } else if (!inventory.child(parent, name)) {
      mistake(child.key().origin(), "the group '%s' would be inside of itself".formatted(name), "");
    }
  }

  private void host(String group, Yaml.Entry entry) {
    Yaml.Scalar key = entry.key();
    if (!Text.isText(key.value())) {
      mistake(
          key.origin(),
          "Host pattern %s must be a string. Enclose integers/floats in quotation marks."
              .formatted(key.text()),
          "");
      return;
    }
    try {
      HostRange.Named named = HostRange.parse(entry.name(), entry.key().origin());
      Vars vars = isEmpty(entry.value()) ? Vars.EMPTY : vars(entry.value());
      inventory.hosts(named, group, vars, Optional.of(file), entry.key().origin());
    } catch (DiagnosticException e) {
      e.diagnostics().forEach(diagnostics()::add);
      inventory = new InventoryBuilder();
    }
  }

  /// `a: []` and `a: ''` say as little as `a:`.
  private static boolean isEmpty(Yaml value) {
    return switch (value) {
      case Yaml.Scalar scalar -> !Python.truth(scalar.value());
      case Yaml.Sequence list -> list.items().isEmpty();
      case Yaml.Mapping mapping -> mapping.entries().isEmpty();
    };
  }

  /// A name alone is a variable without a value.
  private Vars groupVars(Yaml value) {
    return value instanceof Yaml.Scalar name
        ? Vars.of(Map.of(name.text(), None.NONE), name.origin())
        : vars(value);
  }

  private Vars vars(Yaml value) {
    if (value instanceof Yaml.Mapping) {
      return Vars.of(value, sources.opener(), diagnostics());
    }
    mistake(
        value.origin(), "variables are a mapping of names to values, not " + value.describe(), "");
    return Vars.EMPTY;
  }

  private Diagnostics diagnostics() {
    return sources.diagnostics();
  }
}
