package dev.runner.template;

import dev.runner.values.Tuple;
import dev.runner.values.Undefined;
import dev.runner.values.Unknown;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Values whole and plain: what was to be rendered when it is used is rendered, and nothing is left
/// for later.
///
/// @param omit stands for what containers leave out
record WholeValues(Object omit) {
  /// Containers in containers; deeper ones contain themselves by way of a template.
  private static final int MAX_NESTING = 500;

  /// The value with everything in it.
  ///
  /// @return [Unknown] if any part of it is unknown
  /// @throws TemplateException if any part of it is undefined or has no end
  Object of(Object value) {
    return of(value, 0);
  }

  private Object of(Object value, int nesting) {
    if (nesting > MAX_NESTING) {
      throw TemplateMistakes.circle(null);
    }
    return switch (value) {
      case Undefined locked when locked.isLocked() -> throw TemplateMistakes.locked(locked);
      case Undefined undefined ->
          throw new TemplateException(undefined.hint(), "", null, undefined.origin(), true, null);
      case Tuple tuple -> list(tuple, nesting);
      case List<?> list -> list(list, nesting);
      case Map<?, ?> map -> map(map, nesting);
      default -> value;
    };
  }

  private Object map(Map<?, ?> map, int nesting) {
    Map<Object, Object> copy = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      Object each = of(entry.getValue(), nesting + 1);
      if (each instanceof Unknown) {
        return each;
      }
      if (!each.equals(omit)) {
        copy.put(entry.getKey(), each);
      }
    }
    return copy;
  }

  private Object list(List<?> list, int nesting) {
    List<Object> copy = new ArrayList<>(list.size());
    for (Object item : list) {
      Object each = of(item, nesting + 1);
      if (each instanceof Unknown) {
        return each;
      }
      if (!each.equals(omit)) {
        copy.add(each);
      }
    }
    return copy;
  }
}
