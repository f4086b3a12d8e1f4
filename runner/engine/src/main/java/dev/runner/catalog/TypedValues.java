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
import dev.runner.values.None;
import dev.runner.values.Python;
import dev.runner.values.Secret;
import dev.runner.values.Text;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Makes single values of the types that parameters may have: plain ones, and those by which a
/// module asks the engine for something. A type that is new to modules comes into one of the two
/// tables, and into that of [Kind].
///
/// @param given all parameters of the task
/// @param materials what the engine brings
/// @param onHost hears of each path that is one on the host
record TypedValues(Map<String, Object> given, Materials materials, UnaryOperator<String> onHost) {
  private static final String PYTHON = "ansible_python_interpreter";

  /// Makes a value of one type.
  interface Maker {
    /// The value made.
    ///
    /// @param name of the parameter, for messages
    /// @throws Unfit if it can't be made of this
    Object make(TypedValues with, String name, Object value);
  }

  /// Types that have something to say to null, too.
  private static final Map<Class<?>, Maker> OF_ANYTHING =
      Map.ofEntries(
          Map.entry(Value.class, (with, name, value) -> new Value(value)),
          Map.entry(
              ValueNamingFiles.class,
              (with, name, value) ->
                  new ValueNamingFiles(value, file -> with.materials.file(name, file))),
          Map.entry(Handover.class, (with, name, value) -> with.materials.handover(names(value))),
          Map.entry(ArgumentSpec.class, TypedValues::specification),
          Map.entry(
              Verbosity.class,
              (with, name, value) ->
                  new Verbosity(
                      Math.toIntExact(Scalar.whole(name, value)), with.materials.verbosity())),
          Map.entry(HostPython.class, (with, name, value) -> with.python(Scalar.text(name, value))),
          Map.entry(Condition.class, (with, name, value) -> with.materials.condition(value)),
          Map.entry(Expression.class, (with, name, value) -> with.materials.expression(value)));

  private static final Maker FLAG = (with, name, value) -> Scalar.bool(name, value);
  private static final Maker WHOLE =
      (with, name, value) -> Math.toIntExact(Scalar.whole(name, value));
  private static final Maker LONG = (with, name, value) -> Scalar.whole(name, value);
  private static final Maker REAL = (with, name, value) -> Scalar.number(name, value).doubleValue();

  private static final Map<Class<?>, Maker> OF_VALUES =
      Map.ofEntries(
          Map.entry(boolean.class, FLAG),
          Map.entry(Boolean.class, FLAG),
          Map.entry(int.class, WHOLE),
          Map.entry(Integer.class, WHOLE),
          Map.entry(long.class, LONG),
          Map.entry(Long.class, LONG),
          Map.entry(double.class, REAL),
          Map.entry(Double.class, REAL),
          Map.entry(String.class, (with, name, value) -> Scalar.text(name, value)),
          Map.entry(Text.class, (with, name, value) -> Scalar.written(name, value)),
          Map.entry(Content.class, (with, name, value) -> Content.of(Scalar.written(name, value))),
          Map.entry(Secret.class, (with, name, value) -> Secret.of(Scalar.text(name, value))),
          Map.entry(Duration.class, (with, name, value) -> Scalar.duration(name, value)),
          Map.entry(FileMode.class, (with, name, value) -> Scalar.mode(name, value)),
          Map.entry(SourceMode.class, (with, name, value) -> sourceMode(name, value)),
          Map.entry(
              RemotePath.class,
              (with, name, value) -> RemotePath.of(with.onHost.apply(Scalar.path(name, value)))),
          Map.entry(
              SourcePath.class, // empty where a module has its own word for it; false is none
              (with, name, value) ->
                  with.source(
                      name,
                      Boolean.FALSE.equals(value)
                          ? ""
                          : with.onHost.apply(Scalar.text(name, value)))),
          Map.entry(
              ControlFile.class,
              (with, name, value) -> with.materials.file(name, Scalar.path(name, value))),
          Map.entry(
              ControlPlace.class, (with, name, value) -> with.place(Scalar.path(name, value))),
          Map.entry(
              Rendered.class,
              (with, name, value) ->
                  with.materials.template(name, Scalar.path(name, value), with.given)),
          Map.entry(
              ControlScript.class,
              (with, name, value) ->
                  with.script(name, Text.of(Scalar.path(name, value), Text.marksOf(value)))));

  /// How values of this type are made, if it has something to say to null, too.
  static Optional<Maker> ofAnything(Class<?> type) {
    return Optional.ofNullable(OF_ANYTHING.get(type));
  }

  /// How values of this type are made of what isn't null.
  static Optional<Maker> ofValue(Class<?> type) {
    return Optional.ofNullable(OF_VALUES.get(type));
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

  private HostPython python(String given) {
    if (!given.equals(HostPython.AUTO)) {
      return HostPython.of(given);
    }
    Object named = materials.variables(List.of(PYTHON)).get(PYTHON);
    return HostPython.of(named == null || named == None.NONE ? "" : Python.string(named));
  }

  private static SourceMode sourceMode(String name, Object value) {
    return isText(value, "preserve")
        ? SourceMode.PRESERVE
        : SourceMode.of(Scalar.mode(name, value));
  }

  private static boolean isText(Object value, String text) {
    return Text.isText(value) && text.equals(value instanceof Text t ? t.value() : value);
  }

  private ControlPlace place(String name) {
    return new ControlPlace(name, materials.place(name));
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
}
