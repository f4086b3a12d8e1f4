package dev.runner.variables;

import dev.runner.source.Vars;
import dev.runner.values.Origin;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// What hosts learn during the run. May be used by several threads.
final class LearnedVariables {
  /// What can be learnt, the strongest first.
  static final List<Precedence> KINDS =
      List.of(Precedence.SET_FACTS, Precedence.INCLUDED_VARS, Precedence.FACTS);

  private final boolean injects;
  private final FactCache cache;
  private final Map<String, Map<Precedence, Layer>> learned = new ConcurrentHashMap<>();

  /// @param injects whether facts are variables by themselves, besides `ansible_facts`
  /// @param cache keeps facts from one run to the next
  LearnedVariables(boolean injects, FactCache cache) {
    this.injects = injects;
    this.cache = cache;
  }

  /// Variables that a host learnt, besides those that it has.
  ///
  /// @param precedence one of the kinds
  void learn(String host, Precedence precedence, Vars vars) {
    if (!KINDS.contains(precedence)) {
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

  /// Facts that a host told, as [VariableStore#learnFacts] says.
  void learnFacts(String host, Map<String, ?> facts, @Nullable Origin origin) {
    Map<?, ?> before =
        of(host, Precedence.FACTS).get("ansible_facts") instanceof Map<?, ?> map ? map : Map.of();
    learn(host, Precedence.FACTS, facts(facts, before, origin));
    cache.keep(host, facts);
  }

  /// Forgets the facts of a host, those kept from earlier runs too.
  void forgetFacts(String host) {
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

  /// What a host learnt of one kind.
  Vars of(String host, Precedence precedence) {
    Layer layer = of(host).get(precedence);
    return layer == null ? Vars.EMPTY : layer.vars();
  }

  /// What a host learnt, by its kind.
  Map<Precedence, Layer> of(String host) {
    Map<Precedence, Layer> known = learned.get(host);
    return known != null
        ? known
        : cache.keeps() ? learned.computeIfAbsent(host, this::remembered) : Map.of();
  }

  /// What earlier runs kept of a host.
  private Map<Precedence, Layer> remembered(String host) {
    Map<String, Object> facts = cache.load(host);
    return facts.isEmpty()
        ? Map.of()
        : Map.of(Precedence.FACTS, new Layer(Precedence.FACTS, facts(facts, Map.of(), null)));
  }

  private Vars facts(Map<String, ?> facts, Map<?, ?> before, @Nullable Origin origin) {
    Map<String, Object> all = new LinkedHashMap<>();
    before.forEach((name, value) -> all.put(name.toString(), value));
    Map<String, Object> injected = new LinkedHashMap<>();
    facts.forEach(
        (name, value) -> {
          all.put(FactNames.bare(name), value);
          if (injects && FactNames.isHarmless(name)) {
            injected.put(name, value);
          }
        });
    injected.put("ansible_facts", Collections.unmodifiableMap(all));
    return Vars.of(injected, origin);
  }
}
