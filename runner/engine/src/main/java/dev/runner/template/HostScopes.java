package dev.runner.template;

import dev.runner.values.Python;
import dev.runner.values.Undefined;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `hostvars`: what the variables of a host refer to are its own, not those of the host that asks.
final class HostScopes extends AbstractMap<Object, Object> implements Python.Named {
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
    if (host == null || !hosts.containsKey(host)) {
      return host == null ? null : missing(host);
    }
    Object variables = hosts.get(host);
    if (!(variables instanceof Map<?, ?> map)) {
      return variables;
    }
    Object own = asking.others(map) instanceof Map<?, ?> lazy ? new Variables(lazy) : map;
    seen.put(host, own);
    return own;
  }

  private Undefined missing(Object host) {
    String name = "hostvars['%s']".formatted(host);
    String hint = asking.isBefore219() ? "\"%s\" is undefined".formatted(name) : name;
    return new Undefined(name, hint, null);
  }

  @Override
  public String typeName() {
    return "HostVars";
  }

  /// The variables of one host, by the name that errors about them have.
  private static final class Variables extends AbstractMap<Object, Object> implements Python.Named {
    private final Map<?, ?> all;

    Variables(Map<?, ?> all) {
      this.all = all;
    }

    @Override
    public @Nullable Object get(@Nullable Object name) {
      return all.get(name);
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
      return all.containsKey(name);
    }

    @Override
    @SuppressWarnings("unchecked")
    public Set<Map.Entry<Object, Object>> entrySet() {
      return ((Map<Object, Object>) all).entrySet();
    }

    @Override
    public String typeName() {
      return "HostVarsVars";
    }
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
