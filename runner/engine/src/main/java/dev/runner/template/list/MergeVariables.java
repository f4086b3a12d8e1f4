package dev.runner.template.list;

import dev.runner.template.Scope;
import dev.runner.template.call.LookupCall;
import dev.runner.values.Dicts;
import dev.runner.values.None;
import dev.runner.values.Python;
import dev.runner.values.PythonException;
import dev.runner.values.Undefined;
import dev.runner.values.Unknown;
import dev.runner.values.UnknownException;
import dev.runner.values.regex.PythonRegex;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The lookup `merge_variables` (collection `community.general`): all variables whose names match,
/// merged in the order of their names.
final class MergeVariables {
  private final LookupCall call;
  private final String override;
  private final String dicts;
  private final String lists;
  private final boolean replacesOthers;
  private final boolean replacesConflicts;

  private MergeVariables(LookupCall call) {
    this.call = call;
    this.override = choice("override", "error", "error", "warn", "ignore");
    this.dicts = choice("dict_merge", "deep", "deep", "keep", "replace", "shallow");
    this.lists = choice("list_merge", "append", "append", "keep", "merge", "prepend", "replace");
    this.replacesOthers = choice("default_merge", "replace", "keep", "replace").equals("replace");
    this.replacesConflicts =
        choice("type_conflict_merge", "replace", "keep", "replace").equals("replace");
  }

  static List<Object> find(LookupCall call) {
    MergeVariables merge = new MergeVariables(call);
    List<Object> results = new ArrayList<>();
    call.terms().forEach(term -> results.add(merge.of(LookupCall.text(term))));
    return results;
  }

  /// An option that has a few values; two of them may be set by the environment.
  private String choice(String option, String byDefault, String... choices) {
    String variable = "ANSIBLE_MERGE_VARIABLES_" + option.toUpperCase(Locale.ROOT);
    boolean settable = option.equals("override") || option.equals("pattern_type");
    String value =
        call.text(
            option,
            settable ? call.ports().environment().getOrDefault(variable, byDefault) : byDefault);
    if (!List.of(choices).contains(value)) {
      throw call.wrong(
          "Invalid value '%s' for '%s': it is one of %s"
              .formatted(value, option, String.join(", ", choices)));
    }
    return value;
  }

  private Object of(String pattern) {
    @Nullable Object result = call.option("initial_value");
    if (result != null) {
      demandContainer(result);
    }
    Predicate<String> matches = matches(pattern);
    for (Map<String, Object> variables : scopes(matches)) {
      for (Map.Entry<String, Object> each : variables.entrySet()) {
        Object value = defined(each.getValue());
        demandContainer(value);
        if (result != null && result instanceof Map<?, ?> != value instanceof Map<?, ?>) {
          throw call.wrong("Unable to merge, not all variables are of the same type");
        }
        result = result == null ? value : merged("", result, value, each.getKey(), true);
      }
    }
    return result == null ? None.NONE : result;
  }

  private static Object defined(Object value) {
    return switch (value) {
      case Undefined undefined -> throw PythonException.undefined(undefined);
      case Unknown unknown -> throw new UnknownException(unknown);
      default -> value;
    };
  }

  private void demandContainer(Object value) {
    if (!(value instanceof Map<?, ?> || value instanceof List<?>)) {
      throw call.wrong(
          "Not supported type detected, variable must be a list or a dict: '%s'"
              .formatted(Python.text(value)));
    }
  }

  private Predicate<String> matches(String pattern) {
    return switch (choice("pattern_type", "regex", "prefix", "suffix", "regex")) {
      case "prefix" -> name -> name.startsWith(pattern);
      case "suffix" -> name -> name.endsWith(pattern);
      default -> PythonRegex.compile(pattern, false, false)::isFoundIn;
    };
  }

  /// The variables of this host, or of each host of the groups, by name.
  private List<Map<String, Object>> scopes(Predicate<String> matches) {
    var variables = call.rendering().variables();
    Object groups = call.option("groups");
    if (groups == null) {
      Map<String, Object> own = new TreeMap<>();
      for (String name : variables.names()) {
        if (matches.test(name)) {
          own.put(name, Objects.requireNonNull(variables.get(name)));
        }
      }
      return List.of(own);
    }
    List<Map<String, Object>> scopes = new ArrayList<>();
    if (variables.get("hostvars") instanceof Map<?, ?> hosts
        && variables.get("groups") instanceof Map<?, ?> members) {
      for (Object host : hosts.keySet()) {
        boolean wanted =
            KeyFilters.list(groups).stream()
                .map(group -> Optional.<Object>ofNullable(Dicts.get(members, group)))
                .anyMatch(each -> each.isPresent() && Python.contains(each.get(), host));
        if (wanted && hosts.get(host) instanceof Map<?, ?> map) {
          scopes.add(matching(map, matches));
        }
      }
    }
    return scopes;
  }

