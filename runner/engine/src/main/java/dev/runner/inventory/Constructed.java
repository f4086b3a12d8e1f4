package dev.runner.inventory;

import dev.runner.source.Diagnostic;
import dev.runner.source.DiagnosticException;
import dev.runner.source.Sources;
import dev.runner.source.Vars;
import dev.runner.source.Yaml;
import dev.runner.values.None;
import dev.runner.values.Python;
import dev.runner.values.Text;
import dev.runner.values.Untrusted;
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
  private final InventoryRules rules;

  Constructed(
      Sources sources, InventoryBuilder builder, Expressions expressions, InventoryRules rules) {
    this.sources = sources;
    this.builder = builder;
    this.expressions = expressions;
    this.rules = rules;
  }

  void read(Yaml.Mapping settings) {
    boolean strict = InventoryOption.STRICT.isSet(settings, sources);
    boolean extra = InventoryOption.USE_EXTRA_VARS.isSet(settings, sources);
    boolean files = InventoryOption.USE_VARS_PLUGINS.isSet(settings, sources);
    boolean leading = InventoryOption.LEADING_SEPARATOR.isSet(settings, sources);
    Inventory before = builder.build();
    for (Host host : before.hosts()) {
      Map<String, Object> vars = variables(before, host, files);
      if (extra) {
        vars.putAll(rules.extra().values());
      }
      compose(settings, host, vars, strict);
      groups(settings, host, vars, strict);
      keyed(settings, host, vars, strict, leading);
    }
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

  /// The value of an expression; where that is no reason to stop, nothing if it has none.
  ///
  /// @param what can't be done without it
  private Optional<Object> evaluate(
      Yaml expression, Map<String, Object> vars, boolean strict, String what) {
    String text = expression instanceof Yaml.Scalar scalar ? scalar.text() : "";
    try {
      return Optional.of(expressions.evaluate(text, vars));
    } catch (Expressions.Mistake e) {
      return nothing(expression, e, strict, what);
    }
  }

  private static <T> Optional<T> nothing(
      Yaml expression, Expressions.Mistake mistake, boolean strict, String what) {
    if (strict) {
      throw new DiagnosticException(
          Diagnostic.error(expression.origin(), what + ": " + mistake.getMessage()));
    }
    return Optional.empty();
  }

  private List<Yaml.Entry> entries(Yaml.Mapping settings, String key) {
    return settings.get(key).orElse(null) instanceof Yaml.Mapping mapping
        ? mapping.entries()
        : List.of();
  }

  private void compose(Yaml.Mapping settings, Host host, Map<String, Object> vars, boolean strict) {
    for (Yaml.Entry entry : entries(settings, "compose")) {
      Optional<Object> value =
          evaluate(
              entry.value(),
              vars,
              strict,
              "Could not set %s for host %s".formatted(entry.name(), host.name()));
      if (value.isPresent()) {
        Object made = Untrusted.of(value.get());
        vars.put(entry.name(), made);
        Vars one = Vars.of(Map.of(entry.name(), made), entry.key().origin());
        builder.host(host.name(), one, Optional.empty());
      }
    }
  }

  private void groups(Yaml.Mapping settings, Host host, Map<String, Object> vars, boolean strict) {
    for (Yaml.Entry entry : entries(settings, "groups")) {
      String what = "Could not add host %s to group %s".formatted(host.name(), entry.name());
      if (evaluate(entry.value(), vars, strict, what).filter(Python::truth).isPresent()) {
        builder.member(InventoryRules.fit(entry.name()), host.name());
      }
    }
  }

  private void keyed(
      Yaml.Mapping settings, Host host, Map<String, Object> vars, boolean strict, boolean leading) {
    if (!(settings.get("keyed_groups").orElse(null) instanceof Yaml.Sequence list)) {
      return;
    }
    for (Yaml item : list.items()) {
      if (item instanceof Yaml.Mapping keyed && keyed.get("key").isPresent()) {
        if (keyed.get("default_value").isPresent() && keyed.get("trailing_separator").isPresent()) {
          sources
              .diagnostics()
              .error(
                  keyed.origin(),
                  "'default_value' and 'trailing_separator' are mutually exclusive",
                  "both say what becomes of an empty value: keep one");
        }
        evaluate(
                keyed.get("key").get(),
                vars,
                strict,
                "Could not generate group for host %s".formatted(host.name()))
            .ifPresent(value -> add(keyed, host, vars, value, leading));
      }
    }
  }

  private void add(
      Yaml.Mapping keyed, Host host, Map<String, Object> vars, Object key, boolean leading) {
    String prefix = text(keyed, "prefix", vars, "");
    String separator = text(keyed, "separator", vars, "_");
    String parent = text(keyed, "parent_group", vars, "");
    String between = prefix.isEmpty() && !leading ? "" : separator;
    for (String name : names(keyed, key, separator)) {
      String whole = InventoryRules.fit(prefix + between + name);
      if (whole.isEmpty()) {
        continue; // nothing can't be the name of a group
      }
      builder.member(whole, host.name());
      if (!parent.isEmpty()) {
        builder.child(InventoryRules.fit(parent), whole);
      }
    }
  }

  /// The names that a value gives; `default_value` stands for what is empty.
  private List<String> names(Yaml.Mapping keyed, Object key, String separator) {
    Optional<String> otherwise =
        keyed.get("default_value").map(value -> Python.string(sources.value(value)));
    boolean trailing =
        keyed.get("trailing_separator").map(sources::value).map(Python::truth).orElse(true);
    List<String> names = new ArrayList<>();
    if (isEmpty(key)) {
      otherwise.ifPresent(names::add);
      return names;
    }
    if (!Python.truth(key)) {
      return names;
    }
    switch (key) {
      case List<?> list ->
          list.forEach(
              each -> names.add(isEmpty(each) ? otherwise.orElse("") : Python.string(each)));
      case Map<?, ?> map ->
          map.forEach(
              (name, value) -> {
                String last = isEmpty(value) ? otherwise.orElse("") : Python.string(value);
                boolean bare = isEmpty(value) && otherwise.isEmpty() && !trailing;
                names.add(Python.string(name) + (bare ? "" : separator + last));
              });
      case Object text when Text.isText(text) -> names.add(Python.string(text));
      default ->
          throw new DiagnosticException(
              Diagnostic.error(
                      keyed.origin(),
                      "Invalid group name format, expected a string or a list of them or"
                          + " dictionary, got: "
                          + Python.typeName(key))
                  .withHint("make text of it by the filter 'string'"));
    }
    return names;
  }

  private static boolean isEmpty(Object value) {
    return value == None.NONE || Python.string(value).isEmpty();
  }

  private String text(
      Yaml.Mapping mapping, String key, Map<String, Object> vars, String otherwise) {
    Optional<String> written = mapping.get(key).map(value -> Python.string(sources.value(value)));
    try {
      return written.map(each -> expressions.render(each, vars)).orElse(otherwise);
    } catch (Expressions.Mistake e) {
      return otherwise;
    }
  }
}
