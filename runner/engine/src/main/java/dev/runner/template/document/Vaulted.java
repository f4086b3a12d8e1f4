package dev.runner.template.document;

import dev.runner.template.yaml.YamlWriter;
import dev.runner.values.Marks;
import dev.runner.values.PythonException;
import dev.runner.values.Secrets;
import dev.runner.values.Text;
import dev.runner.values.Undefined;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What `to_yaml` does with values that were encrypted one by one (`vault_behavior`). Those that
/// can't be opened stay encrypted.
enum Vaulted {
  DECRYPT,
  KEEP_ENCRYPTED,
  REDACT,
  FAIL;

  /// The behaviour of that name; what is encrypted is written open if none is given.
  static Vaulted of(@Nullable String name) {
    if (name == null) {
      return DECRYPT;
    }
    for (Vaulted each : values()) {
      if (each.word().equals(name)) {
        return each;
      }
    }
    throw PythonException.value(
        "The vault parameter must be one of decrypt, keep_encrypted, redact, fail");
  }

  private String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The document of a value. It is no secret where nothing in it is that was encrypted.
  Object written(Object value, Function<Object, String> writer) {
    Object treated = treated(value);
    String text = writer.apply(treated);
    return this == DECRYPT || Secrets.in(treated) ? text : Text.of(text, Marks.NONE);
  }

  private Object treated(Object value) {
    return switch (value) {
      case Text text when text.marks().envelope() != null && this != DECRYPT ->
          instead(text.marks().envelope());
      case Undefined locked when locked.isVaulted() -> sealed(locked.name());
      case List<?> list -> list.stream().map(this::treated).toList();
      case Map<?, ?> map -> {
        Map<Object, Object> copy = new LinkedHashMap<>();
        map.forEach((key, each) -> copy.put(key, treated(each)));
        yield copy;
      }
      default -> value;
    };
  }

  private Object instead(@Nullable String envelope) {
    return switch (this) {
      case FAIL -> throw PythonException.value("Attempted to dump a vaulted value");
      case REDACT -> "<redacted>";
      default -> sealed(Objects.requireNonNull(envelope));
    };
  }

  private static Object sealed(String envelope) {
    return new YamlWriter.Block("!vault", envelope.lines().toList());
  }
}
