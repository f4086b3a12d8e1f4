package dev.runner.variables;

import dev.runner.playbook.Play;
import dev.runner.playbook.PlayRole;
import dev.runner.playbook.Role;
import dev.runner.playbook.Task;
import dev.runner.source.Vars;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What the place in a playbook adds to the variables of a host. One for all hosts.
///
/// @param brought roles that were included during the run
/// @param layers the weakest first
public record Frame(
    Optional<Play> play,
    Optional<Task> task,
    PlayHosts hosts,
    List<PlayRole> brought,
    List<Layer> layers) {
  /// Outside of any play.
  public static final Frame NONE =
      new Frame(Optional.empty(), Optional.empty(), PlayHosts.of(List.of()), List.of(), List.of());

  public Frame {
    layers =
        layers.stream()
            .filter(layer -> !layer.vars().isEmpty())
            .sorted(Comparator.comparing(Layer::precedence))
            .toList();
  }

  /// What a play adds outside of its tasks.
  ///
  /// @param brought roles that were included during the run
  public static Frame of(Play play, PlayHosts hosts, List<PlayRole> brought) {
    return new Frame(Optional.of(play), Optional.empty(), hosts, brought, ofPlay(play, brought));
  }

  /// What a task adds.
  ///
  /// @param brought roles that were included during the run
  public static Frame of(Play play, Task task, PlayHosts hosts, List<PlayRole> brought) {
    List<Layer> layers = ofPlay(play, brought);
    task.role().ifPresent(role -> ofRole(role, layers));
    task.settings()
        .blockVars()
        .forEach(
            vars ->
                layers.add(
                    new Layer(
                        vars == task.settings().vars()
                            ? Precedence.TASK_VARS
                            : Precedence.BLOCK_VARS,
                        vars)));
    task.settings()
        .includeVars()
        .forEach(vars -> layers.add(new Layer(Precedence.INCLUDE_PARAMS, vars)));
    if (task.bareModule().matches("include_(tasks|role)")) {
      layers.add(new Layer(Precedence.INCLUDE_PARAMS, task.settings().vars()));
    }
    return new Frame(Optional.of(play), Optional.of(task), hosts, brought, layers);
  }

  private static List<Layer> ofPlay(Play play, List<PlayRole> brought) {
    List<Layer> layers = new ArrayList<>();
    layers.add(new Layer(Precedence.PLAY_VARS, play.vars()));
    List<PlayRole> roles = new ArrayList<>(play.roles());
    roles.addAll(brought);
    for (PlayRole each : roles) {
      if (each.lendsDefaults()) {
        each.role()
            .defaults()
            .given()
            .forEach(vars -> layers.add(new Layer(Precedence.ROLE_DEFAULTS, vars)));
      }
      if (each.lendsVars()) {
        each.role().vars().forEach(vars -> layers.add(new Layer(Precedence.ROLE_VARS, vars)));
      }
    }
    return layers;
  }

  private static void ofRole(Role role, List<Layer> layers) {
    role.defaults().seen().forEach(vars -> layers.add(new Layer(Precedence.ROLE_DEFAULTS, vars)));
    role.seen().forEach(vars -> layers.add(new Layer(Precedence.ROLE_VARS, vars)));
    layers.add(new Layer(Precedence.ROLE_PARAMS, role.params()));
  }

  /// The same with more variables, which win over others of their precedence.
  public Frame with(Precedence precedence, Vars vars) {
    if (vars.isEmpty()) {
      return this;
    }
    List<Layer> more = new ArrayList<>(layers);
    more.add(new Layer(precedence, vars));
    return new Frame(play, task, hosts, brought, more);
  }
}
