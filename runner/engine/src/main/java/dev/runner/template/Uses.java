package dev.runner.template;

import dev.runner.values.Deprecation;
import dev.runner.values.Origin;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What templates and expressions of a task use that ansible-core gives up, each with the place of
/// the template. For one thread at a time.
final class Uses {
  private final boolean heeded;
  private final Set<Deprecation> all = new LinkedHashSet<>();
  private @Nullable Origin place;

  /// @param heeded whether the language is one that gives anything up
  Uses(boolean heeded) {
    this.heeded = heeded;
  }

  /// Evaluates what stands at a place; texts of which nobody knows where they stand use nothing.
  <T> T at(@Nullable Origin origin, Supplier<T> evaluation) {
    Origin outer = place;
    place = origin;
    try {
      return evaluation.get();
    } finally {
      place = outer;
    }
  }

  /// Notes the use of a variable.
  void variable(String name, RawVariables variables) {
    if (!heeded || place == null) {
      return;
    }
    switch (name) {
      case "vars" ->
          add(
              "The internal \"vars\" dictionary is deprecated.",
              "Use the `vars` and `varnames` lookups instead.",
              "2.24",
              place);
      case "play_hosts" ->
          add(
              "The `play_hosts` magic variable is deprecated.",
              "Use `ansible_play_batch` instead.",
              "2.23",
              place);
      default -> {
        if (variables.isInjected(name)) {
          add(
              "INJECT_FACTS_AS_VARS default to `True` is deprecated, top-level facts will not be"
                  + " auto injected after the change.",
              "Use `ansible_facts[\"fact_name\"]` (no `ansible_` prefix) instead.",
              "2.24",
              place);
        }
      }
    }
  }

  /// Notes something else.
  void add(String sentence, String help, String version, @Nullable Origin origin) {
    if (heeded) {
      all.add(Deprecation.ofCore(sentence, help, version, origin));
    }
  }

  /// Notes what plugins say of themselves.
  void addAll(List<Deprecation> deprecations) {
    if (heeded) {
      all.addAll(deprecations);
    }
  }

  /// What was noted since this was asked last.
  List<Deprecation> taken() {
    List<Deprecation> taken = List.copyOf(all);
    all.clear();
    return taken;
  }
}
