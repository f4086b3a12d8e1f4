package dev.runner.catalog;

import dev.runner.module.BadParameter;
import dev.runner.module.ParameterRule;
import dev.runner.values.None;
import dev.runner.values.Python;
import dev.runner.values.Unknown;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Looks whether the parameters of a task hold what their module asks of them together.
final class Constraints implements ParameterRule.Given {
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
  Optional<Binding.Mistake> exclusion() {
    return ParameterRule.exclusion(module.rules(), this).map(Constraints::mistake);
  }

  /// The first thing that is missing beside others.
  Optional<Binding.Mistake> demand() {
    return ParameterRule.demands(module.rules(), this).findFirst().map(Constraints::mistake);
  }

  private static Binding.Mistake mistake(BadParameter wrong) {
    return Binding.Mistake.of(
        Binding.Kind.UNFIT, wrong.parameter(), String.valueOf(wrong.getMessage()), "");
  }

  @Override
  public boolean is(String name, Object wanted) {
    Parameter parameter = parameter(name);
    return value(parameter)
        .or(parameter::byDefault)
        .filter(each -> !(each instanceof Unknown))
        .filter(each -> word(parameter, each).equals(wanted))
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

  @Override
  public boolean isThere(String name) {
    Parameter parameter = parameter(name);
    return parameter.byDefault().isPresent() || value(parameter).isPresent();
  }

  @Override
  public boolean isSure(String name) {
    return value(parameter(name)).filter(each -> !(each instanceof Unknown)).isPresent();
  }

  @Override
  public boolean isNull(String name) {
    return value(parameter(name)).equals(Optional.of(None.NONE));
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
