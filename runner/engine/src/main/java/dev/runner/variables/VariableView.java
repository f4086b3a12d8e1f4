package dev.runner.variables;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The variables of a host as a map that looks each up when it is asked for.
final class VariableView extends AbstractMap<String, Object> {
  /// What isn't listed among variables, since it contains them all.
  private static final Set<String> WHOLE = Set.of("vars", "hostvars");

  private final VariableStore store;
  private final String host;
  private final Frame frame;

  VariableView(VariableStore store, String host, Frame frame) {
    this.store = store;
    this.host = host;
    this.frame = frame;
  }

  @Override
  @SuppressWarnings("NullAway") // Map.get answers null for what isn't there
  public @Nullable Object get(Object name) {
    return name instanceof String text ? store.lookup(host, frame, text) : null;
  }

  @Override
  public boolean containsKey(Object name) {
    return get(name) != null;
  }

  private boolean isShown(String name) {
    return !WHOLE.contains(name) && containsKey(name);
  }

  @Override
  public Set<Map.Entry<String, Object>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public Iterator<Map.Entry<String, Object>> iterator() {
        return store.names(host, frame).stream()
            .filter(VariableView.this::isShown)
            .map(name -> Map.entry(name, java.util.Objects.requireNonNull(get(name))))
            .iterator();
      }

      @Override
      public int size() {
        return (int) store.names(host, frame).stream().filter(VariableView.this::isShown).count();
      }
    };
  }
}
