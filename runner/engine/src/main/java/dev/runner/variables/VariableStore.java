package dev.runner.variables;

import dev.runner.inventory.Group;
import dev.runner.inventory.Host;
import dev.runner.inventory.Inventory;
import dev.runner.playbook.Play;
import dev.runner.source.Sources;
import dev.runner.source.Vars;
import dev.runner.values.Dicts;
import dev.runner.values.Origin;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// All variables of all hosts, as they were written: who renders them is above. Layers are shared
/// by hosts and tasks; nothing is copied to look a name up. May be used by several threads.
public final class VariableStore {
  /// What hosts learn during the run, the strongest first.
  private static final List<Precedence> LEARNED =
      List.of(Precedence.SET_FACTS, Precedence.INCLUDED_VARS, Precedence.FACTS);

  private record Key(List<Group> groups, @Nullable Path playbook) {}

  /// What is written about a host, as plays of the latest playbook see it.
  private record OfHost(@Nullable Path playbook, List<Layer> layers) {}

  private final Sources sources;
  private final VariableFiles files;
  private final Vars extra;
  private final Layer extraLayer;
  private final Habits habits;
  private final MagicVariables magic;
  private final FactCache cache;
  private final Map<Key, List<Layer>> ofGroups = new ConcurrentHashMap<>();
  private final Map<String, OfHost> ofHosts = new ConcurrentHashMap<>();
  private final Map<String, Map<Precedence, Layer>> learned = new ConcurrentHashMap<>();
  private volatile Inventory inventory;

  /// How variables are put together.
  ///
  /// @param merges whether a mapping is merged with weaker ones of its name, instead of hiding them
  /// @param injects whether facts are variables by themselves, besides `ansible_facts`
  public record Habits(boolean merges, boolean injects) {
    /// What holds if nobody says otherwise.
    public static final Habits USUAL = new Habits(false, true);
  }

  /// @param extra `-e`
  public VariableStore(Sources sources, Inventory inventory, Vars extra, RunFlags flags) {
    this(sources, inventory, extra, flags, Habits.USUAL);
  }

  /// @param extra `-e`
  public VariableStore(
      Sources sources, Inventory inventory, Vars extra, RunFlags flags, Habits habits) {
    this(sources, inventory, extra, flags, habits, FactCache.NONE);
  }

  /// @param extra `-e`
  /// @param cache keeps facts from one run to the next
  public VariableStore(
      Sources sources,
      Inventory inventory,
      Vars extra,
      RunFlags flags,
      Habits habits,
      FactCache cache) {
    this.sources = sources;
    this.cache = cache;
    this.habits = habits;
    this.files = new VariableFiles(sources);
    this.inventory = inventory;
    this.extra = extra;
    this.extraLayer = new Layer(Precedence.EXTRA_VARS, extra);
    this.magic = new MagicVariables(this, flags);
  }

  /// The inventory as it is now.
  public Inventory inventory() {
    return inventory;
  }

  /// From now on there are these hosts and groups.
  public void inventory(Inventory next) {
    inventory = next;
    ofGroups.clear();
    ofHosts.clear();
  }

  /// The value of a variable as it was written, or null if there is none.
  public @Nullable Object lookup(String host, Frame frame, String name) {
    Object special = magic.get(host, frame, name);
    if (special != null) {
      return special;
    }
    return habits.merges() ? merged(host, frame, name) : strongest(host, frame, name);
  }

  /// The mappings of this name put together, down to one that is none; of two values under one key
  /// the stronger one holds.
  private @Nullable Object merged(String host, Frame frame, String name) {
    List<Object> found = new ArrayList<>();
    strongestFirst(
        host,
        frame,
        layer -> {
          Object value = layer.vars().get(name);
          if (value != null) {
            found.add(value);
          }
          return value != null && !(value instanceof Map<?, ?>);
        });
    if (found.isEmpty()) {
      return null;
    }
    Object result = found.getFirst();
    for (Object weaker : found.subList(1, found.size())) {
      if (result instanceof Map<?, ?> strong && weaker instanceof Map<?, ?> weak) {
        result = Dicts.merged(weak, strong);
      }
    }
    return result;
  }

  private @Nullable Object strongest(String host, Frame frame, String name) {
    @Nullable Object[] found = new @Nullable Object[1];
    strongestFirst(
        host,
        frame,
        layer -> {
          found[0] = layer.vars().get(name);
          return found[0] != null;
        });
    return found[0];
  }

  /// All values that a variable could have, the strongest first: the first one holds.
  public List<Candidate> candidates(String host, Frame frame, String name) {
    List<Candidate> found = new ArrayList<>();
    strongestFirst(
        host,
        frame,
        layer -> {
          Object value = layer.vars().get(name);
          if (value != null) {
            Optional<Origin> origin = Optional.ofNullable(layer.vars().origin(name));
            found.add(new Candidate(layer.precedence(), value, origin));
          }
          return false;
        });
    return found.stream().distinct().toList();
  }

  /// The names of all variables.
  public Set<String> names(String host, Frame frame) {
    Set<String> names = new LinkedHashSet<>(MagicVariables.NAMES);
    strongestFirst(
        host,
        frame,
        layer -> {
          names.addAll(layer.vars().names());
          return false;
        });
    return names;
  }

  /// What inventories, files and the command line say of a host, without what the run itself adds.
  ///
  /// @param playbook the directory of playbooks, beside which there may be files
  public Map<String, Object> written(String host, Optional<Path> playbook) {
    Map<String, Object> found = new LinkedHashMap<>(extra.values());
    learned(host, Precedence.FACTS).without("ansible_facts").values().forEach(found::putIfAbsent);
    for (Layer layer : ofHost(host, playbook.orElse(null)).reversed()) {
      layer.vars().values().forEach(found::putIfAbsent);
    }
    return found;
  }

