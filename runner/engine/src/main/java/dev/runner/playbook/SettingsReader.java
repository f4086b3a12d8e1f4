package dev.runner.playbook;

import dev.runner.source.Sources;
import dev.runner.source.Vars;
import dev.runner.source.Yaml;
import dev.runner.values.Origin;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Reads the keywords of a mapping.
final class SettingsReader {
  /// What is read elsewhere, since it holds tasks, roles or the module's parameters.
  private static final Set<String> STRUCTURE =
      Set.of(
          "action",
          "local_action",
          "args",
          "block",
          "rescue",
          "always",
          "tasks",
          "pre_tasks",
          "post_tasks",
          "handlers",
          "roles",
          "role",
          "vars",
          "vars_files",
          "vars_prompt");

  private final Sources sources;

  SettingsReader(Sources sources) {
    this.sources = sources;
  }

  /// The keywords of this level that the mapping has; all else is left to the caller.
  Settings read(Yaml.Mapping mapping, Level level, Settings parent) {
    return read(mapping, level, parent, Map.of());
  }

  /// The same with keywords that follow from something else.
  Settings read(
      Yaml.Mapping mapping,
      Level level,
      @org.jspecify.annotations.Nullable Settings parent,
      Map<String, Object> implied) {
    Map<String, Object> own = new LinkedHashMap<>(implied);
    Map<String, Origin> places = new LinkedHashMap<>();
    Vars vars = Vars.EMPTY;
    for (Yaml.Entry entry : mapping.entries()) {
      Keyword keyword = Keyword.named(entry.name()).filter(each -> each.isFor(level)).orElse(null);
      if (keyword == null) {
        continue;
      }
      Shapes.check(keyword, entry.value(), level, sources.diagnostics());
      if (keyword.name().equals("vars")) {
        vars = vars(entry.value());
      } else if (!STRUCTURE.contains(keyword.name())) {
        own.put(keyword.name(), sources.value(entry.value()));
        places.put(keyword.name(), entry.value().origin());
      }
    }
    return new Settings(parent, level, own, places, vars);
  }

  /// Variables; what isn't a mapping was reported already.
  Vars vars(Yaml value) {
    if (!(value instanceof Yaml.Mapping mapping)) {
      return Vars.EMPTY;
    }
    VariableNames.check(mapping, sources.diagnostics());
    return Vars.of(value, sources.opener(), sources.diagnostics());
  }

  /// The entries that are no keyword of this level.
  static List<Yaml.Entry> others(Yaml.Mapping mapping, Level level) {
    return mapping.entries().stream()
        .filter(e -> Keyword.named(e.name()).filter(k -> k.isFor(level)).isEmpty())
        .collect(Collectors.toList());
  }
}
