package dev.runner.modules.control;

import dev.runner.module.Describe;
import dev.runner.module.Effect;
import dev.runner.module.Param;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.TaskModule;
import java.util.List;

/// Puts the host into a group that is named after something.
@Describe(
    summary = "Put the host into a group, made if need be.",
    since = "0.1",
    missing = "the 'key' param is required when using group_by",
    example =
        """
        - name: make groups by machine architecture
          group_by:
            key: machine_{{ ansible_machine }}
        """,
    returns = {
      @Describe.Returned(name = "add_group", value = "The group, spaces replaced by dashes."),
      @Describe.Returned(name = "parent_groups", value = "The groups that it belongs to.")
    },
    roundTrips = 0)
public record GroupBy(
    @Param("Name of the group.") String key,
    @Param("Groups that the group belongs to, 'all' if none is given.") List<String> parents)
    implements TaskModule {

  @Override
  public Plan plan(Probe host) {
    String group = dashed(key);
    List<String> above =
        parents.isEmpty() ? List.of("all") : parents.stream().map(GroupBy::dashed).toList();
    return Plan.learned("in group " + group)
        .with("add_group", group)
        .with("parent_groups", above)
        .with(new Effect.Grouped(group, above));
  }

  private static String dashed(String name) {
    return name.replace(' ', '-');
  }
}