  /// The variables as a map: each is looked up when it is asked for.
  public Map<String, Object> view(String host, Frame frame) {
    return new VariableView(this, host, frame);
  }

  /// Variables that a host learnt, besides those that it has.
  ///
  /// @param precedence FACTS, INCLUDED_VARS or SET_FACTS
  public void learn(String host, Precedence precedence, Vars vars) {
    if (!LEARNED.contains(precedence)) {
      throw new IllegalArgumentException("hosts don't learn " + precedence);
    }
    learned.compute(
        host,
        (name, before) -> {
          Map<Precedence, Layer> after = new EnumMap<>(Precedence.class);
          after.putAll(before == null ? remembered(name) : before);
          after.merge(
              precedence,
              new Layer(precedence, vars),
              (old, more) -> new Layer(precedence, old.vars().with(more.vars())));
          return Collections.unmodifiableMap(after);
        });
  }

  /// What earlier runs kept of a host.
  private Map<Precedence, Layer> remembered(String host) {
    Map<String, Object> facts = cache.load(host);
    return facts.isEmpty()
        ? Map.of()
        : Map.of(Precedence.FACTS, new Layer(Precedence.FACTS, facts(facts, Map.of(), null)));
  }

  /// Facts that a host told: they appear in `ansible_facts`, there without `ansible_`, and by
  /// themselves under the name that they were told by, where that can't change how the host is
  /// reached.
  public void learnFacts(String host, Map<String, ?> facts, @Nullable Origin origin) {
    Map<?, ?> before =
        learned(host, Precedence.FACTS).get("ansible_facts") instanceof Map<?, ?> map
            ? map
            : Map.of();
    learn(host, Precedence.FACTS, facts(facts, before, origin));
    cache.keep(host, facts);
  }

  private Vars facts(Map<String, ?> facts, Map<?, ?> before, @Nullable Origin origin) {
    Map<String, Object> all = new LinkedHashMap<>();
    before.forEach((name, value) -> all.put(name.toString(), value));
    Map<String, Object> injected = new LinkedHashMap<>();
    facts.forEach(
        (name, value) -> {
          all.put(FactNames.bare(name), value);
          if (habits.injects() && FactNames.isHarmless(name)) {
            injected.put(name, value);
          }
        });
    injected.put("ansible_facts", Collections.unmodifiableMap(all));
    return Vars.of(injected, origin);
  }

  /// Forgets the facts of a host (`meta: clear_facts`).
  public void forgetFacts(String host) {
    cache.forget(host);
    learned.computeIfPresent(
        host,
        (name, before) -> {
          Map<Precedence, Layer> after = new EnumMap<>(Precedence.class);
          after.putAll(before);
          after.remove(Precedence.FACTS);
          return Collections.unmodifiableMap(after);
        });
  }

  /// Whether facts of the host are known, from this run or an earlier one.
  public boolean hasFacts(String host) {
    return learned(host, Precedence.FACTS).get("ansible_facts") instanceof Map<?, ?> facts
        && facts.containsKey("module_setup");
  }

  private Vars learned(String host, Precedence precedence) {
    Layer layer = learned(host).get(precedence);
    return layer == null ? Vars.EMPTY : layer.vars();
  }

  private Map<Precedence, Layer> learned(String host) {
    Map<Precedence, Layer> known = learned.get(host);
    return known != null
        ? known
        : cache.keeps() ? learned.computeIfAbsent(host, this::remembered) : Map.of();
  }

  /// Goes through all layers, the strongest first, until the visitor has what it wants.
  private void strongestFirst(String host, Frame frame, Predicate<Layer> visitor) {
    if (visitor.test(extraLayer)) {
      return;
    }
    Map<Precedence, Layer> told = learned(host);
    List<Layer> placed = frame.layers();
    int next = placed.size() - 1;
    for (Precedence own : LEARNED) {
      while (next >= 0 && placed.get(next).precedence().compareTo(own) > 0) {
        if (visitor.test(placed.get(next--))) {
          return;
        }
      }
      Layer layer = told.get(own);
      if (layer != null && visitor.test(layer)) {
        return;
      }
    }
    List<Layer> written = ofHost(host, frame.play().map(Play::directory).orElse(null));
    for (int i = written.size() - 1; i >= 0; i--) {
      if (visitor.test(written.get(i))) {
        return;
      }
    }
    while (next >= 0 && !visitor.test(placed.get(next))) {
      next--;
    }
  }

  /// Reads what files say of these hosts.
  ///
  /// @throws dev.runner.source.DiagnosticException with all mistakes
  public void read(Collection<String> hosts, @Nullable Path playbook) {
    hosts.forEach(host -> take(host, playbook));
    sources.diagnostics().throwIfErrors();
  }

  private OfHost take(String host, @Nullable Path playbook) {
    OfHost known = new OfHost(playbook, written(host, playbook));
    ofHosts.put(host, known);
    return known;
  }

  /// What inventory and variable files say about a host, the weakest first.
  private List<Layer> ofHost(String host, @Nullable Path playbook) {
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
  public Vars ofGroup(Group group, Optional<Path> playbook) {
    return together(ofGroups(new Key(List.of(group), playbook.orElse(null))));
  }

  /// What is written about a host itself, without what its groups say.
  ///
  /// @param playbook the directory of playbooks, beside which there may be files
  public Vars ofHostItself(String host, Optional<Path> playbook) {
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
