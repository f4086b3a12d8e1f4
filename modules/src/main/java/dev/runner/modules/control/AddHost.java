package dev.runner.modules.control;

import dev.runner.module.Describe;
import dev.runner.module.Effect;
import dev.runner.module.Param;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Rest;
import dev.runner.module.TaskModule;
import dev.runner.module.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Adds a host to the inventory of this run.
@Describe(
    summary = "Add a host to the inventory for the rest of the run.",
    description = "A port after the name (`host:2222`) becomes the variable `ansible_ssh_port`.",
    since = "0.1",
    missing = "name, host or hostname needs to be provided",
    example =
        """
        - name: add the new machine to the group 'just_created'
          add_host:
            name: "{{ ip_from_ec2 }}"
            groups: just_created
            foo: 42
        """,
    returns = {
      @Describe.Returned(name = "add_host", value = "The host: host_name, groups and host_vars.")
    },
    roundTrips = 0)
public record AddHost(
    @Param(
            value = "Name of the host.",
            aliases = {"host", "hostname"})
        String name,
    @Param(
            value = "Groups that it becomes a member of.",
            aliases = {"group", "groupname"})
        List<String> groups,
    @Rest @Param("Variables of the host: any names but those of the other parameters.")
        Map<String, Value> variables)
    implements TaskModule {

  @Override
  public Plan plan(Probe host) {
    Map<String, Object> values = new LinkedHashMap<>(SetFact.plain(variables));
    String bare = name;
    int colon = name.lastIndexOf(':');
    if (colon > 0 && colon == name.indexOf(':') && name.substring(colon + 1).matches("[0-9]+")) {
      bare = name.substring(0, colon);
      values.putIfAbsent("ansible_ssh_port", Long.valueOf(name.substring(colon + 1)));
    }
    List<String> each = groups.stream().distinct().toList();
    return Plan.learned("host %s added".formatted(bare))
        .with("add_host", Map.of("host_name", bare, "groups", each, "host_vars", values))
        .with(new Effect.NewHost(bare, each, values));
  }
}
