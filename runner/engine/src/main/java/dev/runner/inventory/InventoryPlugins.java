package dev.runner.inventory;

import dev.runner.source.DiagnosticException;
import dev.runner.source.DidYouMean;
import dev.runner.source.Sources;
import dev.runner.source.Vars;
import dev.runner.source.Yaml;
import java.util.List;
import java.util.Optional;

/// Inventory files that name a plugin: `constructed`, `generator`, `advanced_host_list`.
final class InventoryPlugins {
  private static final List<String> KNOWN =
      List.of("constructed", "generator", "advanced_host_list");

  private final Sources sources;
  private final InventoryBuilder builder;
  private final Expressions expressions;
  private final InventoryRules rules;

  InventoryPlugins(
      Sources sources, InventoryBuilder builder, Expressions expressions, InventoryRules rules) {
    this.rules = rules;
    this.sources = sources;
    this.builder = builder;
    this.expressions = expressions;
  }

  void read(Yaml.Mapping settings) {
    Yaml name = settings.get("plugin").orElseThrow();
    String plugin = name instanceof Yaml.Scalar scalar ? scalar.text() : "";
    String bare = plugin.replaceFirst("^ansible\\.(builtin|legacy)\\.", "");
    switch (bare) {
      case "constructed" -> new Constructed(sources, builder, expressions, rules).read(settings);
      case "generator" -> new Generator(sources, builder, expressions, rules).read(settings);
      case "advanced_host_list" -> hosts(settings);
      default ->
          sources
              .diagnostics()
              .error(
                  name.origin(),
                  "inventory config specifies unknown plugin '%s'".formatted(plugin),
                  DidYouMean.hint(bare, KNOWN));
    }
  }

  private void hosts(Yaml.Mapping settings) {
    String list = settings.get("hosts").map(each -> sources.value(each).toString()).orElse("");
    for (String each : list.split(",")) {
      if (!each.isBlank()) {
        try {
          for (String host : HostRange.parse(each.strip(), settings.origin()).hosts()) {
            builder.host(host, Vars.EMPTY, Optional.empty());
            builder.member(Group.UNGROUPED, host);
          }
        } catch (DiagnosticException e) {
          e.diagnostics().forEach(sources.diagnostics()::add);
        }
      }
    }
  }
}
