package dev.runner.template.document;

import dev.runner.values.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Values without what is secret in them: `<redacted>` stands in its place.
final class Redacted {
  private static final String WORD = "<redacted>";

  private Redacted() {}

  static Object of(Object value) {
    return switch (value) {
      case List<?> list -> {
        List<Object> copy = new ArrayList<>(list.size());
        list.forEach(each -> copy.add(of(each)));
        yield copy;
      }
      case Map<?, ?> map -> {
        Map<Object, Object> copy = new LinkedHashMap<>();
        map.forEach((key, each) -> copy.put(key, of(each)));
        yield copy;
      }
      default -> Text.marksOf(value).secret() ? WORD : value;
    };
  }
}
