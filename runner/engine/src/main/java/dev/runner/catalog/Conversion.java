package dev.runner.catalog;

import dev.runner.module.Condition;
import dev.runner.module.Content;
import dev.runner.module.RemotePath;
import dev.runner.module.Value;
import dev.runner.values.Json;
import dev.runner.values.None;
import dev.runner.values.Text;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Converts values of the language to the types of parameters, from the outside in: lists, mappings
/// and records of suboptions, with the leniency that users of Ansible know (comma-separated text is
/// a list); what they hold by [TypedValues].
final class Conversion {
  private static final String REMEDY = "give it a value, or leave it out";

  private final TypedValues values;
  private boolean open;

  Conversion(Map<String, Object> given, Materials materials) {
    this.values = new TypedValues(given, materials, this::onHost);
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
    if (!Text.isText(value) && value != None.NONE && !parameter.whenNoText().isEmpty()) {
      throw new Unfit(
          "'%s' must be text, not %s".formatted(name, Scalar.kind(value)),
          "",
          parameter.whenNoText());
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
    }
    Optional<TypedValues.Maker> ofAnything = TypedValues.ofAnything(raw);
    if (ofAnything.isPresent()) {
      return ofAnything.get().make(values, name, value);
    } else if (value == None.NONE) {
      throw new Unfit("'%s' is empty".formatted(name), REMEDY);
    } else if (raw.isEnum()) {
      return Scalar.constant(name, raw, value);
    }
    Optional<TypedValues.Maker> ofValue = TypedValues.ofValue(raw);
    return ofValue.isPresent() ? ofValue.get().make(values, name, value) : nested(name, raw, value);
  }

  private Object nested(String name, Class<?> type, Object value) {
    if (!type.isRecord()) {
      throw new IllegalStateException("no parameter can be of type " + type);
    }
    Map<?, ?> map = Mapping.of(name, value);
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
          throw new Unfit(
              "'%s' is missing".formatted(inner), parameter.text(), Place.of(inner).missing());
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
    Map<String, Object> converted = new LinkedHashMap<>();
    Mapping.of(name, value)
        .forEach(
            (key, each) ->
                converted.put(key.toString(), convert(name + "." + key, valueType, each)));
    return Collections.unmodifiableMap(converted);
  }
}
