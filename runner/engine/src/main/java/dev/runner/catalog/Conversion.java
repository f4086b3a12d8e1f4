package dev.runner.catalog;

import dev.runner.module.ArgumentSpec;
import dev.runner.module.BadParameter;
import dev.runner.module.Condition;
import dev.runner.module.Content;
import dev.runner.module.ControlFile;
import dev.runner.module.ControlPlace;
import dev.runner.module.ControlScript;
import dev.runner.module.Expression;
import dev.runner.module.FileMode;
import dev.runner.module.Handover;
import dev.runner.module.HostPython;
import dev.runner.module.RemotePath;
import dev.runner.module.Rendered;
import dev.runner.module.SourceMode;
import dev.runner.module.SourcePath;
import dev.runner.module.Value;
import dev.runner.module.ValueNamingFiles;
import dev.runner.module.Verbosity;
import dev.runner.module.Words;
import dev.runner.values.Json;
import dev.runner.values.None;
import dev.runner.values.Python;
import dev.runner.values.Secret;
import dev.runner.values.Text;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Converts values of the language to the types of parameters, with the leniency that users of
/// Ansible know: numbers are taken as text and numeric text as numbers, `yes` as true,
/// comma-separated text as a list.
final class Conversion {
  private static final String PYTHON = "ansible_python_interpreter";
  private static final String REMEDY = "give it a value, or leave it out";

  private final Map<String, Object> given;
  private final Materials materials;
  private boolean open;

  Conversion(Map<String, Object> given, Materials materials) {
    this.given = given;
    this.materials = materials;
  }

  /// Whether there is a path among the values of which the host has to be asked what it is.
  boolean isOpen() {
    return open;
  }

  private String onHost(String path) {
    open |= HostPaths.isOpen(path);
    return path;
  }

  private void note(Object value) {
    switch (value) {
      case String path -> onHost(path);
      case Optional<?> some -> some.ifPresent(this::note);
      case List<?> list -> list.forEach(this::note);
      default -> {}
    }
  }

  /// A default as it stands in the declaration.
  Object fromText(String name, Type type, String text) {
    Class<?> raw = Parameter.raw(type);
    if (raw == Optional.class) {
      return Optional.of(fromText(name, Parameter.argument(type, 0), text));
    }
    boolean plain = raw == String.class || raw == Text.class || raw == Content.class;
    boolean structured = !plain && (text.startsWith("[") || text.startsWith("{"));
    boolean before = open;
    Object value = convert(name, type, structured ? Json.parse(text) : text);
    open = before; // what modules themselves say they ask for in their own way
    return value;
  }

  /// A parameter's value as the user gave it.
  ///
  /// @param name for messages
  Object convert(Parameter parameter, String name, Object value) {
    if (value == None.NONE && !parameter.whenNull().isEmpty()) {
      throw new Unfit("'%s' is empty".formatted(name), REMEDY, parameter.whenNull());
    }
    Object converted =
        parameter.tellsGiven()
            ? Optional.of(convert(name, Parameter.argument(parameter.type(), 0), value))
            : convert(name, parameter.type(), value);
    if (parameter.path()) {
      note(converted);
    }
    return converted;
  }

  private HostPython python(String given) {
    if (!given.equals(HostPython.AUTO)) {
      return HostPython.of(given);
    }
    Object named = materials.variables(List.of(PYTHON)).get(PYTHON);
    return HostPython.of(named == null || named == None.NONE ? "" : Python.string(named));
  }

