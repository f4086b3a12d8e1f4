package dev.runner.modules.services;

import dev.runner.module.Answer;
import dev.runner.module.Command;
import dev.runner.module.Finished;
import dev.runner.module.Foretold;
import dev.runner.module.Output;
import dev.runner.module.Outputs;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Step;
import dev.runner.values.None;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// What has to be done about a service that a script in `/etc/init.d` runs, under OpenRC or one of
/// the older systems.
///
/// @param bounces whether a restart is a stop and a start, with a pause between them
record InitScript(Wanted wanted, boolean bounces, InitLook look) {

  private static final Set<String> USUAL = Set.of("2", "3", "4", "5");

  /// What scripts write that exit with 0 whatever the state is.
  private static final List<String> IDLE =
      List.of("not running", "is stopped", "is dead", "inactive", "not started");

  Plan plan() {
    if (!look.is("found") && !look.file()) {
      return Plan.refuse(
          "Could not find the requested service %s: ".formatted(wanted.name()),
          "Install what brings it, or mend its name.");
    }
    List<Step> steps = new ArrayList<>(enabling());
    int enabling = steps.size();
    steps.addAll(running());
    if (steps.isEmpty()) {
      return Plan.unchanged("it is so already").withAll(values());
    }
    return Plan.changes(steps)
        .predictingAll(values())
        .after((outputs, now) -> finish(enabling, outputs, now));
  }

