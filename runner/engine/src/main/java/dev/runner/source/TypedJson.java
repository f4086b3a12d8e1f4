package dev.runner.source;

import dev.runner.values.None;
import java.time.DateTimeException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The forms in which ansible-core 2.19 and later writes into JSON what JSON has no words for:
/// mappings with the key `__ansible_type`. A value that carries notes (that it is deprecated, where
/// it was written) stands beside them; dates and times are texts.
public final class TypedJson {
  private static final String TYPE = "__ansible_type";
  private static final String NOTED = "_AnsibleTagged";
  private static final String TIME = "iso8601";

  private TypedJson() {}

  /// The same value with these forms, at any depth, replaced by what they stand for. What is noted
  /// of values is left out.
  public static Object read(Object value) {
    return switch (value) {
      case Map<?, ?> map when map.get(TYPE) instanceof String type && type.startsWith(NOTED) -> {
        Object noted = map.get("value");
        yield noted == null ? None.NONE : read(noted);
      }
      case Map<?, ?> map when map.containsKey(TYPE) && map.get(TIME) instanceof String time ->
          time(time);
      case Map<?, ?> map -> {
        Map<Object, Object> all = new LinkedHashMap<>();
        map.forEach((key, each) -> all.put(key, read(each)));
        yield all;
      }
      case List<?> list -> list.stream().map(TypedJson::read).toList();
      default -> value;
    };
  }

  /// A time of the day alone stays text.
  private static Object time(String text) {
    try {
      return Timestamps.resolve(text).orElse(text);
    } catch (DateTimeException e) {
      return text;
    }
  }
}
