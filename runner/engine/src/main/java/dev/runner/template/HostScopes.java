package dev.runner.template;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `hostvars`: what the variables of a host refer to are its own, not those of the host that asks.
final class HostScopes extends AbstractMap<Object, Object> {
  private final Map<?, ?> hosts;
  private final Scope asking;
  private final Map<Object, Object> seen = new HashMap<>();

  HostScopes(Map<?, ?> hosts, Scope asking) {
    this.hosts = hosts;
    this.asking = asking;
  }

  @Override
  public @Nullable Object get(@Nullable Object host) {
    Object known = seen.get(host);
    if (known != null) {
      return known;
    }
    Object variables = host == null ? null : hosts.get(host);
    if (!(variables instanceof Map<?, ?> map)) {
      return variables;
    }
    Object lazy = asking.others(map);
    seen.put(host, lazy);
    return lazy;
  }

  @Override
  public boolean containsKey(@Nullable Object host) {
    return host != null && hosts.containsKey(host);
  }

  @Override
  public Set<Map.Entry<Object, Object>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public Iterator<Map.Entry<Object, Object>> iterator() {
        Iterator<?> names = hosts.keySet().iterator();
        return new Iterator<>() {
          @Override
          public boolean hasNext() {
            return names.hasNext();
          }

          @Override
          public Map.Entry<Object, Object> next() {
            Object name = names.next();
            Object variables = get(name);
            return Map.entry(name, variables == null ? Map.of() : variables);
          }
        };
      }

      @Override
      public int size() {
        return hosts.size();
      }
    };
  }
}
