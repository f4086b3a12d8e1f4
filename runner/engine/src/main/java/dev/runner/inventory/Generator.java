package dev.runner.inventory;

import dev.runner.source.Diagnostic;
import dev.runner.source.DiagnosticException;
import dev.runner.source.Sources;
import dev.runner.source.Vars;
import dev.runner.source.Yaml;
import dev.runner.values.Python;
import dev.runner.values.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The plugin `generator`: hosts for all combinations of `layers`, and the groups that contain
/// them.
final class Generator {
  private final Sources sources;
  private final InventoryBuilder builder;
  private final Expressions expressions;
  private final InventoryRules rules;

  Generator(
      Sources sources, InventoryBuilder builder, Expressions expressions, InventoryRules rules) {
    this.rules = rules;
    this.sources = sources;
    this.builder = builder;
    this.expressions = expressions;
  }

  void read(Yaml.Mapping settings) {
    if (!(settings.get("hosts").orElse(null) instanceof Yaml.Mapping hosts)
        || !(settings.get("layers").orElse(null) instanceof Yaml.Mapping layers)) {
      sources.diagnostics().error(settings.origin(), "'generator' needs 'hosts' and 'layers'");
      return;
    }
    Map<String, Object> extra =
        InventoryOption.USE_EXTRA_VARS.isSet(settings, sources) ? rules.extra().values() : Map.of();
    for (Map<String, Object> each : combinations(layers, extra)) {
      name(hosts, each)
          .ifPresent(
              host -> {
                builder.host(host, Vars.EMPTY, Optional.empty());
                builder.member(Group.UNGROUPED, host);
                parents(hosts, host, true, each);
              });
    }
  }

  private List<Map<String, Object>> combinations(Yaml.Mapping layers, Map<String, Object> extra) {
    List<Map<String, Object>> all = new ArrayList<>(List.of(new LinkedHashMap<>(extra)));
    for (Yaml.Entry layer : layers.entries()) {
      List<Map<String, Object>> more = new ArrayList<>();
      for (Map<String, Object> each : all) {
        for (Object value : Python.list(sources.value(layer.value()))) {
          Map<String, Object> next = new LinkedHashMap<>(each);
          next.put(layer.name(), value);
          more.add(next);
        }
      }
      all = more;
    }
    return all;
  }

  private Optional<String> name(Yaml.Mapping template, Map<String, Object> vars) {
    return template.get("name").map(name -> rendered(name, vars));
  }

  private String rendered(Yaml written, Map<String, Object> vars) {
    try {
      return expressions.render(Python.string(sources.value(written)), vars);
    } catch (Expressions.Mistake e) {
      throw new DiagnosticException(
          Diagnostic.error(written.origin(), String.valueOf(e.getMessage())));
    }
  }

  /// What isn't text stays as it is written: templates in it are for those who use the variable.
  private Object value(Yaml written, Map<String, Object> vars) {
    Object value = sources.value(written);
    if (!Text.isText(value)) {
      return value;
    }
    try {
      return expressions.value(Python.string(value), vars);
    } catch (Expressions.Mistake e) {
      throw new DiagnosticException(
          Diagnostic.error(written.origin(), String.valueOf(e.getMessage())));
    }
  }

  private void parents(Yaml.Mapping of, String child, boolean host, Map<String, Object> vars) {
    if (!(of.get("parents").orElse(null) instanceof Yaml.Sequence list)) {
      return;
    }
    for (Yaml item : list.items()) {
      if (item instanceof Yaml.Mapping parent) {
        if (parent.get("name").isEmpty()) {
          sources
              .diagnostics()
              .error(
                  parent.origin(),
                  "Element %s has a parent with no name.".formatted(child),
                  "give the group a 'name'");
        }
        name(parent, vars).ifPresent(group -> parent(parent, group, child, host, vars));
      }
    }
  }

  private void parent(
      Yaml.Mapping parent, String group, String child, boolean host, Map<String, Object> vars) {
    if (host) {
      builder.member(group, child);
    } else {
      builder.child(group, child);
    }
    if (parent.get("vars").orElse(null) instanceof Yaml.Mapping written) {
      for (Yaml.Entry entry : written.entries()) {
        Object value = value(entry.value(), vars);
        builder.groupVars(group, Vars.of(Map.of(entry.name(), value), entry.key().origin()));
      }
    }
    parents(parent, group, false, vars);
  }
}
