package dev.runner.modules.control;

import dev.runner.module.BadParameter;
import dev.runner.module.Describe;
import dev.runner.module.Effect;
import dev.runner.module.Param;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.TaskModule;
import dev.runner.module.Value;
import dev.runner.values.Python;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Sets figures for the end of the run.
@Describe(
    summary = "Set figures that the recap shows at the end of the run.",
    since = "0.1",
    example =
        """
        - name: count the packages
          set_stats:
            data:
              packages_count: "{{ packages | length }}"
        """,
    returns = {
      @Describe.Returned(
          name = "ansible_stats",
          value = "The figures: data, per_host and aggregate.")
    },
    roundTrips = 0)
public record SetStats(
    @Param("The figures.") Value data,
    @Param(
            value = "Whether they are this host's only. What isn't true counts as false.",
            byDefault = "false")
        String perHost,
    @Param(
            value =
                "Whether they are added to what is there instead of replacing it. What isn't true"
                    + " counts as false.",
            byDefault = "true")
        String aggregate)
    implements TaskModule {
  private static final Set<String> TRUE = Set.of("true", "yes", "on", "1", "1.0", "y", "t");

  public SetStats {
    if (!(data.value() instanceof Map<?, ?>)) {
      throw new BadParameter("data", "The 'data' option needs to be a dictionary/hash");
    }
    SetFact.checkNames(figures(data));
  }

  private static Map<String, Object> figures(Value data) {
    Map<String, Object> figures = new LinkedHashMap<>();
    ((Map<?, ?>) data.value()).forEach((name, each) -> figures.put(Python.string(name), each));
    return figures;
  }

  @Override
  public Plan plan(Probe host) {
    Map<String, Object> values = figures(data);
    return Plan.learned(String.join(", ", values.keySet()))
        .with(
            "ansible_stats",
            Map.of("data", values, "per_host", isTrue(perHost), "aggregate", isTrue(aggregate)))
        .with(new Effect.Stats(values, isTrue(perHost), isTrue(aggregate)));
  }

  private static boolean isTrue(String word) {
    return TRUE.contains(word.strip().toLowerCase(Locale.ROOT));
  }
}
