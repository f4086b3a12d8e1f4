package dev.runner.inventory;

import dev.runner.source.Diagnostics;
import dev.runner.source.Sources;
import dev.runner.source.TaggedJson;
import dev.runner.source.Vars;
import dev.runner.source.Yaml;
import dev.runner.source.YamlTrees;
import dev.runner.values.Json;
import dev.runner.values.Origin;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Takes over what an inventory script prints: `--list`, and `--host NAME` where that lacks
/// `_meta`.
final class ScriptInventory {
  private static final String META = "_meta";

  private final Path script;
  private final InventoryPrograms programs;
  private final InventoryBuilder inventory;
  private final Sources sources;
  private final Origin origin;

  ScriptInventory(
      Path script, InventoryPrograms programs, InventoryBuilder inventory, Sources sources) {
    this.script = script;
    this.programs = programs;
    this.inventory = inventory;
    this.sources = sources;
    this.origin = sources.origin(script);
  }

  void read() {
    Optional<Yaml.Mapping> groups = ask(List.of("--list"));
    if (groups.isEmpty()) {
      return;
    }
    List<String> before = List.copyOf(inventory.hostNames());
    for (Yaml.Entry entry : groups.get().entries()) {
      if (!entry.name().equals(META)) {
        group(entry.name(), entry.value());
      }
    }
    Optional<Yaml> variables =
        groups
            .get()
            .get(META)
            .flatMap(meta -> meta instanceof Yaml.Mapping m ? m.get("hostvars") : Optional.empty());
    if (variables.isPresent() && variables.get() instanceof Yaml.Mapping hosts) {
      hosts.entries().stream()
          .filter(each -> inventory.hostNames().contains(each.name()))
          .forEach(each -> host(each.name(), each.value()));
    } else if (groups.get().get(META).isEmpty()) {
      inventory.hostNames().stream().filter(host -> !before.contains(host)).forEach(this::single);
    }
  }

  private void single(String host) {
    ask(List.of("--host", host)).ifPresent(vars -> host(host, vars));
  }

  private void host(String name, Yaml vars) {
    inventory.host(name, vars(vars), Optional.of(script));
  }

  private Vars vars(Yaml tree) {
    return Vars.of(tree, sources.opener(), diagnostics());
  }

  private void group(String name, Yaml content) {
    inventory.group(name);
    switch (content) {
      case Yaml.Sequence hosts -> hosts.items().forEach(host -> member(name, host));
      case Yaml.Mapping mapping
          when mapping.entries().stream()
              .noneMatch(e -> List.of("hosts", "vars", "children").contains(e.name())) -> {
        // An old form: the group is a host of the same name, with these variables.
        inventory.host(name, vars(mapping), Optional.of(script));
        inventory.member(name, name);
      }
      case Yaml.Mapping mapping -> {
        mapping.get("hosts").ifPresent(hosts -> each(hosts, host -> member(name, host)));
        mapping.get("vars").ifPresent(vars -> inventory.groupVars(name, vars(vars)));
        mapping.get("children").ifPresent(all -> each(all, child -> child(name, child)));
      }
      case Yaml.Scalar scalar ->
          diagnostics().error(origin, "the script says no hosts of the group '%s'".formatted(name));
    }
  }

  private void each(Yaml list, java.util.function.Consumer<Yaml> consumer) {
    switch (list) {
      case Yaml.Sequence sequence -> sequence.items().forEach(consumer);
      case Yaml.Mapping mapping -> mapping.entries().forEach(entry -> consumer.accept(entry.key()));
      case Yaml.Scalar scalar ->
          diagnostics()
              .error(origin, "the script says '%s' in place of a list".formatted(scalar.text()));
    }
  }

  private void member(String group, Yaml host) {
    if (host instanceof Yaml.Scalar name) {
      inventory.host(name.text(), Vars.EMPTY, Optional.of(script));
      inventory.member(group, name.text());
    }
  }

  private void child(String parent, Yaml child) {
    if (child instanceof Yaml.Scalar name && !inventory.child(parent, name.text())) {
      diagnostics()
          .error(origin, "the group '%s' would be inside of itself".formatted(name.text()));
    }
  }

  private Optional<Yaml.Mapping> ask(List<String> words) {
    Optional<String> output = programs.run(script, words, diagnostics(), origin);
    if (output.isEmpty()) {
      return Optional.empty();
    }
    String what = "%s %s".formatted(sources.name(script), String.join(" ", words));
    try {
      Yaml tree = TaggedJson.read(YamlTrees.of(Json.parse(output.get()), origin));
      if (tree instanceof Yaml.Mapping mapping) {
        return Optional.of(mapping);
      }
      diagnostics().error(origin, "'%s' prints no JSON object".formatted(what));
    } catch (Json.SyntaxError e) {
      diagnostics().error(origin, "'%s' prints no JSON: %s".formatted(what, e.getMessage()));
    }
    return Optional.empty();
  }

  private Diagnostics diagnostics() {
    return sources.diagnostics();
  }
}
