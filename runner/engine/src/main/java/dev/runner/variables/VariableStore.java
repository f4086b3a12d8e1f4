package dev.runner.variables;

import dev.runner.inventory.Group;
import dev.runner.inventory.Inventory;
import dev.runner.playbook.Play;
import dev.runner.source.Sources;
import dev.runner.source.Vars;
import dev.runner.values.Dicts;
import dev.runner.values.Origin;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// All variables of all hosts, as they were written: who renders them is above. Layers are shared
/// by hosts and tasks; nothing is copied to look a name up. May be used by several threads.
public final class VariableStore {
  private static final Set<String> PLAIN_FACTS = Set.of("ansible_facts", "ansible_local");

  private final Vars extra;
  private final Layer extraLayer;
  private final Habits habits;
  private final MagicVariables magic;
  private final WrittenVariables written;
  private final LearnedVariables learned;

  /// How variables are put together.
  ///
  /// @param merges whether a mapping is merged with weaker ones of its name, instead of hiding them
  /// @param injects whether facts are variables by themselves, besides `ansible_facts`
  /// @param asked whether somebody has said so
  /// @param endings of files of variables, the strongest first
  public record Habits(boolean merges, boolean injects, boolean asked, List<String> endings) {
    /// What holds if nobody says otherwise.
    public static final Habits USUAL =
        new Habits(false, true, false, List.of(".yml", ".yaml", ".json"));
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
    this.habits = habits;
    this.written = new WrittenVariables(sources, inventory, habits.endings());
    this.learned = new LearnedVariables(habits.injects(), cache);
    this.extra = extra;
    this.extraLayer = new Layer(Precedence.EXTRA_VARS, extra);
    this.magic = new MagicVariables(this, flags);
  }

  /// The inventory as it is now.
  public Inventory inventory() {
    return written.inventory();
  }

  /// From now on there are these hosts and groups.
  public void inventory(Inventory next) {
    written.inventory(next);
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

  /// Whether a variable is a fact that stands here by itself, though nobody has asked for that.
  /// `ansible_local` always does.
  public boolean isInjected(String host, Frame frame, String name) {
    if (habits.asked() || PLAIN_FACTS.contains(name)) {
      return false;
    }
    Layer facts = learned.of(host).get(Precedence.FACTS);
    if (facts == null || facts.vars().get(name) == null || magic.get(host, frame, name) != null) {
      return false;
    }
    Precedence[] found = new Precedence[1];
    strongestFirst(
        host,
        frame,
        layer -> {
          found[0] = layer.precedence();
          return layer.vars().get(name) != null;
        });
    return found[0] == Precedence.FACTS;
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
    learned
        .of(host, Precedence.FACTS)
        .without("ansible_facts")
        .values()
        .forEach(found::putIfAbsent);
    for (Layer layer : written.layers(host, playbook.orElse(null)).reversed()) {
      layer.vars().values().forEach(found::putIfAbsent);
    }
    return found;
  }

  /// What inventories and files say of a host, the weakest first. Hosts of one group share what is
  /// said of that.
  ///
  /// @param playbook the directory of playbooks, beside which there may be files
  public List<Vars> sayings(String host, Path playbook) {
    return written.layers(host, playbook).stream().map(Layer::vars).toList();
  }

  /// The variables as a map: each is looked up when it is asked for.
  public Map<String, Object> view(String host, Frame frame) {
    return new VariableView(this, host, frame, Set.of());
  }

  /// What another host may know of this one's variables: none that the play or its tasks set.
  public Map<String, Object> viewOfOther(String host, Frame frame) {
    return new VariableView(this, host, frame, MagicVariables.OF_PLAY);
  }

  /// Variables that a host learnt, besides those that it has.
  ///
  /// @param precedence FACTS, INCLUDED_VARS or SET_FACTS
  public void learn(String host, Precedence precedence, Vars vars) {
    learned.learn(host, precedence, vars);
  }

  /// Facts that a host told: they appear in `ansible_facts`, there without `ansible_`, and by
  /// themselves under the name that they were told by, where that can't change how the host is
  /// reached.
  public void learnFacts(String host, Map<String, ?> facts, @Nullable Origin origin) {
    learned.learnFacts(host, facts, origin);
  }

  /// Forgets the facts of a host (`meta: clear_facts`).
  public void forgetFacts(String host) {
    learned.forgetFacts(host);
  }

  /// Whether facts of the host are known, from this run or an earlier one.
  public boolean hasFacts(String host) {
    return learned.of(host, Precedence.FACTS).get("ansible_facts") instanceof Map<?, ?> facts
        && facts.containsKey("module_setup");
  }

  /// Reads what files say of these hosts.
  ///
  /// @throws dev.runner.source.DiagnosticException with all mistakes
  public void read(Collection<String> hosts, @Nullable Path playbook) {
    written.read(hosts, playbook);
  }

  /// What is written about a group itself, in the inventory and in files beside it.
  ///
  /// @param playbook the directory of playbooks, beside which there may be files
  public Vars ofGroup(Group group, Optional<Path> playbook) {
    return written.ofGroup(group, playbook);
  }

  /// What is written about a host itself, without what its groups say.
  ///
  /// @param playbook the directory of playbooks, beside which there may be files
  public Vars ofHostItself(String host, Optional<Path> playbook) {
    return written.ofHostItself(host, playbook);
  }

  /// Goes through all layers, the strongest first, until the visitor has what it wants.
  private void strongestFirst(String host, Frame frame, Predicate<Layer> visitor) {
    if (visitor.test(extraLayer)) {
      return;
    }
    Map<Precedence, Layer> told = learned.of(host);
    List<Layer> placed = frame.layers();
    int next = placed.size() - 1;
    for (Precedence own : LearnedVariables.KINDS) {
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
    List<Layer> files = written.layers(host, frame.play().map(Play::directory).orElse(null));
    for (int i = files.size() - 1; i >= 0; i--) {
      if (visitor.test(files.get(i))) {
        return;
      }
    }
    while (next >= 0 && !visitor.test(placed.get(next))) {
      next--;
    }
  }
}
