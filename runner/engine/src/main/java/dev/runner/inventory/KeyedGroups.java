package dev.runner.inventory;

import dev.runner.source.Diagnostic;
import dev.runner.source.DiagnosticException;
import dev.runner.source.Sources;
import dev.runner.source.Yaml;
import dev.runner.values.None;
import dev.runner.values.Python;
import dev.runner.values.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `keyed_groups` of the plugin `constructed`: groups whose names are values of variables.
final class KeyedGroups {
  private final Yaml.Mapping settings;
  private final Sources sources;
  private final InventoryBuilder builder;
  private final Computed computed;
  private final boolean leading;

  KeyedGroups(Yaml.Mapping settings, Sources sources, InventoryBuilder builder, Computed computed) {
    this.settings = settings;
    this.sources = sources;
    this.builder = builder;
    this.computed = computed;
    this.leading = InventoryOption.LEADING_SEPARATOR.isSet(settings, sources);
  }

  /// Puts a host into the groups that its variables say.
  void add(Host host, Map<String, Object> vars) {
    if (!(settings.get("keyed_groups").orElse(null) instanceof Yaml.Sequence list)) {
      return;
    }
    for (Yaml item : list.items()) {
      if (!(item instanceof Yaml.Mapping keyed)) {
        throw mistake(
            item,
            "Invalid keyed group entry, it must be a dictionary: "
                + Python.string(sources.value(item)),
            "write '- key: EXPRESSION'");
      }
      Yaml key = keyed.get("key").orElse(keyed);
      String what =
          "Could not generate group for host %s from %s entry"
              .formatted(host.name(), Python.string(sources.value(key)));
      Optional<Object> value = computed.value(key, vars, what);
      if (keyed.get("default_value").isPresent() && keyed.get("trailing_separator").isPresent()) {
        throw mistake(
            keyed,
            "parameters are mutually exclusive for keyed groups: default_value|trailing_separator",
            "both say what becomes of an empty value: keep one");
      }
      if (value.isPresent()) {
        add(keyed, host, vars, value.get());
      }
    }
  }

  private void add(Yaml.Mapping keyed, Host host, Map<String, Object> vars, Object key) {
    String prefix = text(keyed, "prefix").orElse("");
    String separator = text(keyed, "separator").orElse("_");
    List<String> names = names(keyed, key, separator);
    if (names.isEmpty()) {
      if (computed.strict() && !(key instanceof List<?>) && !(key instanceof Map<?, ?>)) {
        throw mistake(
            keyed,
            "No key or key resulted empty for %s in host %s, invalid entry"
                .formatted(text(keyed, "key").orElse(""), host.name()),
            "give it a default_value");
      }
      return;
    }
    Optional<Yaml> written = keyed.get("parent_group");
    Optional<Object> parent = written.flatMap(name -> parent(name, vars));
    if (written.isPresent() && parent.isEmpty()) {
      return;
    }
    String between = prefix.isEmpty() && !leading ? "" : separator;
    for (String name : names) {
      String whole = InventoryRules.fit(prefix + between + name);
      if (whole.isEmpty()) {
        throw mistake(
            keyed, "Invalid empty/false group name provided: ''", "give the group a 'prefix'");
      }
      builder.member(whole, host.name());
      parent.filter(Python::truth).ifPresent(each -> inside(written.orElse(keyed), each, whole));
    }
  }

  /// What the group's group is called; nothing if that has no value and needn't have one.
  private Optional<Object> parent(Yaml written, Map<String, Object> vars) {
    Object template = sources.value(written);
    String text = Python.string(template);
    return Text.isText(template)
        ? computed.tried(
            written,
            "Could not generate parent group '%s'".formatted(text),
            () -> computed.expressions().value(text, vars))
        : Optional.of(template);
  }

  private void inside(Yaml written, Object outer, String group) {
    if (!Text.isText(outer)) {
      throw mistake(
          written,
          "the name of a parent group is text, not " + Python.typeName(outer),
          "make text of it by the filter 'string'");
    }
    String parent = InventoryRules.fit(Python.string(outer));
    if (!builder.child(parent, group)) {
      throw mistake(
          written,
          "Adding group '%s' as child to '%s' creates a recursive dependency loop."
              .formatted(group, parent),
          "a group can't be inside of itself");
    }
  }

  private static DiagnosticException mistake(Yaml at, String sentence, String hint) {
    return new DiagnosticException(Diagnostic.error(at.origin(), sentence).withHint(hint));
  }

  /// The names that a value gives; `default_value` stands for what is empty.
  private List<String> names(Yaml.Mapping keyed, Object key, String separator) {
    Optional<String> otherwise = text(keyed, "default_value");
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
          throw mistake(
              keyed,
              "Invalid group name format, expected a string or a list of them or dictionary, got: "
                  + Python.typeName(key),
              "make text of it by the filter 'string'");
    }
    return names;
  }

  private static boolean isEmpty(Object value) {
    return value == None.NONE || Python.string(value).isEmpty();
  }

  private Optional<String> text(Yaml.Mapping mapping, String key) {
    return mapping.get(key).map(value -> Python.string(sources.value(value)));
  }
}
