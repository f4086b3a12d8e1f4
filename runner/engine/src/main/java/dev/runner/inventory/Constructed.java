package dev.runner.inventory;

import dev.runner.source.Sources;
import dev.runner.source.Vars;
import dev.runner.source.Yaml;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The plugin `constructed`: variables and groups computed from those that hosts have already
/// (`compose`, `groups`, `keyed_groups`).
final class Constructed {
  private final Sources sources;
  private final InventoryBuilder builder;
  private final Expressions expressions;
  private final InventoryRules rules;

  Constructed(
      Sources sources, InventoryBuilder builder, Expressions expressions, InventoryRules rules) {
    this.sources = sources;
    this.builder = builder;
    this.expressions = expressions;
    this.rules = rules;
  }

  void read(Yaml.Mapping settings) {
    Computed computed =
        new Computed(sources, expressions, InventoryOption.STRICT.isSet(settings, sources));
    boolean files = InventoryOption.USE_VARS_PLUGINS.isSet(settings, sources);
    Map<String, Object> extra =
        InventoryOption.USE_EXTRA_VARS.isSet(settings, sources) ? rules.extra().values() : Map.of();
    KeyedGroups keyed = new KeyedGroups(settings, sources, builder, computed);
    Inventory before = builder.unsettled();
    for (Host each : before.hosts()) {
      Host host = compose(settings, each, and(variables(before, each, files), extra), computed);
      Inventory after = files ? before.only(host) : before;
      Map<String, Object> vars = variables(after, host, files);
      groups(settings, host, vars, computed);
      keyed.add(host, and(vars, extra));
    }
  }

  /// Conditions of groups see no variables of the command line, as with Ansible.
  private static Map<String, Object> and(Map<String, Object> vars, Map<String, Object> extra) {
    Map<String, Object> all = new LinkedHashMap<>(vars);
    all.putAll(extra);
    return all;
  }

  private Map<String, Object> variables(Inventory inventory, Host host, boolean files) {
    Map<String, Object> vars = new LinkedHashMap<>();
    if (files) {
      vars.putAll(rules.besides().of(inventory, inventory.bases(), host.name()));
    } else {
      inventory.groupsOf(host).forEach(group -> vars.putAll(group.vars().values()));
      vars.putAll(host.vars().values());
    }
    vars.put("inventory_hostname", host.name());
    vars.put("inventory_hostname_short", host.shortName());
    vars.put("group_names", inventory.groupNames(host));
    return vars;
  }

  private List<Yaml.Entry> entries(Yaml.Mapping settings, String key) {
    return settings.get(key).orElse(null) instanceof Yaml.Mapping mapping
        ? mapping.entries()
        : List.of();
  }

  /// Gives a host what is composed for it. None of these variables sees another.
  ///
  /// @return the host with them
  private Host compose(
      Yaml.Mapping settings, Host host, Map<String, Object> vars, Computed computed) {
    Vars all = host.vars();
    for (Yaml.Entry entry : entries(settings, "compose")) {
      Optional<Vars> one =
          computed
              .value(
                  entry.value(),
                  vars,
                  "Could not set %s for host %s".formatted(entry.name(), host.name()))
              .map(value -> Vars.of(Map.of(entry.name(), value), entry.key().origin()));
      if (one.isPresent()) {
        builder.host(host.name(), one.get(), Optional.empty());
        all = all.with(one.get());
      }
    }
    return host.with(all);
  }

  private void groups(
      Yaml.Mapping settings, Host host, Map<String, Object> vars, Computed computed) {
    for (Yaml.Entry entry : entries(settings, "groups")) {
      String group = InventoryRules.fit(entry.name());
      String what = "Could not add host %s to group %s".formatted(host.name(), group);
      Object condition = sources.value(entry.value());
      if (computed
          .tried(entry.value(), what, () -> expressions.holds(condition, vars))
          .orElse(false)) {
        builder.member(group, host.name());
      }
    }
  }
}
