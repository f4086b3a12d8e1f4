package dev.runner.catalog;

import dev.runner.module.Condition;
import dev.runner.module.Expression;
import dev.runner.module.Param;
import dev.runner.module.Rest;
import dev.runner.module.Spread;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A parameter of a module.
///
/// @param name as it stands in YAML
/// @param type of the record's component
/// @param byDefault as it would stand in YAML
/// @param rest takes all parameters that no other takes
/// @param path text in it is a path on the host
/// @param tellsGiven the module sees itself to what holds where the task doesn't give it
/// @param whenNull what a task's result says if it is null; the usual if empty
/// @param whenNoText what a task's result says if it is no text; any value is taken if empty
/// @param spread the component of the module's record that is the record which this one belongs to
public record Parameter(
    String name,
    List<String> aliases,
    String text,
    Type type,
    Optional<String> byDefault,
    boolean freeForm,
    boolean rest,
    boolean path,
    boolean tellsGiven,
    String whenNull,
    String whenNoText,
    Optional<String> spread) {

  /// The parameters that a component stands for: itself, or those of a record that it spreads.
  static List<Parameter> of(RecordComponent component) {
    if (component.isAnnotationPresent(Spread.class)) {
      return Arrays.stream(component.getType().getRecordComponents())
          .filter(inner -> inner.isAnnotationPresent(Param.class))
          .map(inner -> single(inner, Optional.of(component.getName())))
          .toList();
    }
    return List.of(single(component, Optional.empty()));
  }

  private static Parameter single(RecordComponent component, Optional<String> spread) {
    @Nullable Param param = component.getAnnotation(Param.class);
    boolean rest = component.isAnnotationPresent(Rest.class);
    if (param == null) {
      throw new IllegalArgumentException(
          "%s.%s has no @Param"
              .formatted(component.getDeclaringRecord().getName(), component.getName()));
    }
    return new Parameter(
        param.name().isEmpty() ? ModuleType.snake(component.getName()) : param.name(),
        List.of(param.aliases()),
        param.value(),
        component.getGenericType(),
        param.byDefault().equals(Param.NONE) ? Optional.empty() : Optional.of(param.byDefault()),
        param.freeForm(),
        rest,
        param.path(),
        param.tellsGiven(),
        param.whenNull(),
        param.whenNoText(),
        spread);
  }

  /// What sort of value it takes.
  public Kind kind() {
    return Kind.of(type);
  }

  /// What sort of items a list takes.
  public Optional<Kind> elements() {
    if (kind() != Kind.LIST) {
      return Optional.empty();
    }
    Type list = raw(type) == Optional.class ? argument(type, 0) : type;
    return Optional.of(Kind.of(argument(list, 0)));
  }

  /// The parameters of a mapping that is written in its place.
  public List<Parameter> suboptions() {
    return Kind.suboptions(type).stream()
        .flatMap(record -> Arrays.stream(record.getRecordComponents()))
        .flatMap(component -> of(component).stream())
        .toList();
  }

  /// Whether it must be given.
  public boolean required() {
    return byDefault.isEmpty() && !rest && (tellsGiven || !absentAllowed(raw(type)));
  }

  /// Whether what the user wrote is an expression, and not to be rendered before.
  public boolean unrendered() {
    return innermost() == Condition.class || isExpression();
  }

  /// Whether it is an expression that is no condition. A template in its place is rendered first.
  public boolean isExpression() {
    return innermost() == Expression.class;
  }

  private Class<?> innermost() {
    Type inner = type;
    while (raw(inner) == Optional.class || raw(inner) == List.class) {
      inner = argument(inner, 0);
    }
    return raw(inner);
  }

  private static boolean absentAllowed(Class<?> raw) {
    return raw == Optional.class || raw == List.class || raw == Map.class;
  }

  /// The class of a type without its arguments.
  static Class<?> raw(Type type) {
    return (Class<?>) (type instanceof ParameterizedType p ? p.getRawType() : type);
  }

  /// The first argument of a generic type.
  static Type argument(Type type, int index) {
    return ((ParameterizedType) type).getActualTypeArguments()[index];
  }

  /// What may be given: the names of an enum's constants, or nothing.
  public List<String> choices() {
    Class<?> raw = innermost();
    return raw.isEnum()
        ? Arrays.stream(raw.getEnumConstants()).map(Parameter::choice).toList()
        : List.of();
  }

  /// The name of an enum's constant as it stands in YAML: what its [Param] says, else its own in
  /// lower case.
  static String choice(Object constant) {
    Enum<?> choice = (Enum<?>) constant;
    try {
      @Nullable Param param =
          choice.getDeclaringClass().getField(choice.name()).getAnnotation(Param.class);
      return param == null || param.name().isEmpty()
          ? choice.name().toLowerCase(Locale.ROOT)
          : param.name();
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException(choice + " is no constant of its own enum", e);
    }
  }
}