  /// A value as the user gave it.
  Object convert(String name, Type type, Object value) {
    Class<?> raw = Parameter.raw(type);
    if (raw == Optional.class) {
      return value == None.NONE
          ? Optional.empty()
          : Optional.of(convert(name, Parameter.argument(type, 0), value));
    } else if (raw == List.class) {
      return list(name, Parameter.argument(type, 0), value);
    } else if (raw == Map.class) {
      return map(name, Parameter.argument(type, 1), value);
    } else if (raw == Value.class) {
      return new Value(value);
    } else if (raw == ValueNamingFiles.class) {
      return new ValueNamingFiles(value, file -> materials.file(name, file));
    } else if (raw == Handover.class) {
      return materials.handover(names(value));
    } else if (raw == ArgumentSpec.class) {
      return specification(name, value);
    } else if (raw == Verbosity.class) {
      return new Verbosity(Math.toIntExact(Scalar.whole(name, value)), materials.verbosity());
    } else if (raw == HostPython.class) {
      return python(Scalar.text(name, value));
    } else if (raw == Condition.class) {
      return materials.condition(value);
    } else if (raw == Expression.class) {
      return materials.expression(value);
    } else if (value == None.NONE) {
      throw new Unfit("'%s' is empty".formatted(name), REMEDY);
    } else if (raw.isEnum()) {
      return Scalar.constant(name, raw, value);
    } else if (raw.isRecord()
        && raw != RemotePath.class
        && raw != FileMode.class
        && raw != Rendered.class
        && raw != ControlScript.class
        && raw != ControlPlace.class
        && raw != SourceMode.class) {
      return nested(name, raw, value);
    }
    return scalar(name, raw, value);
  }

  private ArgumentSpec specification(String name, Object value) {
    if (!(value instanceof Map<?, ?> map)) {
      throw new Unfit(
          "Incorrect type for %s, expected dict and got %s".formatted(name, Python.typeName(value)),
          "");
    }
    Map<String, Object> options = names(map);
    return new ArgumentSpec(options, materials.variables(options.keySet()));
  }

  private static Map<String, Object> names(Object value) {
    Map<String, Object> names = new LinkedHashMap<>();
    ((Map<?, ?>) value).forEach((key, each) -> names.put(Python.string(key), each));
    return names;
  }

  private Object scalar(String name, Class<?> raw, Object value) {
    if (raw == boolean.class || raw == Boolean.class) {
      return Scalar.bool(name, value);
    } else if (raw == int.class || raw == Integer.class) {
      return Math.toIntExact(Scalar.whole(name, value));
    } else if (raw == long.class || raw == Long.class) {
      return Scalar.whole(name, value);
    } else if (raw == double.class || raw == Double.class) {
      return Scalar.number(name, value).doubleValue();
    } else if (raw == Duration.class) {
      return Scalar.duration(name, value);
    } else if (raw == FileMode.class) {
      return Scalar.mode(name, value);
    } else if (raw == Secret.class) {
      return Secret.of(Scalar.text(name, value));
    } else if (raw == Text.class) {
      return Scalar.written(name, value);
    } else if (raw == Content.class) {
      return Content.of(Scalar.written(name, value));
    } else if (raw == RemotePath.class) {
      return RemotePath.of(onHost(Scalar.path(name, value)));
    } else if (raw == ControlFile.class) {
      return materials.file(name, Scalar.path(name, value));
    } else if (raw == ControlPlace.class) {
      String place = Scalar.path(name, value);
      return new ControlPlace(place, materials.place(place));
    } else if (raw == Rendered.class) {
      return materials.template(name, Scalar.path(name, value), given);
    } else if (raw == SourcePath.class) {
      return source(
          name, onHost(Scalar.text(name, value))); // empty where a module has its own word for it
    } else if (raw == SourceMode.class) {
      return isText(value, "preserve")
          ? SourceMode.PRESERVE
          : SourceMode.of(Scalar.mode(name, value));
    } else if (raw == ControlScript.class) {
      return script(name, Text.of(Scalar.path(name, value), Text.marksOf(value)));
    } else if (raw == String.class) {
      return Scalar.text(name, value);
    }
    throw new IllegalStateException("no parameter can be of type " + raw);
  }

