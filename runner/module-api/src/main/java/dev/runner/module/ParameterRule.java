package dev.runner.module;

import dev.runner.module.Constraint.Kind;
import dev.runner.values.Python;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What several parameters have to hold together: declared by a module with [Constraint], or said
/// by a specification of arguments. The sentences are those that Ansible's users and scripts know.
///
/// @param kind what has to hold
/// @param names the parameters that it is about
/// @param when the parameter that makes it hold; empty for kinds that depend on none
/// @param is the value that this one has then; none if any will do
public record ParameterRule(Kind kind, List<String> names, String when, Optional<Object> is) {
  private static final int TURNS = 4;

  public ParameterRule {
    names = List.copyOf(names);
  }

  /// A rule that depends on no parameter.
  public static ParameterRule of(Kind kind, List<String> names) {
    return new ParameterRule(kind, names, "", Optional.empty());
  }

  /// Those that a module declares; the values that they compare with are words as Python writes
  /// them.
  public static List<ParameterRule> of(Class<?> module) {
    return Arrays.stream(module.getAnnotationsByType(Constraint.class))
        .map(
            each ->
                new ParameterRule(
                    each.value(),
                    List.of(each.names()),
                    each.when(),
                    Optional.<Object>of(each.is()).filter(word -> !word.equals(""))))
        .toList();
  }

  /// What is known of the parameters that are given.
  public interface Given {
    /// Whether it is given, may turn out to be once all is rendered, or has a default.
    boolean isThere(String name);

    /// Whether it is given for sure.
    boolean isSure(String name);

    /// Whether it is given as null, which stands for nothing where one needs others.
    boolean isNull(String name);

    /// Whether its value, or its default, is this one for sure.
    boolean is(String name, Object value);
  }

  /// What excludes each other and is given, all of it in one sentence.
  public static Optional<BadParameter> exclusion(List<ParameterRule> rules, Given given) {
    List<ParameterRule> broken =
        rules.stream().filter(each -> each.kind == Kind.EXCLUSIVE && each.isBroken(given)).toList();
    return broken.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new BadParameter(
                broken.getFirst().about(),
                exclusive(broken.stream().map(ParameterRule::names).toList())));
  }

  /// What is missing beside others: of each kind the first, in the order of kinds that Ansible has.
  public static Stream<BadParameter> demands(List<ParameterRule> rules, Given given) {
    return IntStream.range(0, TURNS)
        .boxed()
        .flatMap(
            turn ->
                rules.stream()
                    .filter(each -> each.kind != Kind.EXCLUSIVE && each.turn() == turn)
                    .filter(each -> each.isBroken(given))
                    .limit(1))
        .map(each -> new BadParameter(each.about(), each.demand(given)));
  }

  private int turn() {
    return switch (kind) {
      case EXCLUSIVE, TOGETHER -> 0;
      case ONE_OF -> 1;
      case NEEDED, ONE_NEEDED -> is.isPresent() ? 2 : 3;
    };
  }

  private boolean isBroken(Given given) {
    int absent = absent(given).size();
    return switch (kind) {
      case EXCLUSIVE -> names.stream().filter(given::isSure).count() > 1;
      case TOGETHER -> absent > 0 && names.stream().anyMatch(given::isSure);
      case ONE_OF -> absent == names.size();
      case NEEDED -> absent > 0 && depends(given);
      case ONE_NEEDED -> absent > 0 && absent == names.size() && depends(given);
    };
  }

  private boolean depends(Given given) {
    return is.map(value -> given.is(when, value))
        .orElseGet(() -> given.isSure(when) && !given.isNull(when));
  }

  private List<String> absent(Given given) {
    return names.stream()
        .filter(name -> !given.isThere(name) || (turn() == TURNS - 1 && given.isNull(name)))
        .toList();
  }

  private String about() {
    return !when.isEmpty() || names.isEmpty() ? when : names.getLast();
  }

  private String demand(Given given) {
    return switch (kind) {
      case EXCLUSIVE, TOGETHER -> "parameters are required together: " + list(names);
      case ONE_OF -> oneOf(names);
      case NEEDED, ONE_NEEDED -> needed(list(absent(given)));
    };
  }

  private String needed(String absent) {
    return is.map(
            value ->
                "%s is %s but %s of the following are missing: %s"
                    .formatted(
                        when, Python.string(value), kind == Kind.NEEDED ? "all" : "any", absent))
        .orElseGet(() -> "missing parameter(s) required by '%s': %s".formatted(when, absent));
  }

  static String exclusive(List<List<String>> groups) {
    return groups.stream()
        .map(each -> String.join("|", each))
        .collect(Collectors.joining(", ", "parameters are mutually exclusive: ", ""));
  }

  static String oneOf(List<String> names) {
    return "one of the following is required: " + list(names);
  }

  private static String list(List<String> names) {
    return String.join(", ", names);
  }
}
