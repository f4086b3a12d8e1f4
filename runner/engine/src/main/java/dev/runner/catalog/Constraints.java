package dev.runner.catalog;

import dev.runner.module.Constraint;
import dev.runner.module.Constraint.Kind;
import dev.runner.values.Python;
import dev.runner.values.Unknown;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Looks whether the parameters of a task hold what their module asks of them together. The
/// sentences are those that Ansible's users and scripts know.
final class Constraints {
  private static final Set<String> YES_OR_NO =
      Set.of("boolean", "java.util.Optional<java.lang.Boolean>");

  private final ModuleType module;
  private final Map<String, Object> given;

  /// @param given the values by the names under which they are given; [Unknown] where one isn't
  ///   rendered yet, and may turn out to be left out
  Constraints(ModuleType module, Map<String, Object> given) {
    this.module = module;
    this.given = given;
  }

  /// What excludes each other.
  List<Binding.Mistake> exclusions() {
    return module.constraints().stream()
        .filter(each -> each.value() == Kind.EXCLUSIVE)
        .flatMap(this::mistake)
        .toList();
  }

  /// The first thing that is missing beside others, in the order of kinds that Ansible has.
  Optional<Binding.Mistake> demand() {
    return module.constraints().stream()
        .filter(each -> each.value() != Kind.EXCLUSIVE)
        .sorted(Comparator.comparingInt(Constraints::turn))
        .flatMap(this::mistake)
        .findFirst();
  }

  private static int turn(Constraint constraint) {
    return switch (constraint.value()) {
      case EXCLUSIVE, TOGETHER -> 0;
      case ONE_OF -> 1;
      case NEEDED, ONE_NEEDED -> constraint.is().isEmpty() ? 3 : 2;
    };
  }

  private Stream<Binding.Mistake> mistake(Constraint constraint) {
    List<String> names = List.of(constraint.names());
    List<String> absent = names.stream().filter(name -> !isThere(name)).toList();
    Optional<String> told =
        switch (constraint.value()) {
          case EXCLUSIVE ->
              when(
                  names.stream().filter(this::isSure).count() > 1,
                  "parameters are mutually exclusive: " + String.join("|", names));
          case TOGETHER ->
              when(
                  !absent.isEmpty() && names.stream().anyMatch(this::isSure),
                  "parameters are required together: " + String.join(", ", names));
          case ONE_OF ->
              when(
                  absent.size() == names.size(),
                  "one of the following is required: " + String.join(", ", names));
          case NEEDED -> when(!absent.isEmpty() && isSo(constraint), needed(constraint, absent));
          case ONE_NEEDED ->
              when(absent.size() == names.size() && isSo(constraint), needed(constraint, absent));
        };
    String about = constraint.when().isEmpty() ? names.getLast() : constraint.when();
    return told.stream()
        .map(sentence -> Binding.Mistake.of(Binding.Kind.UNFIT, about, sentence, ""));
  }

  private static Optional<String> when(boolean broken, String sentence) {
    return broken ? Optional.of(sentence) : Optional.empty();
  }

  private static String needed(Constraint constraint, List<String> absent) {
    String names = String.join(", ", absent);
    return constraint.is().isEmpty()
        ? "missing parameter(s) required by '%s': %s".formatted(constraint.when(), names)
        : "%s is %s but %s of the following are missing: %s"
            .formatted(
                constraint.when(),
                constraint.is(),
                constraint.value() == Kind.NEEDED ? "all" : "any",
                names);
  }

  /// Whether a constraint that depends on a parameter holds.
  private boolean isSo(Constraint constraint) {
    Parameter parameter = parameter(constraint.when());
    Optional<Object> value = value(parameter);
    if (constraint.is().isEmpty()) {
      return isSure(constraint.when());
    }
    return value
        .or(parameter::byDefault)
        .filter(each -> !(each instanceof Unknown))
        .filter(each -> word(parameter, each).equals(constraint.is()))
        .isPresent();
  }

  private static String word(Parameter parameter, Object value) {
    if (!YES_OR_NO.contains(parameter.type().getTypeName())) {
      return Python.string(value);
    }
    try {
      return Python.string(Scalar.bool(parameter.name(), value));
    } catch (IllegalArgumentException e) {
      return ""; // told of already
    }
  }

  /// Whether a parameter is given, or has a default.
  private boolean isThere(String name) {
    Parameter parameter = parameter(name);
    return parameter.byDefault().isPresent() || value(parameter).isPresent();
  }

  /// Whether a parameter is given for sure.
  private boolean isSure(String name) {
    return value(parameter(name)).filter(each -> !(each instanceof Unknown)).isPresent();
  }

  private Optional<Object> value(Parameter parameter) {
    return Stream.concat(Stream.of(parameter.name()), parameter.aliases().stream())
        .filter(given::containsKey)
        .findFirst()
        .map(given::get);
  }

  private Parameter parameter(String name) {
    return module.parameters().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(module.name() + " has no " + name));
  }
}
