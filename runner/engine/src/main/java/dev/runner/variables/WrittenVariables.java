package dev.runner.variables;

import dev.runner.inventory.Group;
import dev.runner.inventory.Host;
import dev.runner.inventory.Inventory;
import dev.runner.source.Sources;
import dev.runner.source.Vars;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// What inventories and the files beside them and beside playbooks say of hosts and groups. May be
/// used by several threads.
final class WrittenVariables {
  private record Key(List<Group> groups, @Nullable Path playbook) {}

  /// What is written about a host, as plays of the latest playbook see it.
  private record OfHost(@Nullable Path playbook, List<Layer> layers) {}

  private final Sources sources;
  private final VariableFiles files;
  private final Map<Key, List<Layer>> ofGroups = new ConcurrentHashMap<>();
  private final Map<String, OfHost> ofHosts = new ConcurrentHashMap<>();
  private volatile Inventory inventory;

  WrittenVariables(Sources sources, Inventory inventory, List<String> endings) {
    this.sources = sources;
    this.files = new VariableFiles(sources, endings);
    this.inventory = inventory;
  }

  /// The inventory as it is now.
  Inventory inventory() {
    return inventory;
  }

  /// From now on there are these hosts and groups.
  void inventory(Inventory next) {
    inventory = next;
    ofGroups.clear();
    ofHosts.clear();
  }

  /// Reads what files say of these hosts.
  ///
  /// @throws dev.runner.source.DiagnosticException with all mistakes
  void read(Collection<String> hosts, @Nullable Path playbook) {
    hosts.forEach(host -> take(host, playbook));
    sources.diagnostics().throwIfErrors();
  }

  private OfHost take(String host, @Nullable Path playbook) {
    OfHost known = new OfHost(playbook, written(host, playbook));
    ofHosts.put(host, known);
    return known;
  }

  /// What inventory and variable files say about a host, the weakest first.
  List<Layer> layers(String host, @Nullable Path playbook) {
    OfHost known = ofHosts.get(host);
    if (known == null || !Objects.equals(known.playbook(), playbook)) {
      known = take(host, playbook);
      sources.diagnostics().throwIfErrors();
    }
    return known.layers();
  }

  private List<Layer> written(String name, @Nullable Path playbook) {
    Optional<Host> host = inventory.host(name);
    List<Layer> layers = new ArrayList<>();
    if (host.isEmpty()) {
      return layers;
    }
    layers.addAll(
        ofGroups.computeIfAbsent(
            new Key(inventory.groupsOf(host.get()), playbook), this::ofGroups));
    layers.add(new Layer(Precedence.INVENTORY_HOST, host.get().vars()));
    for (Path base : inventory.bases()) {
      add(layers, Precedence.INVENTORY_HOST_VARS, files.find(base, "host_vars", name));
    }
    if (playbook != null) {
      add(layers, Precedence.PLAYBOOK_HOST_VARS, files.find(playbook, "host_vars", name));
    }
    layers.removeIf(layer -> layer.vars().isEmpty());
    return List.copyOf(layers);
  }

  /// What is written about a group itself, in the inventory and in files beside it.
  ///
  /// @param playbook the directory of playbooks, beside which there may be files
  Vars ofGroup(Group group, Optional<Path> playbook) {
    return together(ofGroups(new Key(List.of(group), playbook.orElse(null))));
  }

  /// What is written about a host itself, without what its groups say.
  ///
  /// @param playbook the directory of playbooks, beside which there may be files
  Vars ofHostItself(String host, Optional<Path> playbook) {
    return together(
        written(host, playbook.orElse(null)).stream()
            .filter(layer -> layer.precedence().compareTo(Precedence.INVENTORY_HOST) >= 0)
            .toList());
  }

  private static Vars together(List<Layer> layers) {
    Vars all = Vars.EMPTY;
    for (Layer layer : layers) {
      all = all.with(layer.vars());
    }
    return all;
  }

  private List<Layer> ofGroups(Key key) {
    List<Group> groups = key.groups();
    List<Layer> layers = new ArrayList<>();
    groups.forEach(group -> layers.add(new Layer(Precedence.INVENTORY_GROUP, group.vars())));
    for (Path base : inventory.bases()) {
      files(
          layers,
          base,
          groups,
          Precedence.INVENTORY_GROUP_VARS_ALL,
          Precedence.INVENTORY_GROUP_VARS);
    }
    Path playbook = key.playbook();
    if (playbook != null) {
      files(
          layers,
          playbook,
          groups,
          Precedence.PLAYBOOK_GROUP_VARS_ALL,
          Precedence.PLAYBOOK_GROUP_VARS);
    }
    layers.sort(Comparator.comparing(Layer::precedence)); // all bases come to `all` first
    layers.removeIf(layer -> layer.vars().isEmpty());
    return List.copyOf(layers);
  }

  private void files(
      List<Layer> layers, Path base, List<Group> groups, Precedence ofAll, Precedence ofOthers) {
    for (Group group : groups) {
      Precedence precedence = group.name().equals(Group.ALL) ? ofAll : ofOthers;
      add(layers, precedence, files.find(base, "group_vars", group.name()));
    }
  }

  private static void add(List<Layer> layers, Precedence precedence, List<Vars> all) {
    all.forEach(vars -> layers.add(new Layer(precedence, vars)));
  }
}
