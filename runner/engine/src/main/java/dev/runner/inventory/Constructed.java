package dev.runner.inventory;

import dev.runner.source.Sources;
import dev.runner.source.Vars;
import dev.runner.source.Yaml;
import dev.runner.values.None;
import dev.runner.values.Python;
import java.util.ArrayList;
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

  Constructed(Sources sources, InventoryBuilder builder, Expressions expressions) {
    this.sources = sources;
    this.builder = builder;
    this.expressions = expressions;
  }

  void read(Yaml.Mapping settings) {
    boolean strict =
        settings.get("strict").map(sources::value).filter(Boolean.TRUE::equals).isPresent();
    Inventory before = builder.build();
    for (Host host : before.hosts()) {
      Map<String, Object> vars = variables(before, host);
      compose(settings, host, vars, strict);
      groups(settings, host, vars, strict);
      keyed(settings, host, vars, strict);
    }
  }

  private static Map<String, Object> variables(Inventory inventory, Host host) {
    Map<String, Object> vars = new LinkedHashMap<>();
    inventory.groupsOf(host).forEach(group -> vars.putAll(group.vars().values()));
    vars.putAll(host.vars().values());
    vars.put("inventory_hostname", host.name());
    vars.put("inventory_hostname_short", host.shortName());
    vars.put("group_names", inventory.groupNames(host));
    return vars;
  }

  private Optional<Object> evaluate(Yaml expression, Map<String, Object> vars, boolean strict) {
    String text = expression instanceof Yaml.Scalar scalar ? scalar.text() : "";
    Optional<Object> value = expressions.evaluate(text, vars);
    if (value.isEmpty() && strict) {
      sources.diagnostics().error(expression.origin(), "'%s' can't be evaluated".formatted(text));
    }
    return value;
  }

  private List<Yaml.Entry> entries(Yaml.Mapping settings, String key) {
    return settings.get(key).orElse(null) instanceof Yaml.Mapping mapping
        ? mapping.entries()
        : List.of();
  }

  private void compose(Yaml.Mapping settings, Host host, Map<String, Object> vars, boolean strict) {
    for (Yaml.Entry entry : entries(settings, "compose")) {
      Optional<Object> value = evaluate(entry.value(), vars, strict);
      if (value.isPresent()) {
        vars.put(entry.name(), value.get());
        Vars one = Vars.of(Map.of(entry.name(), value.get()), entry.key().origin());
        builder.host(host.name(), one, Optional.empty());
      }
    }
  }

  private void groups(Yaml.Mapping settings, Host host, Map<String, Object> vars, boolean strict) {
    for (Yaml.Entry entry : entries(settings, "groups")) {
      if (evaluate(entry.value(), vars, strict).filter(Python::truth).isPresent()) {
        builder.member(safe(entry.name()), host.name());
      }
    }
  }

  private void keyed(Yaml.Mapping settings, Host host, Map<String, Object> vars, boolean strict) {
    if (!(settings.get("keyed_groups").orElse(null) instanceof Yaml.Sequence list)) {
      return;
    }
    for (Yaml item : list.items()) {
      if (item instanceof Yaml.Mapping keyed && keyed.get("key").isPresent()) {
        Optional<Object> key = evaluate(keyed.get("key").get(), vars, strict);
        key.or(() -> keyed.get("default_value").map(sources::value))
            .ifPresent(value -> add(keyed, host, vars, value));
      }
    }
  }

  private void add(Yaml.Mapping keyed, Host host, Map<String, Object> vars, Object key) {
    String prefix = text(keyed, "prefix", vars, "");
    String separator = text(keyed, "separator", vars, "_");
    String parent = text(keyed, "parent_group", vars, "");
    for (String name : names(key, separator)) {
      String whole = safe(prefix.isEmpty() ? trimmed(name, separator) : prefix + separator + name);
      builder.member(whole, host.name());
      if (!parent.isEmpty()) {
        builder.child(safe(parent), whole);
      }
    }
  }

  /// Without a prefix Ansible keeps the separator in front; the documented names begin with it.
  private static String trimmed(String name, String separator) {
    return separator + name;
  }

  private static List<String> names(Object key, String separator) {
    List<String> names = new ArrayList<>();
    switch (key) {
      case None none -> {}
      case List<?> list -> list.forEach(each -> names.add(Python.string(each)));
      case Map<?, ?> map ->
          map.forEach((k, v) -> names.add(Python.string(k) + separator + Python.string(v)));
      default -> {
        String text = Python.string(key);
        if (!text.isEmpty()) {
          names.add(text);
        }
      }
    }
    return names;
  }

  private String text(
      Yaml.Mapping mapping, String key, Map<String, Object> vars, String otherwise) {
    Optional<String> written = mapping.get(key).map(value -> Python.string(sources.value(value)));
    return written.flatMap(each -> expressions.render(each, vars)).orElse(otherwise);
  }

  /// What can't be part of a group's name becomes `_`.
  private static String safe(String name) {
    return name.replaceAll("[^A-Za-z0-9_]", "_");
  }
}
