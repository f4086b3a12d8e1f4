package dev.runner.inventory;

import dev.runner.source.DiagnosticException;
import dev.runner.source.Diagnostics;
import dev.runner.source.Sources;
import dev.runner.source.Vars;
import dev.runner.source.Yaml;
import dev.runner.values.Origin;
import dev.runner.values.Text;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads inventories in YAML: groups with `hosts`, `vars` and `children`.
final class YamlInventory {
  private static final List<String> KEYS = List.of("hosts", "vars", "children");

  private final Path file;
  private final InventoryBuilder inventory;
  private final Sources sources;
  private final boolean lists;

  /// @param lists whether names may stand in a list, as in TOML
  YamlInventory(Path file, InventoryBuilder inventory, Sources sources, boolean lists) {
    this.lists = lists;
    this.file = file;
    this.inventory = inventory;
    this.sources = sources;
  }

  void read(Yaml tree) {
    if (tree instanceof Yaml.Scalar scalar && scalar.isNull()) {
      return;
    }
    if (!(tree instanceof Yaml.Mapping groups)) {
      diagnostics()
          .error(tree.origin(), "an inventory is a mapping of groups, not " + tree.describe());
      return;
    }
    groups.entries().forEach(this::group);
  }

  private void group(Yaml.Entry entry) {
    String name = entry.name();
    inventory.group(name);
    switch (entry.value()) {
      case Yaml.Scalar scalar when scalar.isNull() -> {}
      case Yaml.Mapping mapping -> mapping.entries().forEach(part -> part(name, part));
      default ->
          diagnostics()
              .error(
                  entry.value().origin(),
                  "the group '%s' is a mapping, not %s".formatted(name, entry.value().describe()),
                  "it takes 'hosts', 'vars' and 'children'");
    }
  }

  private void part(String group, Yaml.Entry part) {
    if (!KEYS.contains(part.name())) {
      diagnostics()
          .warning(
              part.key().origin(),
              ("Skipping unexpected key (%s) in group (%s), only \"vars\", \"children\" and \"hosts\""
                      + " are valid")
                  .formatted(part.name(), group));
      return;
    }
    Map<String, Yaml.Entry> entries = new LinkedHashMap<>();
    switch (part.value()) {
      case Yaml.Mapping mapping ->
          mapping.entries().forEach(each -> entries.put(each.name(), each));
      case Yaml.Scalar scalar when scalar.isNull() -> {}
      case Yaml.Scalar name when !part.name().equals("vars") ->
          entries.put(name.text(), new Yaml.Entry(name, nothing(name.origin())));
      case Yaml.Sequence names when lists && !part.name().equals("vars") ->
          names.items().stream()
              .filter(Yaml.Scalar.class::isInstance)
              .map(Yaml.Scalar.class::cast)
              .forEach(
                  name -> entries.put(name.text(), new Yaml.Entry(name, nothing(name.origin()))));
      default ->
          diagnostics()
              .error(
                  part.value().origin(),
                  "'%s' is a mapping, not %s".formatted(part.name(), part.value().describe()),
                  part.name().equals("vars") ? "" : "write each name with a ':' after it");
    }
    switch (part.name()) {
      case "hosts" -> entries.values().forEach(host -> host(group, host));
      case "children" -> entries.values().forEach(child -> child(group, child));
      default -> inventory.groupVars(group, vars(part.value()));
    }
  }

  private static Yaml nothing(Origin origin) {
    return new Yaml.Scalar("", dev.runner.values.None.NONE, Yaml.Kind.PLAIN, origin);
  }

  private void child(String parent, Yaml.Entry child) {
    group(child);
    if (!inventory.child(parent, child.name())) {
      diagnostics()
          .error(
              child.key().origin(),
              "the group '%s' would be inside of itself".formatted(child.name()));
    }
  }

  private void host(String group, Yaml.Entry entry) {
    Yaml.Scalar key = entry.key();
    if (!Text.isText(key.value())) {
      diagnostics()
          .error(
              key.origin(),
              "Host pattern %s must be a string. Enclose integers/floats in quotation marks."
                  .formatted(key.text()));
      return;
    }
    try {
      HostRange.Named named = HostRange.parse(entry.name(), entry.key().origin());
      Vars vars = vars(entry.value());
      if (named.port().isPresent()) {
        long port = named.port().getAsInt();
        vars = Vars.of(Map.of("ansible_port", port), entry.key().origin()).with(vars);
      }
      for (String host : named.hosts()) {
        inventory.host(host, vars, Optional.of(file));
        inventory.member(group, host);
      }
    } catch (DiagnosticException e) {
      e.diagnostics().forEach(diagnostics()::add);
    }
  }

  private Vars vars(Yaml value) {
    return value instanceof Yaml.Mapping || value instanceof Yaml.Scalar
        ? Vars.of(value, sources.opener(), diagnostics())
        : Vars.EMPTY;
  }

  private Diagnostics diagnostics() {
    return sources.diagnostics();
  }
}
