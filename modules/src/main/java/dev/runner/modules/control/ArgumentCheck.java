package dev.runner.modules.control;

import dev.runner.values.None;
import dev.runner.values.Python;
import dev.runner.values.Secret;
import dev.runner.values.Secrets;
import dev.runner.values.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Compares arguments with a specification, suboptions included. The sentences are those that
/// scripts around Ansible look for.
final class ArgumentCheck {
  private final List<String> errors = new ArrayList<>();
  private final Map<String, String> unsupported = new TreeMap<>();

  /// What is wrong with the arguments.
  List<String> errors(Map<String, Object> options, Map<String, Object> arguments) {
    level(new Level(options, Map.of(), new LinkedHashMap<>(arguments), List.of()));
    if (!unsupported.isEmpty()) {
      String known = new ArrayList<>(unsupported.values()).getLast();
      errors.add(
          "%s. Supported parameters include: %s."
              .formatted(String.join(", ", unsupported.keySet()), known));
    }
    return List.copyOf(errors);
  }

  /// Arguments of one level, with their specification.
  ///
  /// @param rules what holds for several of them together
  /// @param path the options around
  private record Level(
      Map<String, Object> options,
      Map<?, ?> rules,
      Map<String, Object> arguments,
      List<String> path) {
    String found() {
      return path.isEmpty() ? "" : " found in " + String.join(" -> ", path);
    }

    Map<?, ?> spec(String name) {
      return options.get(name) instanceof Map<?, ?> map ? map : Map.of();
    }

    Object value(String name) {
      return arguments.getOrDefault(name, None.NONE);
    }
  }

  private void level(Level level) {
    aliases(level);
    strays(level);
    ArgumentRules rules = new ArgumentRules(level.rules(), level.arguments(), level.found());
    rules.exclusive(errors);
    defaults(level, false);
    required(level);
    for (String name : level.options().keySet()) {
      if (level.arguments().containsKey(name)) {
        type(level, name);
      }
    }
    level.options().keySet().forEach(name -> choices(level, name));
    rules.others(errors);
    defaults(level, true);
    level.options().keySet().forEach(name -> suboptions(level, name));
  }

  private static List<?> list(@Nullable Object value) {
    return value instanceof List<?> list ? list : List.of();
  }

  private static void aliases(Level level) {
    for (String name : level.options().keySet()) {
      for (Object alias : list(level.spec(name).get("aliases"))) {
        Object given = level.arguments().get(Python.string(alias));
        if (given != null) {
          level.arguments().put(name, given);
        }
      }
    }
  }

  private void strays(Level level) {
    Set<String> known = new LinkedHashSet<>(level.options().keySet());
    Set<String> aliases = new TreeSet<>();
    for (String name : level.options().keySet()) {
      list(level.spec(name).get("aliases")).forEach(alias -> aliases.add(Python.string(alias)));
    }
    String text = String.join(", ", new TreeSet<>(known));
    String also = aliases.isEmpty() ? "" : " (" + String.join(", ", aliases) + ")";
    known.addAll(aliases);
    for (String name : level.arguments().keySet()) {
      if (!known.contains(name)) {
        List<String> whole = new ArrayList<>(level.path());
        whole.add(name);
        unsupported.put(String.join(".", whole), text + also);
      }
    }
  }

  private static void defaults(Level level, boolean all) {
    for (String name : level.options().keySet()) {
      Object given = level.spec(name).get("default");
      boolean none = given == null || given == None.NONE;
      if (!level.arguments().containsKey(name) && (!none || all)) {
        level.arguments().put(name, none ? None.NONE : given);
      }
    }
  }

  private void required(Level level) {
    Set<String> missing = new TreeSet<>();
    for (String name : level.options().keySet()) {
      if (isSet(level.spec(name).get("required")) && !level.arguments().containsKey(name)) {
        missing.add(name);
      }
    }
    if (!missing.isEmpty()) {
      errors.add("missing required arguments: " + String.join(", ", missing) + level.found());
    }
  }

