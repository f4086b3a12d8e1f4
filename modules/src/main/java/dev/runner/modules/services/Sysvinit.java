package dev.runner.modules.services;

import dev.runner.module.BadParameter;
import dev.runner.module.Constraint;
import dev.runner.module.Describe;
import dev.runner.module.Param;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.TaskModule;
import java.util.List;
import java.util.Optional;

/// Sees to services that scripts in `/etc/init.d` run.
@Describe(
    summary = "Start, stop and enable services that scripts in /etc/init.d run.",
    description =
        """
        A restart is a stop and a start. Whatever a script leaves running in the background is never
        waited for, so `daemonize` makes no difference.
        """,
    since = "0.1",
    example =
        """
        - name: have a daemon run in two runlevels
          sysvinit:
            name: apache2
            state: started
            enabled: true
            runlevels: [3, 5]
        """,
    returns = {
      @Describe.Returned(name = "name", value = "The service."),
      @Describe.Returned(name = "state", value = "What it does now: started or stopped."),
      @Describe.Returned(name = "enabled", value = "As asked for."),
      @Describe.Returned(name = "runlevels", value = "As asked for."),
      @Describe.Returned(
          name = "status",
          value = "What enabling and starting did, each with changed, rc, stdout and stderr.")
    })
@Constraint(
    value = Constraint.Kind.ONE_OF,
    names = {"state", "enabled"})
public record Sysvinit(
    @Param(value = "Name of the service.", aliases = "service") String name,
    @Param("What it is to do.") Optional<ServiceState> state,
    @Param("Whether it is started with the host.") Optional<Boolean> enabled,
    @Param(value = "Words that the script gets too.", aliases = "args", byDefault = "")
        String arguments,
    @Param("What stands in the list of processes while it runs, if its script has no status.")
        Optional<String> pattern,
    @Param("The runlevels that it is enabled or disabled in; those of the script if left out.")
        List<String> runlevels,
    @Param(value = "Seconds between stop and start of a restart.", byDefault = "1") int sleep,
    @Param(
            value = "Accepted: what a script leaves running is never waited for.",
            byDefault = "false")
        boolean daemonize)
    implements TaskModule {

  public Sysvinit {
    if (state.isEmpty() && enabled.isEmpty()) {
      throw BadParameter.oneRequired("state", "enabled");
    }
    if (name.isEmpty()) {
      throw new BadParameter("name", "a service has a name");
    }
    for (String level : runlevels) {
      if (!level.matches("[0-9S]")) {
        throw new BadParameter("runlevels", "'%s' is no runlevel".formatted(level));
      }
    }
    runlevels = List.copyOf(runlevels);
  }

  @Override
  public Plan plan(Probe host) {
    Wanted wanted =
        new Wanted(
            name, state, enabled, Wanted.words(arguments), pattern, Optional.of(sleep), runlevels);
    return new InitScript(wanted, true, InitLook.ask(host, wanted, "sysv", "")).plan();
  }
}
