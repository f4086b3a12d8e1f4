package dev.runner.modules.services;

import dev.runner.module.BadParameter;
import dev.runner.module.Constraint;
import dev.runner.module.Describe;
import dev.runner.module.Needs;
import dev.runner.module.Param;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.TaskModule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Sees to units of systemd.
@Describe(
    summary = "Start, stop, enable and mask units of systemd.",
    description =
        """
        A unit that has nothing to be enabled by (static, generated) counts as enabled and as disabled.
        `daemon_reload` alone is no change.
        """,
    since = "0.1",
    aliases = "systemd",
    example =
        """
        - name: take up a new unit
          systemd_service:
            name: app
            daemon_reload: true
            state: restarted
            enabled: true
        """,
    returns = {
      @Describe.Returned(name = "name", value = "The unit."),
      @Describe.Returned(name = "state", value = "What it does now: started or stopped."),
      @Describe.Returned(name = "enabled", value = "As asked for."),
      @Describe.Returned(name = "status", value = "What systemd says of the unit, by property.")
    })
@Needs("systemctl")
@Constraint(
    value = Constraint.Kind.ONE_OF,
    names = {"state", "enabled", "masked", "daemon_reload", "daemon_reexec"})
@Constraint(value = Constraint.Kind.NEEDED, names = "name", when = "state")
@Constraint(value = Constraint.Kind.NEEDED, names = "name", when = "enabled")
@Constraint(value = Constraint.Kind.NEEDED, names = "name", when = "masked")
public record SystemdService(
    @Param(
            value = "The unit; a service if it has no ending.",
            aliases = {"service", "unit"})
        Optional<String> name,
    @Param("What it is to do.") Optional<ServiceState> state,
    @Param("Whether it is started with the host.") Optional<Boolean> enabled,
    @Param("Whether nothing may start it.") Optional<Boolean> masked,
    @Param("Whether links that are in the way of enabling are replaced.") Optional<Boolean> force,
    @Param(
            value = "Whether systemd reads its files again first.",
            byDefault = "false",
            aliases = "daemon-reload")
        boolean daemonReload,
    @Param(
            value = "Whether systemd is executed anew first.",
            byDefault = "false",
            aliases = "daemon-reexec")
        boolean daemonReexec,
    @Param(
            value = "Whose units: the system's, those of the task's user, or those of all users.",
            byDefault = "system")
        Scope scope,
    @Param(value = "Whether the end of a start or stop isn't waited for.", byDefault = "false")
        boolean noBlock)
    implements TaskModule {

  /// Whose units.
  public enum Scope {
    SYSTEM,
    USER,
    GLOBAL
  }

  public SystemdService {
    name.ifPresent(SystemdService::check);
  }

  private static void check(String name) {
    if (name.isEmpty() || name.startsWith("-")) {
      throw new BadParameter("name", "'%s' can't be the name of a unit".formatted(name));
    }
    if (name.matches(".*[*?\\[].*")) {
      throw new BadParameter(
          "name",
          "This module does not currently support using glob patterns, found in name: " + name);
    }
  }

  @Override
  public Plan plan(Probe host) {
    return planned(InitLook.ask(host, wanted(), "systemd", whose()));
  }

  /// The plan where the host has been asked about the system's unit of that name already.
  ///
  /// @param asked the name that the host was asked about
  Plan plan(Probe host, InitLook look, String asked) {
    boolean same = scope == Scope.SYSTEM && asked.equals(name.orElse(""));
    return same ? planned(look) : plan(host);
  }

  private Plan planned(InitLook look) {
    List<String> options = new ArrayList<>();
    if (!whose().isEmpty()) {
      options.add(whose());
    }
    if (noBlock) {
      options.add("--no-block");
    }
    List<String> first = new ArrayList<>();
    if (daemonReload) {
      first.add("daemon-reload");
    }
    if (daemonReexec) {
      first.add("daemon-reexec");
    }
    return new SystemdUnit(wanted(), masked, options, force.orElse(false), first, look).plan();
  }

  /// The option of systemctl that says whose units; empty for the system's.
  private String whose() {
    return switch (scope) {
      case SYSTEM -> "";
      case USER -> "--user";
      case GLOBAL -> "--global";
    };
  }

  private Wanted wanted() {
    return name.map(this::of).orElseGet(Wanted::nothing);
  }

  private Wanted of(String unit) {
    return new Wanted(
        unit, state, enabled, List.of(), Optional.empty(), Optional.empty(), List.of());
  }
}
