package dev.runner.template.query;

import dev.runner.values.None;
import dev.runner.values.Python;
import dev.runner.values.PythonException;
import dev.runner.values.Range;
import dev.runner.values.Text;
import dev.runner.values.Tuple;
import dev.runner.values.Undefined;
import dev.runner.values.Unknown;
import dev.runner.values.UnknownException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// The types of the language, and what functions say of their arguments.
enum Type {
  NULL("null"),
  BOOLEAN("boolean"),
  NUMBER("number"),
  STRING("string"),
  ARRAY("array"),
  OBJECT("object"),
  REFERENCE("expref"),
  /// What JSON hasn't got, such as a tuple.
  OTHER("unknown"),
  NUMBERS("array-number"),
  STRINGS("array-string");

  private final String word;

  Type(String word) {
    this.word = word;
  }

  /// The type of a value.
  ///
  /// @throws PythonException if the value isn't defined
  /// @throws UnknownException if it can't be known
  static Type of(Object value) {
    return switch (value) {
      case None none -> NULL;
      case Boolean bool -> BOOLEAN;
      case Number number -> NUMBER;
      case Tuple tuple -> OTHER;
      case Range range -> OTHER;
      case List<?> list -> ARRAY;
      case Map<?, ?> map -> OBJECT;
      case Reference reference -> REFERENCE;
      case Undefined undefined -> throw PythonException.undefined(undefined);
      case Unknown unknown -> throw new UnknownException(unknown);
      default -> Text.isText(value) ? STRING : OTHER;
    };
  }

  /// The type that messages call so.
  static Type named(String word) {
    return Arrays.stream(values()).filter(each -> each.word.equals(word)).findFirst().orElseThrow();
  }

  /// What messages call it.
  String word() {
    return word;
  }

  /// The type of the items that an array must have; the array's own if any will do.
  private Type items() {
    return switch (this) {
      case NUMBERS -> NUMBER;
      case STRINGS -> STRING;
      default -> this;
    };
  }

  /// Refuses an argument that is of none of these types. Where several kinds of arrays will do, the
  /// first item says which.
  static void check(String function, Object value, List<Type> allowed) {
    Type type = of(value);
    if (allowed.contains(type)) {
      return;
    }
    List<Type> items =
        allowed.stream().map(Type::items).filter(each -> !allowed.contains(each)).toList();
    if (type != ARRAY || items.isEmpty()) {
      throw refusal(function, value, allowed, type.word());
    }
    List<Type> wanted = items;
    for (Object item : (List<?>) value) {
      Type found = of(item);
      if (!wanted.contains(found)) {
        throw refusal(function, item, allowed, Python.typeName(item));
      }
      wanted = List.of(found);
    }
  }

  /// That a value is of another type.
  static QueryException refusal(
      String function, Object value, List<Type> allowed, String received) {
    return new QueryException(
        "In function %s(), invalid type for value: %s, expected one of: %s, received: \"%s\""
            .formatted(
                function,
                Python.text(value),
                Python.repr(List.copyOf(allowed.stream().map(Type::word).toList())),
                received));
  }
}