  private static Map<String, Object> matching(Map<?, ?> variables, Predicate<String> matches) {
    Map<String, Object> found = new TreeMap<>();
    for (Object key : variables.keySet()) {
      if (matches.test(Python.string(key))) {
        found.put(Python.string(key), Objects.requireNonNull(variables.get(key)));
      }
    }
    return found;
  }

  /// @param key where the values stand, empty at the top
  /// @param path the same with the variable's name
  private Object merged(String key, Object before, Object value, String path, boolean top) {
    if (before instanceof Map<?, ?> one && value instanceof Map<?, ?> other) {
      return switch (dicts) {
        case "keep" -> before;
        case "replace" -> value;
        default -> dicts.equals("deep") || top ? dict(one, other, path) : value;
      };
    }
    if (before instanceof List<?> one && value instanceof List<?> other) {
      return transformed(list(one, other, path));
    }
    boolean sameType = Python.typeName(before).equals(Python.typeName(value));
    if (!sameType || !Python.equal(before, value)) {
      tell(key, before, value, path);
    }
    return (sameType ? replacesOthers : replacesConflicts) ? value : before;
  }

  private void tell(String key, Object before, Object value, String path) {
    String said =
        "The key '%s' with value '%s' will be overwritten with value '%s' from '%s'"
            .formatted(key, Python.text(before), Python.text(value), path);
    if (override.equals("error")) {
      throw call.wrong(said);
    }
    if (override.equals("warn")) {
      Scope.of(call.rendering()).warn(said);
    }
  }

  private Object dict(Map<?, ?> before, Map<?, ?> value, String path) {
    Map<Object, Object> result = new LinkedHashMap<>(before);
    for (Map.Entry<?, ?> entry : value.entrySet()) {
      Object present = Dicts.get(result, entry.getKey());
      String key = Python.string(entry.getKey());
      Object item = defined(entry.getValue());
      Dicts.put(
          result,
          entry.getKey(),
          present == null ? item : merged(key, defined(present), item, path + "." + key, false));
    }
    return result;
  }

  private List<Object> list(List<?> before, List<?> value, String path) {
    List<Object> result = new ArrayList<>(lists.equals("prepend") ? value : before);
    switch (lists) {
      case "append" -> result.addAll(value);
      case "prepend" -> result.addAll(before);
      case "merge" -> {
        for (int i = 0; i < value.size(); i++) {
          Object item = defined(value.get(i));
          if (i < before.size()) {
            result.set(i, merged("" + i, defined(before.get(i)), item, path + "." + i, false));
          } else {
            result.add(item);
          }
        }
      }
      case "replace" -> {
        return new ArrayList<>(value);
      }
      default -> {} // what was there is kept
    }
    return result;
  }

  private List<Object> transformed(List<Object> list) {
    List<Object> result = list;
    Object transformations = call.option("list_transformations");
    for (Object each : transformations == null ? List.of() : KeyFilters.list(transformations)) {
      Map<?, ?> given = each instanceof Map<?, ?> map ? map : Map.of("name", each);
      Object name = given.get("name");
      result =
          switch (name == null ? "" : Python.string(name)) {
            case "flatten" -> {
              List<Object> flat = new ArrayList<>();
              ListFilters.flatten(result, Integer.MAX_VALUE, false, flat);
              yield flat;
            }
            case "dedup" -> distinct(result, given.get("options"));
            default ->
                throw call.wrong(
                    "Unknown transformation '%s'".formatted(name == null ? "" : Python.text(name)));
          };
    }
    return result;
  }

  private List<Object> distinct(List<Object> list, @Nullable Object options) {
    Object given = options instanceof Map<?, ?> map ? map.get("keep") : null;
    Object keep = given == null ? "first" : given;
    return switch (Python.string(keep)) {
      case "first" -> SetFilters.distinct(list);
      case "last" -> SetFilters.distinct(list.reversed()).reversed();
      default ->
          throw call.wrong(
              ("Unsupported 'keep' value for deduplication transformation. Given was '%s', but must"
                      + " be either 'first' or 'last'")
                  .formatted(Python.text(keep)));
    };
  }
}
