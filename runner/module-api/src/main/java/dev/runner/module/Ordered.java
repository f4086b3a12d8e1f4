package dev.runner.module;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// Copies of maps that keep their order, so that results are always shown alike.
final class Ordered {
  private Ordered() {}

  static Map<String, Object> copy(Map<String, ?> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }
}
