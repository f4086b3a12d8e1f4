package dev.runner.modules.services;

import dev.runner.module.BadParameter;
import dev.runner.module.Describe;
import dev.runner.module.Handover;
import dev.runner.module.Param;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Rest;
import dev.runner.module.TaskModule;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Starts and stops services, by whatever the host starts them with.
@Describe(
    summary = "Start, stop and enable services, whatever the host starts them with.",
    description =
        """
        systemd, OpenRC and scripts in `/etc/init.d` are told apart by what runs on the host. With
        systemd, `arguments`, `pattern`, `runlevel` and `sleep` have no meaning, as in Ansible. What
        else is given, such as `daemon_reload`, goes to the module of the host's init system, and so
        do the defaults that `module_defaults` has for that module.
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
    @Param("Name of the service.") Optional<String> name,
    @Param("What it is to do.") Optional<ServiceState> state,
    @Param("Whether it is started with the host.") Optional<Boolean> enabled,
    @Param(value = "Words that an init script gets too.", aliases = "args")
        Optional<String> arguments,
    @Param("What stands in the list of processes while it runs, if its script has no status.")
        Optional<String> pattern,
    @Param("The runlevel of OpenRC; default if left out.") Optional<String> runlevel,
    @Param("Seconds between stop and start of a restart, for init scripts.")
        Optional<Integer> sleep,
    @Param(
            value =
                "What starts services: auto, systemd, sysvinit, openrc, service for scripts, or the"
                    + " name of another module, which gets the parameters then. A name that says"
                    + " nothing is taken as auto, as in Ansible.",
            byDefault = "auto")
        String use,
    @Rest @Param("Parameters of the init system's module.") Handover others)
    implements TaskModule {
  private static final String SYSTEMD = "systemd";
  private static final String SYSV = "sysvinit";

  /// Parameters of the modules `systemd` and `sysvinit` that aren't this one's.
  private static final Set<String> THEIRS =
      Set.of(
          "daemon_reexec",
          "daemon-reexec",
          "daemon_reload",
          "daemon-reload",
          "daemonize",
          "force",
          "masked",
          "no_block",
          "runlevels",
          "scope",
          "service",
          "unit");

  public Service {
    if (use.equals("auto")) {
      for (String given : others.names()) {
        if (!THEIRS.contains(given)) {
          throw new BadParameter(
              given, "Unsupported parameters for (service) module: %s".formatted(given));
        }
      }
    }
    name.ifPresent(given -> Wanted.check(given));
  }

  /// The init system that is asked for, as [InitLook] takes it; nothing if it is none of them.
  private static Optional<String> manager(String use) {
    return switch (use.replaceFirst("^ansible\\.(builtin|legacy)\\.", "")) {
      case "auto" -> Optional.of("auto");
      case SYSTEMD, "systemd_service" -> Optional.of(SYSTEMD);
      case "openrc" -> Optional.of("openrc");
      case "service", SYSV, "sysv" -> Optional.of("sysv");
      default -> Optional.empty();
    };
  }

  @Override
  public Plan plan(Probe host) {
    String named = use.toLowerCase(Locale.ROOT);
    Optional<String> manager = manager(named);
    Optional<TaskModule> other =
        manager.isPresent() ? Optional.empty() : others.to(named, given(true));
    return other.isPresent()
        ? other.get().plan(host)
        : planned(host, InitLook.ask(host, wanted(), manager.orElse("auto"), ""));
  }

  private Plan planned(Probe host, InitLook look) {
    if (look.manager() == InitSystem.SYSTEMD) {
      return ignoring(
          switch (others.to(SYSTEMD, given(false)).orElseGet(this::bare)) {
            case SystemdService unit -> unit.plan(host, look, name.orElse(""));
            case TaskModule module -> module.plan(host);
          });
    }
    Optional<TaskModule> sysv =
        look.manager() == InitSystem.SYSV && !others.names().isEmpty()
            ? others.to(SYSV, given(true))
            : Optional.empty();
    if (sysv.isPresent()) {
      return sysv.get().plan(host);
    }
    if (!others.names().isEmpty()) {
      return Plan.refuse(
          "Unsupported parameters for (service) module: " + String.join(", ", others.names()),
          "what starts services here, %s, has no use for them"
              .formatted(look.manager().name().toLowerCase(Locale.ROOT)));
    }
    if (name.orElse("").isEmpty()) {
      return Plan.refuse("missing required arguments: name", "say which service");
    }
    if (state.isEmpty() && enabled.isEmpty()) {
      return Plan.refuse(
          "one of the following is required: state, enabled", "say what is to be so");
    }
    return new InitScript(wanted(), false, look).plan();
  }

  private Wanted wanted() {
    return new Wanted(
        name.orElse(""),
        state,
        enabled,
        Wanted.words(arguments.orElse("")),
        pattern,
        sleep,
        runlevel.filter(level -> !level.equals("default")).map(List::of).orElse(List.of()));
  }

  /// The unit without anything that others would add.
  private SystemdService bare() {
    return new SystemdService(
        name,
        state,
        enabled,
        Optional.empty(),
        Optional.empty(),
        false,
        false,
        SystemdService.Scope.SYSTEM,
        false);
  }

  /// What was given, as playbooks write it.
  ///
  /// @param all whether also what has no meaning for systemd
  private Map<String, Object> given(boolean all) {
    Map<String, Object> given = new LinkedHashMap<>();
    name.ifPresent(value -> given.put("name", value));
    state.ifPresent(value -> given.put("state", value.name().toLowerCase(Locale.ROOT)));
    enabled.ifPresent(value -> given.put("enabled", value));
    if (all) {
      given.putAll(ofScripts());
    }
    return given;
  }

  private Map<String, Object> ofScripts() {
    Map<String, Object> given = new LinkedHashMap<>();
    arguments.ifPresent(value -> given.put("arguments", value));
    pattern.ifPresent(value -> given.put("pattern", value));
    runlevel.ifPresent(value -> given.put("runlevel", value));
    sleep.ifPresent(value -> given.put("sleep", BigInteger.valueOf(value)));
    return given;
  }

  private Plan ignoring(Plan plan) {
    Plan told = plan;
    for (String unused : ofScripts().keySet()) {
      String sentence = "Ignoring \"%s\" as it is not used in \"systemd\"".formatted(unused);
      told =
          switch (told) {
            case Plan.Unchanged unchanged -> unchanged.warning(sentence);
            case Plan.Changes changes -> changes.warning(sentence);
            default -> told;
          };
    }
    return told;
  }
}
