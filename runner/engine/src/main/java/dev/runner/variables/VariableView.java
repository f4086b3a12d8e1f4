package dev.runner.variables;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The variables of a host as a map that looks each up when it is asked for.
final class VariableView extends AbstractMap<String, Object> {
  /// What isn't listed among variables, since it contains them all.
  private static final Set<String> WHOLE = Set.of("vars", "hostvars");

  private static final String FACTS = "ansible_facts";

  private final VariableStore store;
  private final String host;
  private final Frame frame;
  private final Set<String> hidden;

  /// @param hidden names that aren't there
  VariableView(VariableStore store, String host, Frame frame, Set<String> hidden) {
    this.store = store;
    this.host = host;
    this.frame = frame;
    this.hidden = Set.copyOf(hidden);
  }

  @Override
  @SuppressWarnings("NullAway") // Map.get answers null for what isn't there
  public @Nullable Object get(Object name) {
    if (!(name instanceof String text) || hidden.contains(text)) {
      return null;
    }
    Object value = store.lookup(host, frame, text);
    return value == null && text.equals(FACTS) ? Map.of() : value;
  }

  @Override
  public boolean containsKey(Object name) {
    return get(name) != null;
  }

  private Set<String> names() {
    Set<String> names = new LinkedHashSet<>(store.names(host, frame));
    names.add(FACTS);
    names.removeIf(name -> !isShown(name));
    return names;
  }

  private boolean isShown(String name) {
    return !WHOLE.contains(name) && containsKey(name);
  }

  @Override
  public Set<Map.Entry<String, Object>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public Iterator<Map.Entry<String, Object>> iterator() {
        return names().stream()
            .map(name -> Map.entry(name, java.util.Objects.requireNonNull(get(name))))
            .iterator();
      }

      @Override
      public int size() {
        return names().size();
      }
    };
  }
}
