package dev.runner.modules.services;

import dev.runner.module.BadParameter;
import dev.runner.module.Command;
import dev.runner.module.Constraint;
import dev.runner.module.Content;
import dev.runner.module.Describe;
import dev.runner.module.Finished;
import dev.runner.module.Output;
import dev.runner.module.Outputs;
import dev.runner.module.Param;
import dev.runner.module.Pending;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import dev.runner.module.TaskModule;
import dev.runner.values.Secret;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Manages programs of a supervisor.
@Describe(
    summary = "Start, stop, restart, add and remove programs of supervisord.",
    since = "0.1",
    collection = "community.general",
    example =
        """
        - name: the worker runs with the new code
          supervisorctl:
            name: "worker:"
            state: restarted
        """,
    returns = {
      @Describe.Returned(name = "name", value = "The program or group."),
      @Describe.Returned(name = "state", value = "The state that was asked for."),
      @Describe.Returned(name = "affected", value = "Programs that were looked at.")
    })
@Constraint(value = Constraint.Kind.NEEDED, names = "signal", when = "state", is = "signalled")
public record Supervisorctl(
    @Param("The program, a group with a colon behind it, or all.") String name,
    @Param("What it is to be.") State state,
    @Param("The supervisor's configuration file.") Optional<RemotePath> config,
    @Param("Address at which the supervisor listens.") Optional<String> serverUrl,
    @Param("Who logs in there.") Optional<String> username,
    @Param("The password.") Optional<Secret> password,
    @Param("The program `supervisorctl`.") Optional<RemotePath> supervisorctlPath,
    @Param("The signal, with the state signalled.") Optional<String> signal,
    @Param(value = "Whether it is stopped before it is removed.", byDefault = "false")
        boolean stopBeforeRemoving)
    implements TaskModule {

  /// What a program is to be.
  public enum State {
    PRESENT,
    STARTED,
    RESTARTED,
    STOPPED,
    ABSENT,
    SIGNALLED
  }

  /// A program with its state, as `status` tells it.
  private record Program(String name, String state) {}

  private static final Set<String> RUNS = Set.of("RUNNING", "STARTING");

  /// The password goes into a configuration of its own, since everybody can read command lines.
  private static final String WITH_PASSWORD =
      """
      umask 077
      d=$(mktemp -d) || exit
      trap 'rm -rf -- "$d"' EXIT
      IFS= read -r password
      url=$2 user=$3 config=$4
      {
        [ -z "$config" ] || [ ! -f "$config" ] || awk '
          /^\\[/ { in_ctl = ($0 ~ /^\\[supervisorctl\\]/) } in_ctl && /^ *serverurl *=/' "$config" >"$d/url"
        printf '[supervisorctl]\\n'
        if [ -n "$url" ]; then printf 'serverurl=%s\\n' "$url"
        elif [ -s "$d/url" ]; then cat "$d/url"
        fi
        printf 'username=%s\\npassword=%s\\n' "$user" "$(printf %s "$password" | sed 's/%/%%/g')"
      } >"$d/conf"
      program=$1
      shift 4
      "$program" -c "$d/conf" "$@"
      """;

  public Supervisorctl {
    if (state == State.SIGNALLED && signal.isEmpty()) {
      throw new BadParameter(
          "signal", "state is signalled but all of the following are missing: signal");
    }
    if (name.isEmpty() || name.startsWith("-")) {
      throw new BadParameter("name", "'%s' is no program".formatted(name));
    }
  }

  private Command ctl(Object... words) {
    String program = supervisorctlPath.map(RemotePath::text).orElse("supervisorctl");
    if (password.isPresent()) {
      return Command.of(
              "sh",
              "-c",
              WITH_PASSWORD,
              "supervisorctl",
              program,
              serverUrl.orElse(""),
              username.orElse(""),
              config.map(RemotePath::text).orElse(""))
          .and(words)
          .reading(Content.of(password.get()));
    }
    List<Object> all = new ArrayList<>(List.of(program));
    config.ifPresent(path -> all.addAll(List.of("-c", path)));
    serverUrl.ifPresent(url -> all.addAll(List.of("-s", url)));
    username.ifPresent(user -> all.addAll(List.of("-u", user)));
    return Command.of(all).and(words);
  }

  @Override
  public List<String> alsoNeeds() {
    return supervisorctlPath.isEmpty() ? List.of("supervisorctl") : List.of();
  }

  @Override
  public Plan plan(Probe host) {
    Pending<Output> status = host.lookLater(ctl("status"));
    Output said = status.get();
    if (said.exit() == 127 || said.exit() == 126) {
      return Plan.refuse("supervisorctl: " + said.lastWords(), "install supervisor");
    }
    String all = said.out() + "\n" + said.err();
    if (all.contains("refused connection")
        || all.contains("no such file")
        || all.contains("requires authentication")
        || all.contains("Error: ")) {
      return Plan.refuse(
          "supervisorctl: " + said.lastWords(), "look whether supervisord runs and listens there");
    }
    List<Program> programs =
        said.lines().stream()
            .map(line -> line.strip().split("\\s+"))
            .filter(fields -> fields.length > 1 && fields[1].matches("[A-Z]+"))
            .map(fields -> new Program(fields[0], fields[1]))
            .toList();
    List<Program> meant = programs.stream().filter(this::isMeant).toList();
    return switch (state) {
      case PRESENT -> present(meant);
      case ABSENT -> absent(meant);
      default -> meant.isEmpty() ? missing() : acted(meant);
    };
  }

  private boolean isMeant(Program program) {
    return name.equals("all")
        || (name.endsWith(":") ? program.name().startsWith(name) : program.name().equals(name));
  }

  private Plan missing() {
    return name.equals("all")
        ? Plan.unchanged("the supervisor has no programs").withAll(values())
        : Plan.refuse("ERROR (no such process)", "see `supervisorctl status`").with("name", name);
  }

  private Plan present(List<Program> meant) {
    if (!meant.isEmpty()) {
      return Plan.unchanged("the supervisor has it").withAll(values());
    }
    String bare = name.replaceFirst(":$", "");
    return Plan.changes(
            Step.run("let the supervisor read its configuration", ctl("reread")).anyStatus(),
            Step.run("add " + name, ctl("add", bare)))
        .predictingAll(values())
        .after((outputs, now) -> done(outputs, "added process group"));
  }

  private Plan absent(List<Program> meant) {
    if (meant.isEmpty()) {
      return Plan.unchanged("the supervisor hasn't got it").withAll(values());
    }
    List<Step> steps = new ArrayList<>();
    if (stopBeforeRemoving && meant.stream().anyMatch(each -> RUNS.contains(each.state()))) {
      steps.add(Step.run("stop " + name, ctl("stop", name)).anyStatus());
    }
    steps.add(Step.run("let the supervisor read its configuration", ctl("reread")).anyStatus());
    String bare = name.replaceFirst(":$", "");
    steps.add(Step.run("remove " + name, ctl("remove", bare)));
    return Plan.changes(steps)
        .predictingAll(values())
        .after((outputs, now) -> done(outputs, "removed process group"));
  }

  private Plan acted(List<Program> meant) {
    List<Program> others =
        meant.stream()
            .filter(
                each ->
                    switch (state) {
                      case STARTED -> !RUNS.contains(each.state());
                      case STOPPED, SIGNALLED -> RUNS.contains(each.state());
                      default -> true;
                    })
            .toList();
    if (others.isEmpty()) {
      return Plan.unchanged("it is so already").withAll(values());
    }
    String verb =
        switch (state) {
          case STARTED -> "start";
          case STOPPED -> "stop";
          case RESTARTED -> "restart";
          default -> "signal";
        };
    List<Step> steps = new ArrayList<>();
    if (state == State.RESTARTED) {
      steps.add(Step.run("let the supervisor take its configuration", ctl("update")).anyStatus());
    }
    Command act = state == State.SIGNALLED ? ctl(verb, signal.orElseThrow()) : ctl(verb);
    String title = "%s %s".formatted(verb, name);
    steps.add(Step.run(title, act.and(name)).anyStatus());
    String expected =
        state == State.SIGNALLED ? "signalled" : state == State.STOPPED ? "stopped" : "started";
    return Plan.changes(steps)
        .predictingAll(values())
        .predicting("affected", others.stream().map(Program::name).toList())
        .after((outputs, now) -> done(outputs, ": " + expected));
  }

  /// supervisorctl says what became of each program; its status doesn't.
  private Finished done(Outputs outputs, String expected) {
    Output last = outputs.last();
    boolean did =
        last.lines().stream().anyMatch(line -> line.contains(expected))
            && last.lines().stream().noneMatch(line -> line.contains("ERROR"));
    return did
        ? Finished.changed("").withAll(values())
        : Finished.failed(last.lastWords()).withAll(values()).with("stdout", last.out());
  }

  private Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("name", name);
    values.put("state", state.name().toLowerCase(Locale.ROOT));
    return values;
  }
}
