package dev.runner.inventory;

import dev.runner.source.Vars;
import dev.runner.values.Dicts;
import dev.runner.values.Origin;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Puts an inventory together from several sources; what comes later wins. For one thread.
public final class InventoryBuilder {
  private static final class Grouping {
    private final Set<String> children = new LinkedHashSet<>();
    private final Set<String> hosts = new LinkedHashSet<>();
    private Vars vars = Vars.EMPTY;
  }

  private static final class Member {
    private final Set<String> groups = new LinkedHashSet<>();
    private Vars vars = Vars.EMPTY;
    private Optional<Path> source = Optional.empty();
  }

  private final Map<String, Member> hosts = new LinkedHashMap<>();
  private final Map<String, Grouping> groups = new LinkedHashMap<>();
  private final Set<Path> bases = new LinkedHashSet<>();
  private final Set<String> misnamed = new LinkedHashSet<>();
  private final boolean renames;
  private final boolean merges;

  /// Begins with nothing.
  public InventoryBuilder() {
    this(false, false);
  }

  /// Begins with nothing.
  ///
  /// @param renames whether groups whose names can't be variables' names get others
  /// @param merges whether mappings of one name are put together
  InventoryBuilder(boolean renames, boolean merges) {
    this.renames = renames;
    this.merges = merges;
    group(Group.ALL);
    child(Group.ALL, Group.UNGROUPED);
  }

  /// Begins with what is there.
  InventoryBuilder(Inventory inventory) {
    this.renames = false;
    this.merges = false;
    for (Group group : inventory.groups()) {
      Grouping grouping = grouping(group.name());
      grouping.children.addAll(group.children());
      grouping.hosts.addAll(group.hosts());
      grouping.vars = group.vars();
    }
    for (Host host : inventory.hosts()) {
      Member member = new Member();
      member.groups.addAll(host.groups());
      member.vars = host.vars();
      member.source = host.source();
      hosts.put(host.name(), member);
    }
    bases.addAll(inventory.bases());
  }

  private Grouping grouping(String name) {
    return groups.computeIfAbsent(named(name), each -> new Grouping());
  }

  private String named(String group) {
    if (groups.containsKey(group) || InventoryRules.isFit(group)) {
      return group;
    }
    misnamed.add(group);
    return renames ? InventoryRules.fit(group) : group;
  }

  /// Groups so far whose names, as they were written, can't be variables' names.
  Set<String> misnamed() {
    return misnamed;
  }

  /// A directory beside which variable files are looked for.
  public void base(Path directory) {
    bases.add(directory);
  }

  /// There is such a group.
  public void group(String name) {
    grouping(name);
  }

  /// Groups so far; the caller's to change.
  Set<String> groupNames() {
    return new LinkedHashSet<>(groups.keySet());
  }

  /// Adds variables to a group.
  public void groupVars(String name, Vars vars) {
    Grouping grouping = grouping(name);
    grouping.vars = together(grouping.vars, vars);
  }

  private Vars together(Vars before, Vars more) {
    Vars all = before.with(more);
    if (!merges || before.isEmpty()) {
      return all;
    }
    Map<String, Object> mappings = new LinkedHashMap<>();
    more.values()
        .forEach(
            (name, value) -> {
              if (before.get(name) instanceof Map<?, ?> weaker && value instanceof Map<?, ?> map) {
                mappings.put(name, Dicts.merged(weaker, map));
              }
            });
    return mappings.isEmpty() ? all : all.with(Vars.of(mappings, null));
  }

  /// There is such a host, with these variables besides those that it has.
  public void host(String name, Vars vars, Optional<Path> source) {
    Member member = hosts.computeIfAbsent(name, each -> new Member());
    member.vars = together(member.vars, vars);
    if (member.source.isEmpty()) {
      member.source = source;
    }
  }

  /// There are such hosts in a group. The port beside their name is that of new ones only: whoever
  /// names a host first says where it is.
  void hosts(HostRange.Named named, String group, Vars vars, Optional<Path> source, Origin origin) {
    for (String host : named.hosts()) {
      if (named.port().isPresent() && !has(host)) {
        long port = named.port().getAsInt();
        host(host, Vars.of(Map.of("ansible_port", port), origin), source);
      }
      host(host, vars, source);
      member(group, host);
    }
  }

  /// Whether there is such a host so far.
  public boolean has(String host) {
    return hosts.containsKey(host);
  }

