package dev.runner.modules;

import dev.runner.module.Content;
import dev.runner.module.FileMode;
import dev.runner.module.Handover;
import dev.runner.module.HostPython;
import dev.runner.module.Param;
import dev.runner.module.ParameterRule;
import dev.runner.module.RemotePath;
import dev.runner.module.Spread;
import dev.runner.module.TaskModule;
import dev.runner.module.Value;
import dev.runner.values.Marks;
import dev.runner.values.Python;
import dev.runner.values.Secret;
import dev.runner.values.Text;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Makes modules for tests from a few parameters, by their names in YAML; the others get the
/// defaults that they declare, and what they declare to hold together is looked at. Modules with
/// many parameters would be unreadable otherwise.
public final class Tasks {
  private Tasks() {}

  /// A module with these parameters: name, value, name, value.
  public static <T extends TaskModule> T task(Class<T> module, Object... parameters) {
    Map<String, Object> given = new LinkedHashMap<>();
    for (int i = 0; i < parameters.length; i += 2) {
      given.put(parameters[i].toString(), parameters[i + 1]);
    }
    hold(module, given);
    T task = module.cast(make(module, given));
    if (!given.isEmpty()) {
      throw new IllegalArgumentException(module + " has no " + given.keySet());
    }
    return task;
  }

  private static void hold(Class<?> module, Map<String, Object> given) {
    List<ParameterRule> rules = ParameterRule.of(module);
    Known known = new Known(Map.copyOf(given), parameters(module));
    ParameterRule.exclusion(rules, known)
        .or(() -> ParameterRule.demands(rules, known).findFirst())
        .ifPresent(
            wrong -> {
              throw wrong;
            });
  }

  private static Map<String, RecordComponent> parameters(Class<?> type) {
    Map<String, RecordComponent> all = new LinkedHashMap<>();
    for (RecordComponent component : type.getRecordComponents()) {
      if (component.isAnnotationPresent(Spread.class)) {
        all.putAll(parameters(component.getType()));
      } else {
        all.put(name(component), component);
      }
    }
    return all;
  }

  /// What a test gives, and the defaults of its module.
  private record Known(Map<String, Object> given, Map<String, RecordComponent> parameters)
      implements ParameterRule.Given {
    @Override
    public boolean isThere(String name) {
      return given.containsKey(name) || byDefault(name) != null;
    }

    @Override
    public boolean isSure(String name) {
      return given.containsKey(name);
    }

    @Override
    public boolean isNull(String name) {
      return false;
    }

    @Override
    public boolean is(String name, Object value) {
      Object known = given.getOrDefault(name, byDefault(name));
      return known != null && word(name, known).equals(value);
    }

    private String byDefault(String name) {
      Param param = parameters.get(name).getAnnotation(Param.class);
      return param == null || param.byDefault().equals(Param.NONE) ? null : param.byDefault();
    }

    private String word(String name, Object value) {
      Type type = parameters.get(name).getGenericType();
      boolean truth = type == boolean.class || type.getTypeName().endsWith("<java.lang.Boolean>");
      return truth
          ? Python.string(Boolean.valueOf(value.toString()))
          : value instanceof Enum<?> ? value.toString().toLowerCase(Locale.ROOT) : value.toString();
    }
  }

  private static Object make(Class<?> type, Map<String, Object> given) {
    RecordComponent[] components = type.getRecordComponents();
    Object[] arguments =
        Arrays.stream(components).map(component -> argument(component, given)).toArray();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object argument(RecordComponent component, Map<String, Object> given) {
    if (component.isAnnotationPresent(Spread.class)) {
      return make(component.getType(), given);
    }
    if (component.getType() == Handover.class) {
      Handed handed = new Handed(given);
      given.clear();
      return handed;
    }
    Param param = component.getAnnotation(Param.class);
    Object value = given.remove(name(component));
    if (value == null && param != null && !param.byDefault().equals(Param.NONE)) {
      value = param.byDefault();
    }
    return convert(component.getGenericType(), value);
  }

  private static String name(RecordComponent component) {
    Param param = component.getAnnotation(Param.class);
    return param == null || param.name().isEmpty() ? snake(component) : param.name();
  }

  private static String snake(RecordComponent component) {
    return component.getName().replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
  }

  private static Object convert(Type type, Object value) {
    Class<?> raw =
        type instanceof ParameterizedType generic
            ? (Class<?>) generic.getRawType()
            : (Class<?>) type;
    if (raw == Optional.class) {
      return Optional.ofNullable(value == null ? null : convert(inner(type), value));
    } else if (raw == List.class) {
      List<?> all =
          value == null || value.equals("[]")
              ? List.of()
              : value instanceof List<?> list ? list : List.of(value);
      return all.stream().map(each -> convert(inner(type), each)).toList();
    } else if (raw == Map.class) {
      return value instanceof Map<?, ?> map ? mapped(type, map) : Map.of();
    } else if (value == null) {
      return raw == boolean.class ? (Object) false : Optional.empty();
    } else if (raw == Value.class) {
      return new Value(value);
    }
    return scalar(raw, value);
  }

  private static Map<?, ?> mapped(Type type, Map<?, ?> map) {
    if (((ParameterizedType) type).getActualTypeArguments()[1] != Value.class) {
      return map;
    }
    Map<Object, Object> values = new LinkedHashMap<>();
    map.forEach((name, each) -> values.put(name, each instanceof Value ? each : new Value(each)));
    return values;
  }

  private static boolean named(Object constant, String text) {
    try {
      Param param = constant.getClass().getField(constant.toString()).getAnnotation(Param.class);
      return constant.toString().equalsIgnoreCase(text.replace('-', '_'))
          || (param != null && param.name().equals(text));
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Type inner(Type type) {
    return ((ParameterizedType) type).getActualTypeArguments()[0];
  }

  private static Object scalar(Class<?> raw, Object value) {
    if (raw.isInstance(value)) {
      return value;
    }
    String text = value.toString();
    if (raw == String.class) {
      return text;
    } else if (raw.isEnum()) {
      return Arrays.stream(raw.getEnumConstants())
          .filter(constant -> named(constant, text))
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException(raw + " has no " + text));
    } else if (raw == boolean.class || raw == Boolean.class) {
      return Boolean.valueOf(text);
    } else if (raw == int.class || raw == Integer.class) {
      return Integer.valueOf(text);
    } else if (raw == long.class || raw == Long.class) {
      return Long.valueOf(text);
    } else if (raw == double.class || raw == Double.class) {
      return Double.valueOf(text);
    } else if (raw == Duration.class) {
      return Duration.ofSeconds(Long.parseLong(text));
    } else if (raw == RemotePath.class) {
      return RemotePath.of(text);
    } else if (raw == FileMode.class) {
      return FileMode.parse(text);
    } else if (raw == HostPython.class) {
      return HostPython.of(text);
    } else if (raw == Secret.class) {
      return Secret.of(text);
    } else if (raw == Text.class) {
      return Text.of(text, Marks.NONE);
    } else if (raw == Content.class) {
      return Content.of(text);
    }
    throw new IllegalArgumentException("a test can't make a " + raw);
  }
}
