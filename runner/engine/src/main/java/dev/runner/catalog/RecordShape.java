package dev.runner.catalog;

import dev.runner.module.Param;
import dev.runner.module.Spread;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How a record is made of values: what reflection says of it, which takes longer to ask than to
/// use.
///
/// @param components in the order of the canonical constructor
record RecordShape(Constructor<?> constructor, List<Component> components) {

  /// One component.
  ///
  /// @param name as it stands in YAML
  /// @param own the component's own name
  /// @param spread whether it shares its parameters with the record around it
  /// @param path whether text in it is a path on the host
  record Component(
      String name, String own, Class<?> type, boolean spread, boolean path, Method accessor) {
    private static Component of(RecordComponent component) {
      @Nullable Param param = component.getAnnotation(Param.class);
      component.getAccessor().setAccessible(true);
      return new Component(
          param == null || param.name().isEmpty()
              ? ModuleType.snake(component.getName())
              : param.name(),
          component.getName(),
          component.getType(),
          component.isAnnotationPresent(Spread.class),
          param != null && param.path(),
          component.getAccessor());
    }
  }

  /// Asks a record's class.
  static RecordShape of(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return new RecordShape(constructor, Arrays.stream(components).map(Component::of).toList());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " can't be made", e);
    }
  }

  /// Calls the canonical constructor.
  ///
  /// @param values by YAML name; components without one get their empty value
  Object construct(Map<String, Object> values) {
    List<@Nullable Object> arguments = new ArrayList<>(components.size());
    for (Component component : components) {
      Object value = values.get(component.name());
      arguments.add(value == null ? empty(component.type()) : value);
    }
    return construct(arguments);
  }

  /// What a component gets that isn't given.
  private static @Nullable Object empty(Class<?> type) {
    if (type == Optional.class) {
      return Optional.empty();
    } else if (type == List.class) {
      return List.of();
    } else if (type == Map.class) {
      return Map.of();
    } else if (type == boolean.class) {
      return false;
    } else if (type == int.class) {
      return 0;
    } else if (type == long.class) {
      return 0L;
    } else if (type == double.class) {
      return 0.0;
    }
    return null;
  }

  /// What changes a component's value.
  interface Change {
    Object of(Component component, Object value);
  }

  /// The record with its values changed.
  Object with(Record record, Change change) {
    List<@Nullable Object> arguments = new ArrayList<>(components.size());
    for (Component component : components) {
      try {
        @Nullable Object value = component.accessor().invoke(record);
        arguments.add(value == null ? null : change.of(component, value));
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(component.own() + " can't be read", e);
      }
    }
    return construct(arguments);
  }

  private Object construct(List<@Nullable Object> arguments) {
    try {
      return constructor.newInstance(arguments.toArray());
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(constructor.getDeclaringClass() + " can't be made", e);
    }
  }
}
