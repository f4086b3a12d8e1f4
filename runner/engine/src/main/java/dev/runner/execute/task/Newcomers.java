package dev.runner.execute.task;

import dev.runner.inventory.Group;
import dev.runner.inventory.Host;
import dev.runner.inventory.Inventory;
import dev.runner.module.Effect;
import dev.runner.values.Python;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Whether hosts and groups that a task brings are new. What the items of one loop bring counts as
/// there for the items that follow. For one thread.
public final class Newcomers {
  private final Inventory inventory;
  private final String host;
  private final List<Effect> before = new ArrayList<>();

  /// @param host that the task is carried out for
  public Newcomers(Inventory inventory, String host) {
    this.inventory = inventory;
    this.host = host;
  }

  /// Whether any of these changes the inventory.
  public boolean among(List<Effect> effects) {
    boolean any = false;
    for (Effect effect : effects) {
      any |=
          switch (effect) {
            case Effect.NewHost added -> isNew(added);
            case Effect.Grouped grouped -> isNew(grouped);
            default -> false;
          };
      before.add(effect);
    }
    return any;
  }

  private boolean isNew(Effect.NewHost added) {
    Optional<Host> known =
        inventory.has(added.name()) ? inventory.host(added.name()) : Optional.empty();
    boolean there = known.isPresent() || earlier(added.name()).findAny().isPresent();
    return !there
        || added.groups().stream().anyMatch(group -> !isMember(added.name(), group))
        || added.variables().entrySet().stream().anyMatch(each -> !has(added.name(), known, each));
  }

  private java.util.stream.Stream<Effect.NewHost> earlier(String name) {
    return before.stream()
        .filter(Effect.NewHost.class::isInstance)
        .map(Effect.NewHost.class::cast)
        .filter(each -> each.name().equals(name));
  }

  private boolean isMember(String name, String group) {
    return inventory.group(group).filter(each -> each.hosts().contains(name)).isPresent()
        || earlier(name).anyMatch(each -> each.groups().contains(group));
  }

  private boolean has(String name, Optional<Host> known, Map.Entry<String, ?> variable) {
    Object value =
        earlier(name)
            .<Object>map(each -> each.variables().get(variable.getKey()))
            .filter(java.util.Objects::nonNull)
            .reduce((first, last) -> last)
            .orElseGet(() -> known.map(each -> each.vars().get(variable.getKey())).orElse(null));
    return value != null && Python.equal(value, variable.getValue());
  }

  private boolean isNew(Effect.Grouped grouped) {
    boolean member =
        inventory.group(grouped.group()).filter(each -> each.hosts().contains(host)).isPresent();
    return !before.contains(grouped)
        && (!member
            || grouped.parents().stream().anyMatch(parent -> !isChild(grouped.group(), parent)));
  }

  private boolean isChild(String group, String parent) {
    return parent.equals(Group.ALL)
        || inventory.group(parent).filter(each -> each.children().contains(group)).isPresent();
  }
}