  private Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("name", wanted.name());
    wanted.state().ifPresent(state -> values.put("state", state.after()));
    wanted.enabled().ifPresent(enabled -> values.put("enabled", enabled));
    if (!wanted.runlevels().isEmpty()) {
      values.put("runlevels", wanted.runlevels());
    }
    return values;
  }

  /// What each part did, as `sysvinit` of Ansible tells it.
  private Map<String, Object> status(int enabling, Outputs outputs) {
    Map<String, Object> status = new LinkedHashMap<>();
    wanted
        .enabled()
        .ifPresent(e -> status.put("enabled", part(outputs.all().subList(0, enabling))));
    wanted
        .state()
        .ifPresent(
            state ->
                status.put(
                    state.name().toLowerCase(Locale.ROOT),
                    part(outputs.all().subList(enabling, outputs.all().size()))));
    return status;
  }

  private static Map<String, Object> part(List<Output> outputs) {
    Map<String, Object> part = new LinkedHashMap<>();
    part.put("changed", !outputs.isEmpty());
    part.put("rc", outputs.isEmpty() ? None.NONE : (long) outputs.getLast().exit());
    part.put("stdout", String.join("\n", outputs.stream().map(Output::out).toList()));
    part.put("stderr", String.join("\n", outputs.stream().map(Output::err).toList()));
    return part;
  }

  private Answer finish(int enabling, Outputs outputs, Probe now) {
    if (wanted.enabled().isPresent()) {
      String use = look.say("manager");
      InitScript after = new InitScript(wanted, bounces, InitLook.ask(now, wanted, use, ""));
      if (after.isEnabled() != wanted.enabled().get()) {
        return Finished.failed(
            "%s is still %s: %s"
                .formatted(
                    wanted.name(),
                    wanted.enabled().get() ? "disabled" : "enabled",
                    outputs.get(0).lastWords()));
      }
    }
    return Finished.changed("").with("status", status(enabling, outputs));
  }

  /// Whether the service runs, as far as its script says so, or else the list of processes.
  boolean isRunning() {
    String said = look.say("status").toLowerCase(Locale.ROOT);
    int status = look.is("statusrc") ? Integer.parseInt(look.say("statusrc")) : 4;
    boolean mute = (status >= 4 && status != 32) || said.contains("usage:");
    if (mute) {
      return look.is("process");
    }
    return status == 0 && IDLE.stream().noneMatch(said::contains);
  }

  private boolean isEnabled() {
    Set<String> on = Set.of(look.say("on").split(" "));
    if (look.manager() == InitSystem.OPENRC) {
      return !look.say("on").isEmpty();
    }
    return wanted.runlevels().isEmpty()
        ? on.stream().anyMatch(USUAL::contains)
        : on.containsAll(wanted.runlevels());
  }

  private List<Step> enabling() {
    if (wanted.enabled().isEmpty() || wanted.enabled().get() == isEnabled()) {
      return List.of();
    }
    boolean enable = wanted.enabled().get();
    String title = "%s %s".formatted(enable ? "enable" : "disable", wanted.name());
    return commands(enable).stream()
        .map(command -> (Step) Step.run(title, command).foretelling(enabled().foretold()))
        .toList();
  }

  /// What the host says once the service is started with it as wanted.
  private InitLook enabled() {
    if (wanted.enabled().isEmpty() || wanted.enabled().get() == isEnabled()) {
      return look;
    }
    List<String> levels =
        wanted.runlevels().isEmpty() ? USUAL.stream().sorted().toList() : wanted.runlevels();
    String all = String.join(" ", levels);
    return look.having(List.of((wanted.enabled().get() ? "@on " : "@off ") + all), "on", "off");
  }

  private List<Foretold> running(boolean runs) {
    List<String> lines = runs ? List.of("@statusrc 0", "@process yes") : List.of("@statusrc 3");
    return enabled().having(lines, "statusrc", "status", "process").foretold();
  }

  private List<Command> commands(boolean enable) {
    String name = wanted.name();
    List<String> levels = wanted.runlevels();
    if (look.manager() == InitSystem.OPENRC) {
      String level = levels.isEmpty() ? "default" : levels.getFirst();
      return List.of(Command.of("rc-update", enable ? "add" : "del", name, level));
    } else if (look.has("update-rc.d")) {
      List<Command> commands = new ArrayList<>();
      if (!look.is("on") && !look.is("off")) {
        commands.add(Command.of("update-rc.d", name, "defaults"));
      }
      Command last = Command.of("update-rc.d", name, enable ? "enable" : "disable");
      commands.add(last.and(levels.toArray()));
      return commands;
    } else if (look.has("chkconfig")) {
      Command set = Command.of("chkconfig");
      if (!levels.isEmpty()) {
        set = set.and("--level", String.join("", levels));
      }
      return List.of(Command.of("chkconfig", "--add", name), set.and(name, enable ? "on" : "off"));
    }
    return List.of(Command.of("insserv", enable ? "-d" : "-r", name));
  }

  private List<Step> running() {
    if (wanted.state().isEmpty()) {
      return List.of();
    }
    boolean runs = isRunning();
    return switch (wanted.state().get()) {
      case STARTED -> runs ? List.of() : List.of(script("start"));
      case STOPPED -> runs ? List.of(script("stop")) : List.of();
      case RELOADED -> runs ? List.of(script("reload")) : List.of(script("start"));
      case RESTARTED -> restart(runs);
    };
  }

  private List<Step> restart(boolean runs) {
    if (!bounces && wanted.sleep().isEmpty()) {
      return List.of(script("restart"));
    }
    List<Step> steps = new ArrayList<>();
    if (runs) {
      steps.add(script("stop"));
      wanted
          .sleep()
          .filter(seconds -> seconds > 0)
          .ifPresent(
              seconds ->
                  steps.add(
                      Step.run("wait %d s".formatted(seconds), Command.of("sleep", seconds))));
    }
    steps.add(script("start"));
    return steps;
  }

  private Step script(String action) {
    List<Object> words = new ArrayList<>();
    if (look.manager() == InitSystem.OPENRC) {
      words.add("rc-service");
      words.add(wanted.name());
    } else if (look.has("service")) {
      words.add("service");
      words.add(wanted.name());
    } else {
      words.add("/etc/init.d/" + wanted.name());
    }
    words.add(action);
    words.addAll(wanted.arguments());
    return Step.run("%s %s".formatted(action, wanted.name()), Command.of(words))
        .foretelling(running(!action.equals("stop")));
  }
}
