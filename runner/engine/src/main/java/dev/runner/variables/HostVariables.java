package dev.runner.variables;

import dev.runner.inventory.Host;
import dev.runner.inventory.Inventory;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `hostvars`: the variables of other hosts, without those of plays.
final class HostVariables extends AbstractMap<String, Object> {
  private final VariableStore store;

  HostVariables(VariableStore store) {
    this.store = store;
  }

  @Override
  public @Nullable Object get(Object name) {
    return name instanceof String host && store.inventory().host(host).isPresent()
        ? store.view(host, Frame.NONE)
        : null;
  }

  @Override
  public boolean containsKey(Object name) {
    return get(name) != null;
  }

  @Override
  public Set<Map.Entry<String, Object>> entrySet() {
    Inventory inventory = store.inventory();
    return new AbstractSet<>() {
      @Override
      public Iterator<Map.Entry<String, Object>> iterator() {
        return inventory.hosts().stream()
            .map(Host::name)
            .map(name -> Map.<String, Object>entry(name, store.view(name, Frame.NONE)))
            .iterator();
      }

      @Override
      public int size() {
        return inventory.hosts().size();
      }
    };
  }
}
