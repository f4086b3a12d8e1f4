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
import dev.runner.values.Secrets;
import dev.runner.values.Text;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Converts values of the language to the types of parameters, with the leniency that users of
/// Ansible know: numbers are taken as text and numeric text as numbers, `yes` as true,
/// comma-separated text as a list.
final class Conversion {
  private static final Set<String> TRUE = Set.of("yes", "on", "true", "1", "y", "t");
  private static final Set<String> FALSE = Set.of("no", "off", "false", "0", "n", "f");

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

  /// A value that doesn't fit.
  static final class Unfit extends IllegalArgumentException {
    private static final long serialVersionUID = 1;
    private final String hint;
    private final String told;

    Unfit(String sentence, String hint) {
      this(sentence, hint, sentence);
    }

    Unfit(String sentence, String hint, String told) {
      super(sentence);
      this.hint = hint;
      this.told = told;
    }

    String told() {
      return told;
    }

    String sentence() {
      return String.valueOf(getMessage());
    }

    String hint() {
      return hint;
    }
  }

  /// What a component gets that isn't given.
  static @Nullable Object empty(Class<?> type) {
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
    Object converted = convert(name, parameter.type(), value);
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
    } else if (raw == Value.class) {
      return new Value(value);
    } else if (raw == ValueNamingFiles.class) {
      return new ValueNamingFiles(value, file -> materials.file(name, file));
    } else if (raw == Handover.class) {
      return materials.handover(names(value));
    } else if (raw == ArgumentSpec.class) {
      return specification(name, value);
    } else if (raw == Verbosity.class) {
      return new Verbosity(Math.toIntExact(whole(name, value)), materials.verbosity());
    } else if (raw == Condition.class) {
      return materials.condition(value);
    } else if (raw == Expression.class) {
      return materials.expression(value);
    } else if (value == None.NONE) {
      throw new Unfit("'%s' is empty".formatted(name), "give it a value, or leave it out");
    } else if (raw.isEnum()) {
      return constant(name, raw, value);
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
      return bool(name, value);
    } else if (raw == int.class || raw == Integer.class) {
      return Math.toIntExact(whole(name, value));
    } else if (raw == long.class || raw == Long.class) {
      return whole(name, value);
    } else if (raw == double.class || raw == Double.class) {
      return number(name, value).doubleValue();
    } else if (raw == Duration.class) {
      return duration(name, value);
    } else if (raw == FileMode.class) {
      return mode(name, value);
    } else if (raw == Secret.class) {
      return Secret.of(text(name, value));
    } else if (raw == Text.class) {
      return written(name, value);
    } else if (raw == Content.class) {
      return Content.of(written(name, value));
    } else if (raw == RemotePath.class) {
      return RemotePath.of(onHost(path(name, value)));
    } else if (raw == ControlFile.class) {
      return materials.file(name, path(name, value));
    } else if (raw == ControlPlace.class) {
      String place = path(name, value);
      return new ControlPlace(place, materials.place(place));
    } else if (raw == Rendered.class) {
      return materials.template(name, path(name, value), given);
    } else if (raw == SourcePath.class) {
      return source(
          name, onHost(text(name, value))); // empty where a module has its own word for it
    } else if (raw == SourceMode.class) {
      return isText(value, "preserve") ? SourceMode.PRESERVE : SourceMode.of(mode(name, value));
    } else if (raw == ControlScript.class) {
      return script(name, Text.of(path(name, value), Text.marksOf(value)));
    } else if (raw == String.class) {
      return text(name, value);
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
        return materials.file(name, path(name, text));
      }