  private static boolean isText(Object value, String text) {
    return Text.isText(value) && text.equals(value instanceof Text t ? t.value() : value);
  }

  private ControlScript script(String name, Text text) {
    List<Text> words = Words.split(text);
    if (words.isEmpty()) {
      throw new Unfit("'%s' names no file".formatted(name), "");
    }
    ControlFile file = materials.file(name, words.getFirst().value());
    return new ControlScript(file, words.subList(1, words.size()), text);
  }

  private SourcePath source(String name, String text) {
    return new SourcePath() {
      @Override
      public String text() {
        return text;
      }

      @Override
      public ControlFile onControl() {
        return materials.file(name, path());
      }

      @Override
      public RemotePath onHost() {
        return RemotePath.of(path());
      }

      private String path() {
        try {
          return Scalar.path(name, text);
        } catch (Unfit e) {
          throw new BadParameter(name, e.sentence()); // the plan asks for it, long after binding
        }
      }
    };
  }

  private Object nested(String name, Class<?> type, Object value) {
    if (!(value instanceof Map<?, ?> map)) {
      throw new Unfit("'%s' must be a mapping".formatted(name), "");
    }
    Map<String, Object> bound = new LinkedHashMap<>();
    Set<Object> left = new LinkedHashSet<>(map.keySet());
    for (RecordComponent component : type.getRecordComponents()) {
      for (Parameter parameter : Parameter.of(component)) {
        Object found = map.get(parameter.name());
        for (String alias : parameter.aliases()) {
          found = found == null ? map.get(alias) : found;
          left.remove(alias);
        }
        left.remove(parameter.name());
        String inner = name + "." + parameter.name();
        if (found != null) {
          bound.put(parameter.name(), convert(parameter, inner, found));
        } else if (parameter.byDefault().isPresent()) {
          bound.put(
              parameter.name(), fromText(inner, parameter.type(), parameter.byDefault().get()));
        } else if (parameter.required()) {
          throw new Unfit("'%s' is missing".formatted(inner), parameter.text());
        }
      }
    }
    if (!left.isEmpty()) {
      throw new Unfit("'%s' has no '%s'".formatted(name, left.iterator().next()), "");
    }
    return RecordShape.of(type).construct(bound);
  }

  private List<Object> list(String name, Type item, Object value) {
    Iterable<?> values =
        switch (value) {
          case None none -> List.of();
          case List<?> list -> list;
          case String text when splits(item) -> split(text);
          case Text text when splits(item) ->
              split(text.value()).stream().map(each -> Text.of(each, text.marks())).toList();
          default -> List.of(value);
        };
    List<Object> converted = new ArrayList<>();
    int index = 0;
    for (Object each : values) {
      converted.add(convert(name + "[" + index++ + "]", item, each));
    }
    return List.copyOf(converted);
  }

  /// Free text may hold commas of its own; names, numbers and paths don't.
  private static boolean splits(Type item) {
    Class<?> raw = Parameter.raw(item);
    return raw == RemotePath.class
        || (raw != Condition.class && raw != Value.class && !raw.isRecord());
  }

  private static List<String> split(String text) {
    List<String> parts = new ArrayList<>();
    for (String part : text.split(",")) {
      parts.add(part.strip());
    }
    return text.isBlank() ? List.of() : parts;
  }

  private Map<String, Object> map(String name, Type valueType, Object value) {
    Object read = value;
    if (Text.isText(value) && Scalar.text(name, value).strip().startsWith("{")) {
      read = Json.parse(Scalar.text(name, value));
    }
    if (!(read instanceof Map<?, ?> map)) {
      throw new Unfit("'%s' must be a mapping, not %s".formatted(name, Scalar.kind(value)), "");
    }
    Map<String, Object> converted = new LinkedHashMap<>();
    map.forEach(
        (key, each) -> converted.put(key.toString(), convert(name + "." + key, valueType, each)));
    return Collections.unmodifiableMap(converted);
  }
}
