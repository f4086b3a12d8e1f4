package dev.runner.modules.facts;

import dev.runner.module.Answer;
import dev.runner.module.Effect;
import dev.runner.module.Finished;
import dev.runner.module.Plan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What several modules have said that gather facts. Facts of the same name are put together: dicts
/// by their keys, and lists so that what the later one says comes last.
final class Gathered {
  /// A fact that says that facts are there.
  private static final String GATHERED = "_ansible_facts_gathered";

  private final Map<Object, Object> facts = new LinkedHashMap<>();
  private final List<Effect> effects = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private final Map<String, Object> failed = new LinkedHashMap<>();
  private final Map<String, Object> skipped = new LinkedHashMap<>();

  Gathered copy() {
    Gathered copy = new Gathered();
    copy.facts.putAll(facts);
    copy.effects.addAll(effects);
    copy.warnings.addAll(warnings);
    copy.failed.putAll(failed);
    copy.skipped.putAll(skipped);
    return copy;
  }

  void add(String module, Answer answer) {
    switch (answer) {
      case Plan.Learned learned -> {
        warnings.addAll(learned.warnings());
        learned.effects().stream()
            .filter(each -> !(each instanceof Effect.Facts))
            .forEach(effects::add);
        said(module, learned.values());
      }
      case Finished finished when !finished.failed() -> {
        warnings.addAll(finished.warnings());
        said(module, finished.values());
      }
      default -> failed.put(module, Map.of("failed", true, "msg", why(answer)));
    }
  }

  private void said(String module, Map<String, Object> values) {
    if (Boolean.TRUE.equals(values.get("skipped"))) {
      skipped.put(module, values);
    } else if (values.get("ansible_facts") instanceof Map<?, ?> found) {
      Map<Object, Object> all = merged(facts, found);
      facts.clear();
      facts.putAll(all);
    }
  }

  private static Map<Object, Object> merged(Map<?, ?> earlier, Map<?, ?> later) {
    Map<Object, Object> all = new LinkedHashMap<>(earlier);
    later.forEach((name, value) -> all.merge(name, value, Gathered::merged));
    return all;
  }

  private static Object merged(Object earlier, Object later) {
    if (earlier instanceof Map<?, ?> one && later instanceof Map<?, ?> other) {
      return merged(one, other);
    }
    if (earlier instanceof List<?> one && later instanceof List<?> other) {
      List<Object> all = new ArrayList<>(one);
      all.removeAll(other);
      all.addAll(other);
      return all;
    }
    return later;
  }

  private static String why(Answer answer) {
    return switch (answer) {
      case Plan.Refused refused -> refused.because();
      case Finished finished -> finished.message();
      default -> "it does more than to gather facts";
    };
  }

  Plan plan() {
    if (!failed.isEmpty()) {
      return Plan.refuse(
              "The following modules failed to execute: %s."
                  .formatted(String.join(", ", failed.keySet())),
              "")
          .with("failed_modules", failed)
          .with("ansible_facts", facts);
    }
    facts.put(GATHERED, true);
    Map<String, Object> named = new LinkedHashMap<>();
    facts.forEach((name, value) -> named.put(name.toString(), value));
    Plan.Learned learned =
        Plan.learned("%d facts".formatted(facts.size() - 1))
            .with("ansible_facts", facts)
            .with(new Effect.Facts(named));
    if (!skipped.isEmpty()) {
      learned = learned.with("skipped_modules", skipped);
    }
    learned = learned.warnings(warnings);
    for (Effect effect : effects) {
      learned = learned.with(effect);
    }
    return learned;
  }
}
