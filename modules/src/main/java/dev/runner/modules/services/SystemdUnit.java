package dev.runner.modules.services;

import dev.runner.module.Answer;
import dev.runner.module.Command;
import dev.runner.module.Finished;
import dev.runner.module.Output;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Step;
import dev.runner.values.None;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What has to be done about a unit of systemd.
///
/// @param masked whether nothing may start the unit
/// @param options of `systemctl`, for each call
/// @param force whether links that are in the way of enabling are replaced
/// @param first what is done before anything else, `daemon-reload` and its like
record SystemdUnit(
    Wanted wanted,
    Optional<Boolean> masked,
    List<String> options,
    boolean force,
    List<String> first,
    InitLook look) {

  /// States of a unit that has nothing to be enabled by.
  private static final Set<String> FIXED = Set.of("static", "generated", "transient", "alias");

  private static final Set<String> KNOWN =
      Set.of(
          "enabled",
          "enabled-runtime",
          "linked",
          "linked-runtime",
          "alias",
          "masked",
          "masked-runtime",
          "static",
          "indirect",
          "disabled",
          "generated",
          "transient");

  Plan plan() {
    if (needsUnit() && !found()) {
      return missing();
    }
    if (look.unit().property("LoadState").equals("error")) {
      return Plan.refuse(
          "Error loading unit file '%s'".formatted(wanted.name()),
          look.unit().property("LoadError"));
    }
    if (wanted.state().isPresent() && look.unit().properties().isEmpty() && !look.is("offline")) {
      return unknown();
    }
    Optional<String> command = run();
    List<Step> steps = steps(command);
    boolean changes = !steps.isEmpty();
    for (String each : first.reversed()) {
      steps.addFirst(step(each, each));
    }
    return steps.isEmpty()
        ? told(Plan.unchanged("it is so already"))
        : planned(steps, changes, command);
  }

  /// Each with what systemd says once it is done.
  private List<Step> steps(Optional<String> command) {
    List<Step> steps = new ArrayList<>();
    UnitLook then = look.unit();
    Optional<Step.Run> masking = mask();
    Optional<Step.Run> enabling = enable();
    if (masking.isPresent()) {
      boolean on = masked.orElse(false);
      then = on ? then.masked() : then;
      steps.add(masking.get().foretelling(on ? then.foretold() : then.untold()));
    }
    if (enabling.isPresent()) {
      then = then.startedWithTheHost(wanted.enabled().orElse(false));
      steps.add(enabling.get().foretelling(then.foretold()));
    }
    if (command.isPresent()) {
      boolean told = masking.isEmpty() || enabling.isPresent() || masked.orElse(false);
      then = then.active(!command.get().equals("stop"));
      Step.Run act = step(command.get(), command.get());
      steps.add(act.anyStatus().foretelling(told ? then.foretold() : then.untold()));
    }
    return steps;
  }

  private Plan planned(List<Step> steps, boolean changes, Optional<String> command) {
    Plan.Changes plan = Plan.changes(steps).predictingAll(values());
    if (!changes) {
      return plan.expecting(Plan.unchanged("systemd is reloaded only"))
          .after((outputs, now) -> Finished.unchanged("").withAll(values()));
    }
    return plan.after(
        (outputs, now) ->
            command.isPresent() && !outputs.last().ok()
                ? failed(command.get(), outputs.last())
                : finish(now));
  }

  /// All that systemd says of a failure: the cause stands in its first line, what to ask next in
  /// the last, with its line's end. Nothing else is registered, so that the unit's many properties
  /// don't hide the cause.
  private Finished failed(String command, Output output) {
    String said = output.err().isEmpty() ? output.lastWords() : output.err() + "\n";
    return Finished.failed("Unable to %s service %s: %s".formatted(command, wanted.name(), said))
        .changedWhen(false);
  }

  private Answer finish(Probe now) {
    if (wanted.name().isEmpty()) {
      return Finished.changed("");
    }
    InitLook after =
        InitLook.ask(now, wanted, "systemd", options.isEmpty() ? "" : options.getFirst());
    return Finished.changed("").with("status", after.unit().properties());
  }

  private Plan told(Plan.Unchanged unchanged) {
    boolean blind = wanted.state().isPresent() && look.is("offline");
    Plan.Unchanged told = unchanged.withAll(values());
    return blind
        ? told.warning("systemd is offline on the host: services are neither started nor stopped")
        : told;
  }

  private Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>();
    boolean none = wanted.name().isEmpty();
    values.put("name", none ? None.NONE : wanted.name());
    values.put("status", none ? Map.of() : look.unit().properties());
    wanted.state().ifPresent(state -> values.put("state", state.after()));
    wanted.enabled().ifPresent(enabled -> values.put("enabled", enabled));
    return values;
  }

  private boolean needsUnit() {
    boolean asked = wanted.state().isPresent() || wanted.enabled().isPresent();
    return asked && !wanted.name().isEmpty();
  }

  private boolean found() {
    String load = look.unit().property("LoadState");
    return look.file()
        || (!load.isEmpty() && !load.equals("not-found"))
        || KNOWN.contains(enabledness());
  }

  private String enabledness() {
    return look.unit().enabled();
  }

  /// A unit that isn't there can be masked all the same, which keeps it from ever being started.
  private Plan missing() {
    String because = "Could not find the requested service %s: host".formatted(wanted.name());
    Plan.Refused refused = Plan.refuse(because, "Install what brings it, or mend its name.");
    Optional<Step.Run> masking = mask();
    if (masking.isEmpty()) {
      return refused;
    }
    List<Step> steps = new ArrayList<>();
    first.forEach(each -> steps.add(step(each, each)));
    steps.add(masking.get());
    return Plan.changes(steps)
        .after((outputs, now) -> Finished.failed(because).changedWhen(false))
        .expecting(refused);
  }

  private Plan unknown() {
    return Plan.refuse(
        "the state of %s can't be known: systemd doesn't run on the host".formatted(wanted.name()),
        "Leave `state` out, or run it where systemd does.");
  }

  private Optional<Step.Run> mask() {
    boolean now =
        look.unit().property("LoadState").equals("masked") || enabledness().startsWith("masked");
    return masked
        .filter(want -> want != now)
        .map(want -> step(want ? "mask" : "unmask", want ? "mask" : "unmask"));
  }

  private Optional<Step.Run> enable() {
    if (wanted.enabled().isEmpty()) {
      return Optional.empty();
    }
    boolean want = wanted.enabled().get();
    String state = enabledness();
    boolean now =
        state.equals("enabled")
            || (Set.of("", "indirect").contains(state) && look.unit().isEnabled());
    if (want == now || FIXED.contains(state) || (!want && state.startsWith("masked"))) {
      return Optional.empty();
    }
    List<String> words = new ArrayList<>();
    if (force) {
      words.add("--force");
    }
    words.add(want ? "enable" : "disable");
    return Optional.of(step(want ? "enable" : "disable", words));
  }

  private boolean isActive() {
    return Set.of("active", "activating", "reloading", "refreshing")
        .contains(look.unit().property("ActiveState"));
  }

  private Optional<String> run() {
    if (wanted.state().isEmpty() || look.is("offline")) {
      return Optional.empty();
    }
    boolean going = look.unit().property("ActiveState").equals("deactivating");
    String command =
        switch (wanted.state().get()) {
          case STARTED -> isActive() ? "" : "start";
          case STOPPED -> isActive() || going ? "stop" : "";
          case RELOADED -> isActive() ? "reload" : "start";
          case RESTARTED -> isActive() ? "restart" : "start";
        };
    return command.isEmpty() ? Optional.empty() : Optional.of(command);
  }

  private Step.Run step(String title, String command) {
    return step(title, List.of(command));
  }

  private Step.Run step(String title, List<String> command) {
    List<Object> words = new ArrayList<>(List.of("systemctl"));
    words.addAll(options);
    words.addAll(command);
    boolean whole = command.getFirst().startsWith("daemon-");
    if (!whole) {
      words.add(wanted.name());
    }
    Command run = Command.of(words);
    boolean user = options.contains("--user");
    return Step.run(
        whole ? title : title + " " + wanted.name(),
        user ? run.with("XDG_RUNTIME_DIR", look.say("runtime")) : run);
  }
}
