package dev.runner.modules.control;

import dev.runner.module.BadParameter;
import dev.runner.module.Constraint.Kind;
import dev.runner.module.ParameterRule;
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
    ParameterRule.exclusion(groups("mutually_exclusive", Kind.EXCLUSIVE), new Arguments(arguments))
        .ifPresent(wrong -> add(errors, wrong));
  }

  /// All other rules; of each kind the first that is broken.
  void others(List<String> errors) {
    List<ParameterRule> all = new ArrayList<>(groups("required_together", Kind.TOGETHER));
    all.addAll(groups("required_one_of", Kind.ONE_OF));
    list(rules.get("required_if")).forEach(rule -> depending(list(rule)).ifPresent(all::add));
    all.addAll(requiredBy());
    ParameterRule.demands(all, new Arguments(arguments)).forEach(wrong -> add(errors, wrong));
  }

  /// `[argument, value, [others], whether one of them is enough]`.
  private static Optional<ParameterRule> depending(List<?> rule) {
    if (rule.size() < 3) {
      return Optional.empty();
    }
    boolean any = rule.size() > 3 && Python.truth(rule.get(3));
    return Optional.of(
        new ParameterRule(
            any ? Kind.ONE_NEEDED : Kind.NEEDED,
            texts(rule.get(2)),
            Python.string(rule.get(0)),
            Optional.of(rule.get(1))));
  }

  private List<ParameterRule> requiredBy() {
    return rules.get("required_by") instanceof Map<?, ?> by
        ? by.entrySet().stream()
            .map(
                entry ->
                    new ParameterRule(
                        Kind.NEEDED,
                        texts(entry.getValue()),
                        Python.string(entry.getKey()),
                        Optional.empty()))
            .toList()
        : List.of();
  }

  private record Arguments(Map<String, Object> given) implements ParameterRule.Given {
    @Override
    public boolean isThere(String name) {
      return given.containsKey(name);
    }

    @Override
    public boolean isSure(String name) {
      return given.containsKey(name);
    }

    @Override
    public boolean isNull(String name) {
      return given.get(name) == None.NONE;
    }

    @Override
    public boolean is(String name, Object value) {
      return given.containsKey(name) && Python.equal(given.get(name), value);
    }
  }

  private void add(List<String> errors, BadParameter wrong) {
    errors.add(wrong.getMessage() + found);
  }

  private List<ParameterRule> groups(String rule, Kind kind) {
    List<?> all = list(rules.get(rule));
    List<?> groups =
        all.isEmpty() || all.stream().anyMatch(List.class::isInstance) ? all : List.of(all);
    return groups.stream().map(group -> ParameterRule.of(kind, texts(group))).toList();
  }

  private static List<String> texts(Object value) {
    return value instanceof List<?> list
        ? list.stream().map(Python::string).toList()
        : List.of(Python.string(value));
  }

  private static List<?> list(@Nullable Object value) {
    return value instanceof List<?> list ? list : List.of();
  }
}
