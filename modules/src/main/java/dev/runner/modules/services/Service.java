package dev.runner.modules.services;

import dev.runner.module.BadParameter;
import dev.runner.module.Describe;
import dev.runner.module.Param;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.TaskModule;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Starts and stops services, by whatever the host starts them with.
@Describe(
    summary = "Start, stop and enable services, whatever the host starts them with.",
    description =
        """
        systemd, OpenRC and scripts in `/etc/init.d` are told apart by what runs on the host. With
        systemd, `arguments`, `pattern`, `runlevel` and `sleep` have no meaning, as in Ansible.
        """,
    since = "0.1",
    example =
        """
        - name: have the web server run, now and after each start of the host
          service:
            name: nginx
            state: started
            enabled: true
        """,
    returns = {
      @Describe.Returned(name = "name", value = "The service."),
      @Describe.Returned(name = "state", value = "What it does now: started or stopped."),
      @Describe.Returned(name = "enabled", value = "As asked for."),
      @Describe.Returned(name = "runlevels", value = "As asked for."),
      @Describe.Returned(
          name = "status",
          value = "What systemd says of it, or what each script did.")
    })
public record Service(
    @Param("Name of the service.") String name,
    @Param("What it is to do.") Optional<ServiceState> state,
    @Param("Whether it is started with the host.") Optional<Boolean> enabled,
    @Param(value = "Words that an init script gets too.", aliases = "args", byDefault = "")
        String arguments,
    @Param("What stands in the list of processes while it runs, if its script has no status.")
        Optional<String> pattern,
    @Param(value = "The runlevel of OpenRC.", byDefault = "default") String runlevel,
    @Param("Seconds between stop and start of a restart, for init scripts.")
        Optional<Integer> sleep,
    @Param(
            value =
                "What starts services: auto, systemd, sysvinit, openrc, or service for scripts.",
            byDefault = "auto")
        String use)
    implements TaskModule {

  public Service {
    manager(use);
    if (name.isEmpty()) {
      throw new BadParameter("name", "a service has a name");
    }
    new Wanted(name, state, enabled, Wanted.words(arguments), pattern, sleep, List.of());
  }

  /// A name of an init system, as [InitLook] takes it.
  private static String manager(String use) {
    String bare = use.substring(use.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return switch (bare) {
      case "auto" -> "auto";
      case "systemd", "systemd_service" -> "systemd";
      case "openrc" -> "openrc";
      case "service", "sysvinit", "sysv" -> "sysv";
      default ->
          throw new BadParameter(
              "use",
              "'%s' is no init system that is known here: auto, systemd, sysvinit, openrc, service"
                  .formatted(use));
    };
  }

  @Override
  public Plan plan(Probe host) {
    List<String> levels = runlevel.equals("default") ? List.of() : List.of(runlevel);
    Wanted wanted =
        new Wanted(name, state, enabled, Wanted.words(arguments), pattern, sleep, levels);
    InitLook look = InitLook.ask(host, wanted, manager(use), "");
    if (look.manager() != InitSystem.SYSTEMD && state.isEmpty() && enabled.isEmpty()) {
      return Plan.refuse(
          "one of the following is required: state, enabled", "say what is to be so");
    }
    return look.manager() == InitSystem.SYSTEMD
        ? new SystemdUnit(wanted, Optional.empty(), List.of(), false, List.of(), look).plan()
        : new InitScript(wanted, false, look).plan();
  }
}