  private static boolean isSet(@Nullable Object flag) {
    return flag != null && Python.truth(flag);
  }

  private void type(Level level, String name) {
    Map<?, ?> spec = level.spec(name);
    Object value = level.value(name);
    if (value == None.NONE && !isSet(spec.get("required")) && !spec.containsKey("default")) {
      return;
    }
    ArgumentType type = ArgumentType.of(spec.get("type"));
    try {
      Object converted = type.convert(value);
      if (spec.get("elements") != null && converted instanceof List<?> list) {
        converted = elements(level, name, list);
      }
      level.arguments().put(name, converted);
    } catch (ArgumentType.Unfit e) {
      errors.add(
          "argument '%s' is of type %s%s and we were unable to convert to %s: %s"
              .formatted(name, Python.typeName(value), quoted(level), type.word(), e.getMessage()));
    }
  }

  private static String quoted(Level level) {
    return level.path().isEmpty()
        ? ""
        : " found in '%s'.".formatted(String.join(" -> ", level.path()));
  }

  private List<Object> elements(Level level, String name, List<?> list) {
    ArgumentType type = ArgumentType.of(level.spec(name).get("elements"));
    List<Object> converted = new ArrayList<>();
    for (Object each : list) {
      try {
        converted.add(type.convert(each));
      } catch (ArgumentType.Unfit e) {
        String place = level.found().isEmpty() ? "" : quoted(level).replaceFirst("\\.$", "");
        errors.add(
            "Elements value for option '%s'%s is of type %s and we were unable to convert to %s: %s"
                .formatted(name, place, Python.typeName(each), type.word(), e.getMessage()));
      }
    }
    return converted;
  }

  private void choices(Level level, String name) {
    if (!(level.spec(name).get("choices") instanceof List<?> choices)
        || !level.arguments().containsKey(name)) {
      return;
    }
    Object value = level.value(name);
    String all = String.join(", ", choices.stream().map(ArgumentCheck::shown).toList());
    if (value instanceof List<?> list) {
      List<?> others = list.stream().filter(each -> !Python.contains(choices, each)).toList();
      if (!others.isEmpty()) {
        errors.add(
            "value of %s must be one or more of: %s. Got no match for: %s%s"
                .formatted(
                    name,
                    all,
                    String.join(", ", others.stream().map(ArgumentCheck::shown).toList()),
                    level.found()));
      }
    } else if (!Python.contains(choices, value)) {
      errors.add(
          "value of %s must be one of: %s, got: %s%s"
              .formatted(name, all, shown(value), level.found()));
    }
  }

  private static String shown(Object value) {
    return Secrets.in(value) ? Secret.MASK : Python.string(value);
  }

  private static String word(@Nullable Object value) {
    return value == null ? "" : Python.string(value);
  }

  private void suboptions(Level level, String name) {
    Map<?, ?> spec = level.spec(name);
    String type = word(spec.get("type"));
    String elements = word(spec.get("elements"));
    boolean nested = type.equals("dict") || (type.equals("list") && elements.equals("dict"));
    if (!nested || !(spec.get("options") instanceof Map<?, ?> options)) {
      return;
    }
    Object value = level.value(name);
    if (value == None.NONE && isSet(spec.get("apply_defaults"))) {
      value = Map.of();
    }
    if (value == None.NONE) {
      return;
    }
    List<String> path = new ArrayList<>(level.path());
    path.add(name);
    for (Object each : value instanceof List<?> list ? list : List.of(value)) {
      if (each instanceof Map<?, ?> map) {
        level(new Level(named(options), spec, named(map), path));
      } else {
        errors.add("value of '%s' must be of type dict or list of dicts".formatted(name));
      }
    }
  }

  private static Map<String, Object> named(Map<?, ?> map) {
    Map<String, Object> named = new LinkedHashMap<>();
    map.forEach(
        (name, value) ->
            named.put(name instanceof Text text ? text.value() : name.toString(), value));
    return named;
  }
}
