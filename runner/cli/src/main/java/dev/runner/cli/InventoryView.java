package dev.runner.cli;

import dev.runner.inventory.Group;
import dev.runner.inventory.Inventory;
import dev.runner.jinja.Language;
import dev.runner.template.yaml.YamlWriter;
import dev.runner.values.Python;
import dev.runner.values.Secret;
import dev.runner.values.Text;
import dev.runner.variables.VariableStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// An inventory in the shapes of ansible-inventory. Templates in variables stay as they are
/// written, and so do encrypted values, except in a tree; other secrets are masked.
final class InventoryView {
  private final Inventory inventory;
  private final VariableStore store;
  private final Set<String> hosts;
  private final Optional<Path> playbook;
  private final Form form;
  private final Envelopes envelopes;
  private final Language language;

  /// How values are shown that are more than their text.
  enum Form {
    /// JSON for programs: `{"__ansible_unsafe": …}`, `{"__ansible_vault": …}`.
    PROGRAMS,
    /// JSON of one host: encrypted values as above.
    HOST,
    /// YAML: `!vault`.
    YAML,
    /// Nothing but text.
    TEXT
  }

  /// @param hosts those that are shown
  /// @param playbook the directory of playbooks, beside which there may be variables
  /// @param envelopes the encrypted texts that were read
  /// @param language as whose it is shown
  InventoryView(
      Inventory inventory,
      VariableStore store,
      Set<String> hosts,
      Optional<Path> playbook,
      Form form,
      Envelopes envelopes,
      Language language) {
    this.language = language;
    this.form = form;
    this.envelopes = envelopes;
    this.playbook = playbook;
    this.inventory = inventory;
    this.store = store;
    this.hosts = hosts;
  }

  /// The variables of a host.
  Map<String, Object> variables(String host) {
    return shown(store.written(host, playbook));
  }

  /// Groups by name, and `_meta.hostvars`: what an inventory script prints.
  ///
  /// @param export leave variables of groups with the groups
  Map<String, Object> flat(boolean export) {
    Map<String, Object> all = new TreeMap<>();
    Map<String, Object> hostVars = new TreeMap<>();
    for (String host : hosts) {
      Map<String, Object> vars = own(host, export);
      if (!vars.isEmpty()) {
        hostVars.put(host, vars);
      }
    }
    Map<String, Object> meta = new TreeMap<>(Map.of("hostvars", hostVars));
    if (!language.isBefore219()) {
      meta.put("profile", "inventory_legacy");
    }
    all.put("_meta", meta);
    for (Group group : inventory.groups()) {
      Map<String, Object> entry = new TreeMap<>();
      if (!group.children().isEmpty()) {
        entry.put("children", group.children());
      }
      List<String> members = group.hosts().stream().filter(hosts::contains).toList();
      if (!members.isEmpty() && !group.name().equals(Group.ALL)) {
        entry.put("hosts", members);
      }
      export(group, export, entry);
      if (!entry.isEmpty()) {
        all.put(group.name(), entry);
      }
    }
    return all;
  }

  /// Groups within each other, as an inventory file in YAML has them.
  Map<String, Object> nested(boolean export) {
    Map<String, Object> all = new TreeMap<>();
    Map<String, Object> whole =
        nested(Group.ALL, export, new LinkedHashSet<>(), new LinkedHashSet<>());
    if (!whole.isEmpty()) {
      all.put(Group.ALL, whole);
    }
    return all;
  }

  /// @param shown groups whose content stands where they are named first
  private Map<String, Object> nested(
      String name, boolean export, Set<String> seen, Set<String> shown) {
    Map<String, Object> entry = new TreeMap<>();
    Group group = inventory.group(name).orElseThrow();
    Map<String, Object> children = new TreeMap<>();
    for (String child : group.children()) {
      if (shown.contains(child) && !language.isBefore219()) {
        children.put(child, Map.of());
      } else {
        Map<String, Object> inner = nested(child, export, seen, shown);
        if (!inner.isEmpty() || language.isBefore219()) {
          children.put(child, inner);
        }
        shown.add(child);
      }
    }
    if (!children.isEmpty()) {
      entry.put("children", children);
    }
    Map<String, Object> members = new TreeMap<>();
    for (String host : group.hosts()) {
      if (hosts.contains(host) && !name.equals(Group.ALL)) {
        // Variables stand where the host is named first.
        members.put(host, seen.add(host) ? own(host, export) : Map.of());
      }
    }
    if (!members.isEmpty()) {
      entry.put("hosts", members);
    }
    export(group, export, entry);
    return entry;
  }