      @Override
      public RemotePath onHost() {
        return RemotePath.of(path(name, text));
      }
    };
  }

  private Object nested(String name, Class<?> type, Object value) {
    if (!(value instanceof Map<?, ?> map)) {
      throw new Unfit("'%s' must be a mapping".formatted(name), "");
    }
    Map<String, Object> bound = new LinkedHashMap<>();
    Set<Object> left = new java.util.LinkedHashSet<>(map.keySet());
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
    if (Text.isText(value) && text(name, value).strip().startsWith("{")) {
      read = Json.parse(text(name, value));
    }
    if (!(read instanceof Map<?, ?> map)) {
      throw new Unfit("'%s' must be a mapping, not %s".formatted(name, kind(value)), "");
    }
    Map<String, Object> converted = new LinkedHashMap<>();
    map.forEach(
        (key, each) -> converted.put(key.toString(), convert(name + "." + key, valueType, each)));
    return java.util.Collections.unmodifiableMap(converted);
  }

  private static Object constant(String name, Class<?> type, Object value) {
    String text = text(name, value);
    for (Object constant : type.getEnumConstants()) {
      String choice = Parameter.choice(constant);
      if (choice.replace('-', '_').equals(text.toLowerCase(Locale.ROOT).replace('-', '_'))
          || (value instanceof Boolean bool && (bool ? TRUE : FALSE).contains(choice))) {
        return constant;
      }
    }
    String choices =
        String.join(
            ", ", java.util.Arrays.stream(type.getEnumConstants()).map(Parameter::choice).toList());
    throw new Unfit(
        "'%s' can't be '%s'".formatted(name, text),
        "it is one of: " + choices,
        "value of %s must be one of: %s, got: %s".formatted(name, choices, text));
  }

  private static boolean bool(String name, Object value) {
    if (value instanceof Boolean bool) {
      return bool;
    }
    String word = text(name, value).toLowerCase(Locale.ROOT);
    if (TRUE.contains(word)) {
      return true;
    } else if (FALSE.contains(word)) {
      return false;
    }
    throw new Unfit("'%s' must be true or false, not '%s'".formatted(name, word), "");
  }

  private static BigDecimal number(String name, Object value) {
    try {
      return new BigDecimal(text(name, value).strip());
    } catch (NumberFormatException e) {
      throw new Unfit("'%s' must be a number, not %s".formatted(name, kind(value)), "");
    }
  }

  private static long whole(String name, Object value) {
    try {
      return number(name, value).longValueExact();
    } catch (ArithmeticException e) {
      throw new Unfit("'%s' must be a whole number".formatted(name), "");
    }
  }

  private static Duration duration(String name, Object value) {
    String text = text(name, value).strip();
    java.util.regex.Matcher unit =
        java.util.regex.Pattern.compile(
                "([0-9.]+)\\s*(s|sec|seconds?|m|min|minutes?|h|hours?|d|days?)?")
            .matcher(text);
    if (!unit.matches()) {
      throw new Unfit(
          "'%s' must be a time, not '%s'".formatted(name, text),
          "write seconds, or 90s, 5m, 2h, 1d");
    }
    String word = unit.group(2) == null ? "s" : unit.group(2);
    long factor =
        switch (word.charAt(0)) {
          case 'd' -> 86_400;
          case 'h' -> 3_600;
          case 'm' -> 60;
          default -> 1;
        };
    return Duration.ofMillis(
        number(name, unit.group(1)).multiply(BigDecimal.valueOf(factor * 1000)).longValue());
  }

  /// YAML reads `0644` as the octal number and `644` as a decimal one; Ansible takes the number's
  /// bits, so that an unquoted `644` is a mistake that we can see.
  private static FileMode mode(String name, Object value) {
    if (value instanceof Long bits) {
      if (bits > 07777 || bits < 0) {
        throw new Unfit(
            "'%s' is the decimal number %d".formatted(name, bits),
            "write the mode in quotes: '0%d'".formatted(bits));
      }
      return FileMode.of(bits.intValue());
    }
    String text = text(name, value);
    if (text.equals("preserve")) {
      throw new BadParameter(name, "'preserve' works only where the source is a file");
    }
    return FileMode.parse(text);
  }

  private static String path(String name, Object value) {
    String text = text(name, value);
    if (text.isEmpty()) {
      throw new Unfit("'%s' is an empty path".formatted(name), "");
    }
    return text;
  }

  /// Text as it is; anything else as JSON, secret as a whole if anything in it is.
  private static Text written(String name, Object value) {
    if (value instanceof Text text) {
      return text;
    }
    Text plain = Text.of(text(name, Secrets.revealed(value)), Text.marksOf(value));
    return Secrets.in(value) ? plain.with(plain.marks().asSecret()) : plain;
  }

  private static String text(String name, Object value) {
    return switch (value) {
      case String text -> text;
      case Text text -> text.value();
      case Boolean bool -> bool ? "True" : "False";
      case Number number -> Json.line(number);
      case Map<?, ?> map -> Json.spaced(map);
      case List<?> list -> Json.spaced(list);
      default -> throw new Unfit("'%s' must be text, not %s".formatted(name, kind(value)), "");
    };
  }

  private static String kind(Object value) {
    return switch (value) {
      case None none -> "nothing";
      case Boolean bool -> "a boolean";
      case Number number -> "the number " + number;
      case Map<?, ?> map -> "a mapping";
      case List<?> list -> "a list";
      default -> "'" + value + "'";
    };
  }
}