  /// The host is in the group.
  public void member(String group, String host) {
    grouping(group).hosts.add(host);
    hosts.computeIfAbsent(host, each -> new Member()).groups.add(named(group));
  }

  /// One group is in another.
  ///
  /// @return whether that is possible: no group can be inside of itself
  public boolean child(String above, String below) {
    String parent = named(above);
    String child = named(below);
    if (parent.equals(child) || isInside(parent, child)) {
      return false;
    }
    grouping(child);
    grouping(parent).children.add(child);
    return true;
  }

  private boolean isInside(String group, String outer) {
    Deque<String> open = new ArrayDeque<>(List.of(outer));
    Set<String> seen = new LinkedHashSet<>();
    while (!open.isEmpty()) {
      Grouping next = groups.get(open.pop());
      for (String child : next == null ? List.<String>of() : List.copyOf(next.children)) {
        if (child.equals(group)) {
          return true;
        }
        if (seen.add(child)) {
          open.add(child);
        }
      }
    }
    return false;
  }

  /// Hosts so far.
  Set<String> hostNames() {
    return Set.copyOf(hosts.keySet());
  }

  /// The inventory. Hosts in no group are put into `ungrouped`, groups in no other into `all`.
  public Inventory build() {
    settle();
    return made(true);
  }

  /// What sources have said so far: what they put into no group isn't in one, and `all` has what
  /// was put into it. This is what Ansible's plugins see that compute from what is there.
  Inventory unsettled() {
    return made(false);
  }

  private Inventory made(boolean settled) {
    Map<String, Integer> depths = depths();
    Map<String, Group> allGroups = new LinkedHashMap<>();
    groups.forEach(
        (name, grouping) ->
            allGroups.put(
                name,
                new Group(
                    name,
                    List.copyOf(grouping.children),
                    List.copyOf(grouping.hosts),
                    grouping.vars.without(Group.PRIORITY),
                    depths.getOrDefault(name, 0),
                    priority(grouping.vars))));
    Map<String, Host> allHosts = LinkedHashMap.newLinkedHashMap(hosts.size());
    Map<Set<String>, List<String>> lists = new HashMap<>();
    hosts.forEach(
        (name, member) -> {
          List<String> in = lists.computeIfAbsent(member.groups, List::copyOf);
          allHosts.put(name, new Host(name, in, member.vars, member.source, false));
        });
    return new Inventory(allHosts, allGroups, List.copyOf(bases), settled);
  }

  private void settle() {
    Grouping ungrouped = grouping(Group.UNGROUPED);
    Set<String> plain = Set.of(Group.ALL, Group.UNGROUPED);
    hosts.forEach(
        (name, member) -> {
          if (plain.containsAll(member.groups)) {
            member.groups.add(Group.UNGROUPED);
            ungrouped.hosts.add(name);
          } else if (member.groups.remove(Group.UNGROUPED)) {
            ungrouped.hosts.remove(name);
          }
        });
    Set<String> inner = new LinkedHashSet<>();
    groups.forEach(
        (name, grouping) -> {
          if (!name.equals(Group.ALL)) {
            inner.addAll(grouping.children);
          }
        });
    Grouping all = grouping(Group.ALL);
    for (String name : groups.keySet()) {
      if (!name.equals(Group.ALL) && !inner.contains(name)) {
        all.children.add(name);
      }
    }
  }

  /// The longest way from `all`, or from another group that is in none; there are no circles.
  private Map<String, Integer> depths() {
    Map<String, Integer> depths = new HashMap<>();
    Map<String, Integer> waiting = new HashMap<>();
    groups
        .values()
        .forEach(g -> g.children.forEach(child -> waiting.merge(child, 1, Integer::sum)));
    Deque<String> open = new ArrayDeque<>(groups.keySet());
    open.removeAll(waiting.keySet());
    while (!open.isEmpty()) {
      String name = open.poll();
      Grouping grouping = grouping(name);
      for (String child : new ArrayList<>(grouping.children)) {
        depths.merge(child, depths.getOrDefault(name, 0) + 1, Math::max);
        if (waiting.merge(child, -1, Integer::sum) == 0) {
          open.add(child);
        }
      }
    }
    return depths;
  }

  private static int priority(Vars vars) {
    Object value = vars.get(Group.PRIORITY);
    try {
      return value == null ? Group.USUAL_PRIORITY : Integer.parseInt(value.toString().strip());
    } catch (NumberFormatException e) {
      return Group.USUAL_PRIORITY;
    }
  }
}
