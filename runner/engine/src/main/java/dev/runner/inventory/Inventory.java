package dev.runner.inventory;

import dev.runner.source.Vars;
import dev.runner.values.Marks;
import dev.runner.values.Text;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// Hosts and groups at one moment. Immutable; `with…` gives another one.
public final class Inventory {
  /// Names that mean the control machine where no inventory says otherwise.
  public static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1", "::1");

  private final Map<String, Host> hosts;
  private final Map<String, Group> groups;
  private final List<Path> bases;
  private final boolean settled;
  private final Map<String, List<String>> parents = new HashMap<>();
  private final Map<List<String>, List<Group>> lineages = new ConcurrentHashMap<>();
  private final Map<String, List<String>> members = new ConcurrentHashMap<>();

  /// @param settled whether all hosts are in `all`, whatever the groups say
  Inventory(Map<String, Host> hosts, Map<String, Group> groups, List<Path> bases, boolean settled) {
    this.settled = settled;
    this.hosts = Collections.unmodifiableMap(hosts);
    this.groups = Collections.unmodifiableMap(groups);
    this.bases = List.copyOf(bases);
    for (Group group : groups.values()) {
      for (String child : group.children()) {
        parents.computeIfAbsent(child, name -> new ArrayList<>()).add(group.name());
      }
    }
  }

  /// An inventory without hosts.
  public static Inventory empty() {
    return new InventoryBuilder().build();
  }

  /// The host of this name; the control machine is there even if no inventory names it.
  public Optional<Host> host(String name) {
    Host host = hosts.get(name);
    return host == null && LOCAL.contains(name)
        ? Optional.of(implicit(name))
        : Optional.ofNullable(host);
  }

  /// Whether the inventory itself names such a host.
  public boolean has(String name) {
    return hosts.containsKey(name);
  }

  private static Host implicit(String name) {
    Map<String, Object> own = new LinkedHashMap<>();
    own.put("ansible_connection", Text.of("local", Marks.TRUSTED));
    own.put("ansible_python_interpreter", Text.of("{{ ansible_playbook_python }}", Marks.TRUSTED));
    Vars vars = Vars.of(own, null);
    return new Host(name, List.of(), vars, Optional.empty(), true);
  }

  /// The group of this name.
  public Optional<Group> group(String name) {
    return Optional.ofNullable(groups.get(name));
  }

  /// All hosts, in the order in which they were first named.
  public Collection<Host> hosts() {
    return hosts.values();
  }

  /// All groups, `all` and `ungrouped` first.
  public Collection<Group> groups() {
    return groups.values();
  }

  /// Directories beside whose files `group_vars` and `host_vars` are looked for, in the order of
  /// the sources.
  public List<Path> bases() {
    return bases;
  }

  /// All groups that a host is in, `all` included, in the order in which their variables are laid
  /// over each other: the outermost first, then by priority, then by name.
  public List<Group> groupsOf(Host host) {
    return lineages.computeIfAbsent(host.groups(), this::lineage);
  }

  private List<Group> lineage(List<String> direct) {
    Set<String> found = new LinkedHashSet<>(settled ? List.of(Group.ALL) : List.of());
    Deque<String> open = new ArrayDeque<>(direct);
    while (!open.isEmpty()) {
      String name = open.pop();
      if (found.add(name)) {
        open.addAll(parents.getOrDefault(name, List.of()));
      }
    }
    return found.stream()
        .map(groups::get)
        .sorted(
            Comparator.comparingInt(Group::depth)
                .thenComparingInt(Group::priority)
                .thenComparing(Group::name))
        .toList();
  }

  /// The names of all groups of a host but `all`, sorted.
  public List<String> groupNames(Host host) {
    return groupsOf(host).stream()
        .map(Group::name)
        .filter(name -> !name.equals(Group.ALL))
        .sorted()
        .toList();
  }

  /// The names of all hosts of a group, those of the groups inside included.
  public List<String> members(String group) {
    return members.computeIfAbsent(group, this::collect);
  }

  private List<String> collect(String group) {
    Set<String> names = new LinkedHashSet<>();
    Set<String> seen = new LinkedHashSet<>(List.of(group));
    Deque<String> open = new ArrayDeque<>(List.of(group));
    while (!open.isEmpty()) {
      Group next = groups.get(open.poll());
      if (next != null) {
        names.addAll(next.hosts());
        next.children().stream().filter(seen::add).forEach(open::add);
      }
    }
    return List.copyOf(names);
  }

  /// The groups as the variable `groups` shows them: name to names of hosts.
  public Map<String, List<String>> groupMap() {
    Map<String, List<String>> map = new LinkedHashMap<>();
    groups.keySet().forEach(name -> map.put(name, members(name)));
    return map;
  }

  /// This inventory with no host but this one, as it is given.
  Inventory only(Host host) {
    return new Inventory(Map.of(host.name(), host), groups, bases, settled);
  }

  /// This inventory with one more host, or more groups and variables of one that is there
  /// (`add_host`).
  public Inventory withHost(String name, List<String> inGroups, Vars vars) {
    InventoryBuilder builder = new InventoryBuilder(this);
    builder.host(name, vars, Optional.empty());
    inGroups.forEach(group -> builder.member(group, name));
    return builder.build();
  }

  /// This inventory with a host in one more group (`group_by`).
  ///
  /// @param outer groups that this one is in
  public Inventory withMember(String host, String group, List<String> outer) {
    InventoryBuilder builder = new InventoryBuilder(this);
    builder.member(group, host);
    outer.forEach(parent -> builder.child(parent, group));
    return builder.build();
  }

  /// This inventory with several changes at once.
  public Inventory changed(Consumer<InventoryBuilder> change) {
    InventoryBuilder builder = new InventoryBuilder(this);
    change.accept(builder);
    return builder.build();
  }
}
