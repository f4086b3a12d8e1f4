package dev.runner.catalog;

import dev.runner.module.ArgumentSpec;
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
import dev.runner.values.Secret;
import dev.runner.values.Text;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What sort of value a parameter takes, in the words of the documentation.
public enum Kind {
  TEXT("str", "str"),
  WHOLE("int", "int"),
  REAL("float", "float"),
  FLAG("bool", "bool"),
  LIST("list", "list"),
  MAPPING("dict", "dict"),
  ANY("any", "raw"),
  MODE("mode", "raw"),
  DURATION("duration", "float"),
  SECRET("secret", "str"),
  PATH("path", "path"),
  CONTROL_PATH("control path", "path"),
  EXPRESSION("expression", "raw");

  private static final Map<Class<?>, Kind> PLAIN =
      Map.ofEntries(
          Map.entry(String.class, TEXT),
          Map.entry(Text.class, TEXT),
          Map.entry(Content.class, TEXT),
          Map.entry(int.class, WHOLE),
          Map.entry(Integer.class, WHOLE),
          Map.entry(long.class, WHOLE),
          Map.entry(Long.class, WHOLE),
          Map.entry(double.class, REAL),
          Map.entry(Double.class, REAL),
          Map.entry(boolean.class, FLAG),
          Map.entry(Boolean.class, FLAG),
          Map.entry(List.class, LIST),
          Map.entry(Map.class, MAPPING),
          Map.entry(Value.class, ANY),
          Map.entry(ValueNamingFiles.class, ANY),
          Map.entry(Verbosity.class, WHOLE),
          Map.entry(HostPython.class, TEXT),
          Map.entry(ArgumentSpec.class, MAPPING),
          Map.entry(Handover.class, MAPPING),
          Map.entry(FileMode.class, MODE),
          Map.entry(SourceMode.class, MODE),
          Map.entry(Duration.class, DURATION),
          Map.entry(Secret.class, SECRET),
          Map.entry(RemotePath.class, PATH),
          Map.entry(SourcePath.class, PATH),
          Map.entry(ControlFile.class, CONTROL_PATH),
          Map.entry(ControlPlace.class, CONTROL_PATH),
          Map.entry(ControlScript.class, CONTROL_PATH),
          Map.entry(Rendered.class, CONTROL_PATH),
          Map.entry(Condition.class, EXPRESSION),
          Map.entry(Expression.class, EXPRESSION));

  private final String word;
  private final String ansible;

  Kind(String word, String ansible) {
    this.word = word;
    this.ansible = ansible;
  }

  /// As people read it.
  public String word() {
    return word;
  }

  /// As Ansible's documentation would call it.
  public String ansible() {
    return ansible;
  }

  /// The kind of a component's type.
  static Kind of(Type type) {
    Class<?> raw = Parameter.raw(type);
    if (raw == Optional.class) {
      return of(Parameter.argument(type, 0));
    } else if (raw.isEnum()) {
      return TEXT;
    }
    Kind plain = PLAIN.get(raw);
    return plain == null ? MAPPING : plain;
  }

  /// The record of suboptions that a type holds, if it does.
  static Optional<Class<?>> suboptions(Type type) {
    Class<?> raw = Parameter.raw(type);
    if (raw == Optional.class || raw == List.class) {
      return suboptions(Parameter.argument(type, 0));
    } else if (raw == Map.class) {
      return suboptions(Parameter.argument(type, 1));
    }
    return raw.isRecord() && !PLAIN.containsKey(raw) ? Optional.of(raw) : Optional.empty();
  }
}
