package dev.runner.execute.task;

import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A result as the task's own conditions see it from ansible-core 2.21 on: it has lists of warnings
/// and deprecations, empty ones too. What is still added to the result is seen.
final class ResultSeen extends AbstractMap<String, Object> {
  private static final List<String> LISTS = List.of("warnings", "deprecations");

  private final Map<String, Object> result;

  ResultSeen(Map<String, Object> result) {
    this.result = result;
  }

  private Map<String, Object> whole() {
    Map<String, Object> whole = new LinkedHashMap<>(result);
    LISTS.forEach(name -> whole.putIfAbsent(name, List.of()));
    return whole;
  }

  @Override
  @SuppressWarnings("SuspiciousMethodCalls") // keys are asked for by what expressions say
  public @Nullable Object get(@Nullable Object key) {
    Object value = result.get(key);
    return value == null && key != null && LISTS.contains(key) ? List.of() : value;
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return get(key) != null;
  }

  @Override
  public Set<Map.Entry<String, Object>> entrySet() {
    return whole().entrySet();
  }
}
