package dev.runner.modules.control;

import dev.runner.values.None;
import dev.runner.values.Python;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a specification says of several arguments together: `mutually_exclusive`,
/// `required_together`, `required_one_of`, `required_if`, `required_by`.
final class ArgumentRules {
  private final Map<?, ?> rules;
  private final Map<String, Object> arguments;
  private final String found;

  /// @param found where the arguments are, for sentences
  ArgumentRules(Map<?, ?> rules, Map<String, Object> arguments, String found) {
    this.rules = rules;
    this.arguments = arguments;
    this.found = found;
  }

  /// Arguments that exclude each other.
  void exclusive(List<String> errors) {
    List<String> broken = new ArrayList<>();
    for (List<String> group : groups("mutually_exclusive")) {
      if (group.stream().filter(arguments::containsKey).count() > 1) {
        broken.add(String.join("|", group));
      }
    }
    if (!broken.isEmpty()) {
      errors.add("parameters are mutually exclusive: " + String.join(", ", broken) + found);
    }
  }

  /// All other rules; of each kind the first that is broken.
  void others(List<String> errors) {
    groups("required_together").stream()
        .filter(group -> group.stream().anyMatch(arguments::containsKey))
        .filter(group -> !arguments.keySet().containsAll(group))
        .findFirst()
        .ifPresent(group -> add(errors, "parameters are required together: " + names(group)));
    groups("required_one_of").stream()
        .filter(group -> group.stream().noneMatch(arguments::containsKey))
        .findFirst()
        .ifPresent(group -> add(errors, "one of the following is required: " + names(group)));
    list(rules.get("required_if")).stream()
        .flatMap(rule -> broken(list(rule)).stream())
        .findFirst()
        .ifPresent(sentence -> add(errors, sentence));
    if (rules.get("required_by") instanceof Map<?, ?> by) {
      by.entrySet().stream()
          .flatMap(entry -> missing(Python.string(entry.getKey()), entry.getValue()).stream())
          .findFirst()
          .ifPresent(sentence -> add(errors, sentence));
    }
  }

  /// `[argument, value, [others], whether one of them is enough]`.
  private Optional<String> broken(List<?> rule) {
    if (rule.size() < 3) {
      return Optional.empty();
    }
    String name = Python.string(rule.get(0));
    Object given = arguments.get(name);
    if (given == null || !Python.equal(given, rule.get(1))) {
      return Optional.empty();
    }
    List<String> wanted = texts(rule.get(2));
    List<String> missing = wanted.stream().filter(each -> !arguments.containsKey(each)).toList();
    boolean any = rule.size() > 3 && Python.truth(rule.get(3));
    boolean holds = missing.isEmpty() || (any && missing.size() < wanted.size());
    return holds
        ? Optional.empty()
        : Optional.of(
            "%s is %s but %s of the following are missing: %s"
                .formatted(name, Python.string(rule.get(1)), any ? "any" : "all", names(missing)));
  }

  private Optional<String> missing(String name, Object wanted) {
    if (isAbsent(name)) {
      return Optional.empty();
    }
    List<String> missing = texts(wanted).stream().filter(this::isAbsent).toList();
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of("missing parameter(s) required by '%s': %s".formatted(name, names(missing)));
  }

  private boolean isAbsent(String name) {
    return arguments.getOrDefault(name, None.NONE) == None.NONE;
  }

  private void add(List<String> errors, String sentence) {
    errors.add(sentence + found);
  }

  private List<List<String>> groups(String rule) {
    List<?> all = list(rules.get(rule));
    return all.stream().anyMatch(List.class::isInstance)
        ? all.stream().map(ArgumentRules::texts).toList()
        : all.isEmpty() ? List.of() : List.of(texts(all));
  }

  private static List<String> texts(Object value) {
    return value instanceof List<?> list
        ? list.stream().map(Python::string).toList()
        : List.of(Python.string(value));
  }

  private static List<?> list(@Nullable Object value) {
    return value instanceof List<?> list ? list : List.of();
  }

  private static String names(List<String> names) {
    return String.join(", ", names);
  }
}