  /// Groups by name, with variables where a host is named first: an inventory file in TOML. Groups
  /// inside of a group come before it.
  Map<String, Object> tables(boolean export) {
    Map<String, Object> all = new TreeMap<>();
    tables(Group.ALL, export, new LinkedHashSet<>(), all);
    return all;
  }

  private void tables(String name, boolean export, Set<String> seen, Map<String, Object> all) {
    Group group = inventory.group(name).orElseThrow();
    boolean whole = name.equals(Group.ALL);
    List<String> children = group.children().stream().filter(this::isTable).toList();
    children.forEach(child -> tables(child, export, seen, all));
    Map<String, Object> entry = new TreeMap<>();
    if (!whole && !children.isEmpty()) {
      entry.put("children", children);
    }
    Map<String, Object> members = new TreeMap<>();
    for (String host : whole ? List.<String>of() : group.hosts()) {
      if (hosts.contains(host)) {
        members.put(host, seen.add(host) ? own(host, export) : Map.of());
      }
    }
    if (!members.isEmpty()) {
      entry.put("hosts", members);
    }
    export(group, export, entry);
    if (!entry.isEmpty()) {
      all.put(name, entry);
    }
  }

  private boolean isTable(String group) {
    return !group.equals(Group.UNGROUPED)
        || !inventory.group(group).orElseThrow().hosts().isEmpty();
  }

  private Map<String, Object> own(String host, boolean export) {
    return export ? shown(store.ofHostItself(host, playbook).values()) : variables(host);
  }

  private void export(Group group, boolean export, Map<String, Object> entry) {
    Map<String, Object> vars = export ? variables(group) : Map.of();
    if (!vars.isEmpty()) {
      entry.put("vars", vars);
    }
  }

  /// The variables of a group, and which priority they have if it isn't the usual one.
  private Map<String, Object> variables(Group group) {
    Map<String, Object> vars = shown(store.ofGroup(group, playbook).values());
    if (group.priority() != Group.USUAL_PRIORITY) {
      vars.put(Group.PRIORITY, (long) group.priority());
    }
    return vars;
  }

  /// Groups and hosts as a tree, in the order in which they were written.
  String graph(String start, boolean vars) {
    List<String> lines = new ArrayList<>();
    graph(start, 0, vars, lines);
    return String.join("\n", lines);
  }

  private void graph(String name, int depth, boolean vars, List<String> lines) {
    Group group = inventory.group(name).orElseThrow();
    lines.add(indented("@" + name + ":", depth));
    for (String child : group.children()) {
      graph(child, depth + 1, vars, lines);
    }
    if (!name.equals(Group.ALL)) {
      for (String host : group.hosts()) {
        lines.add(indented(host, depth + 1));
        if (vars) {
          variables(variables(host), depth + 2, lines);
        }
      }
    }
    if (vars) {
      variables(variables(group), depth + 1, lines);
    }
  }

  private static void variables(Map<String, Object> vars, int depth, List<String> lines) {
    vars.forEach(
        (name, value) ->
            lines.add(indented("{%s = %s}".formatted(name, Python.string(value)), depth)));
  }

  private static String indented(String text, int depth) {
    return depth == 0 ? text : "  |".repeat(depth) + "--" + text;
  }

  private Map<String, Object> shown(Map<String, Object> vars) {
    Map<String, Object> sorted = new TreeMap<>();
    vars.forEach((name, value) -> sorted.put(name, masked(value)));
    return sorted;
  }

  /// Text that is never a template. Before 2.19 nobody is told of that what looks like none.
  private Object unsafe(String text) {
    boolean told = !language.isBefore219() || text.contains("{{") || text.contains("{%");
    return form == Form.PROGRAMS && told ? Map.of("__ansible_unsafe", text) : text;
  }

  private Object masked(Object value) {
    Optional<String> envelope = envelopes.of(value);
    if (envelope.isPresent() && form != Form.TEXT) {
      String lines = envelope.get().strip() + "\n";
      return form == Form.YAML
          ? new YamlWriter.Block("!vault", lines.lines().toList())
          : Map.of("__ansible_vault", lines);
    }
    return switch (value) {
      case Text text ->
          text.isSecret()
              ? Secret.MASK
              : text.marks().trusted() ? text.value() : unsafe(text.value());
      case String text -> unsafe(text);
      case List<?> list -> list.stream().map(this::masked).toList();
      case Map<?, ?> map -> {
        Map<String, Object> copy = new TreeMap<>();
        map.forEach((key, each) -> copy.put(Python.string(key), masked(each)));
        yield copy;
      }
      case dev.runner.values.Undefined undefined -> Secret.MASK;
      default -> value;
    };
  }
}
