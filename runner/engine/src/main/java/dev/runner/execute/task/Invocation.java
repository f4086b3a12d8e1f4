package dev.runner.execute.task;

import dev.runner.catalog.ModuleType;
import dev.runner.catalog.Parameter;
import dev.runner.values.None;
import dev.runner.values.Secret;
import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// What a module was asked for, as `invocation` in its result says it: all its parameters, those
/// that nobody gave with their defaults.
final class Invocation {
  private static final String HIDDEN = "VALUE_SPECIFIED_IN_NO_LOG_PARAMETER";
  private static final String SECRET = Secret.class.getName();

  private Invocation() {}

  /// @param free whether free-form text was given, which has a name of its own
  static Map<String, Object> of(ModuleType module, Map<String, Object> given, boolean free) {
    Map<String, Object> arguments = new LinkedHashMap<>();
    for (Parameter parameter : module.parameters()) {
      if (parameter.rest()) {
        continue;
      }
      Object byDefault =
          parameter.byDefault().map(text -> typed(parameter.type(), text)).orElse(None.NONE);
      UnaryOperator<Object> shown = value -> isHidden(parameter, value) ? HIDDEN : value;
      List<String> names =
          Stream.concat(Stream.of(parameter.name()), parameter.aliases().stream())
              .filter(given::containsKey)
              .toList();
      Object value = names.isEmpty() ? byDefault : given.get(names.getFirst());
      if (parameter.freeForm()) {
        arguments.put("_raw_params", free ? shown.apply(value) : None.NONE);
        arguments.put(parameter.name(), free ? None.NONE : shown.apply(value));
      } else {
        arguments.put(parameter.name(), shown.apply(value));
      }
      names.forEach(name -> arguments.putIfAbsent(name, shown.apply(given.get(name))));
    }
    given.forEach(arguments::putIfAbsent);
    return Map.of("module_args", arguments);
  }

  private static boolean isHidden(Parameter parameter, Object value) {
    return value != None.NONE && parameter.type().getTypeName().contains(SECRET);
  }

  private static Object typed(Type type, String text) {
    return type == boolean.class
        ? (Object) Boolean.valueOf(text)
        : type == int.class || type == long.class ? (Object) Long.valueOf(text) : text;
  }
}
