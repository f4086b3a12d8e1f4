package dev.runner.modules.apache;

import dev.runner.module.Describe;
import dev.runner.module.Finished;
import dev.runner.module.Obligation;
import dev.runner.module.Param;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import dev.runner.module.TaskModule;
import dev.runner.module.Until;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Starts and stops Apache, and looks whether it did: its control program ends with 0 in cases
/// where nothing was stopped or nothing runs.
@Describe(
    summary = "Start, stop, restart or reload Apache, and verify it.",
    description =
        """
        Apache is up if the process of its pid file runs and its port is open. Pid file, ports and
        error log are found by asking Apache itself. A stop waits until the process is gone and the
        port closed; a start is done when a new process answers a request. Children of an Apache
        that died, which keep its port, are ended first. An Apache that systemd started is stopped
        and started by systemd, which might start it again otherwise. While Apache is stopped,
        starting it again is owed.
        """,
    since = "0.1",
    roundTrips = 4,
    example =
        """
        - name: stop the server
          apache_service:
            state: stopped
        """,
    returns = {
      @Describe.Returned(name = "pid", value = "Apache's process, if it runs."),
      @Describe.Returned(
          name = "key",
          value = "The key under which a start is owed while it is stopped."),
      @Describe.Returned(name = "running", value = "Whether Apache runs."),
      @Describe.Returned(
          name = "error_log",
          value = "After a failure, the error log that was written to last.")
    })
public record ApacheService(
    @Param("What Apache is to be.") ApacheState state,
    @Param("The control program; apache2ctl, apachectl or httpd on the PATH if left out.")
        Optional<RemotePath> control,
    @Param("Configuration file, where it isn't the one that Apache takes by itself.")
        Optional<RemotePath> config,
    @Param("Ports to look at; those that Apache listens at if left out.") List<Integer> ports,
    @Param("URL that must be answered after a start, with a status below 500.")
        Optional<String> url,
    @Param(value = "How long a stop or a start may take.", byDefault = "60s") Duration timeout)
    implements TaskModule {

  @Override
  public Plan plan(Probe host) {
    return planned(host).withRemedy();
  }

  private Plan planned(Probe host) {
    Optional<RemotePath> program = Apache.find(host, control);
    if (program.isEmpty()) {
      return Plan.refuse(
          "there is no Apache: none of apache2ctl, apachectl, httpd is on the PATH or in /usr/sbin",
          "install it, or name its control program by `control`");
    }
    Apache apache =
        Apache.read(
            host, program.get(), config, ports.stream().mapToInt(Integer::intValue).toArray());
    Optional<Plan.Refused> obstacle = obstacle(apache);
    if (obstacle.isPresent()) {
      return obstacle.get().with("running", apache.alive());
    }
    if (isHeld(apache)) {
      return afterDeath(host, apache);
    }
    return switch (state) {
      case STARTED -> apache.isUp() ? up(apache) : start(host, apache, List.of());
      case STOPPED -> apache.isDown() ? down(apache) : stop(apache, stopping(apache));
      case RESTARTED ->
          apache.isDown() ? start(host, apache, List.of()) : start(host, apache, stopping(apache));
      case RELOADED, GRACEFUL ->
          apache.isUp() ? reload(host, apache) : start(host, apache, List.of());
    };
  }

  private Optional<Plan.Refused> obstacle(Apache apache) {
    if (!apache.permitted()) {
      return Optional.of(
          Plan.refuse(
              "only root can control Apache; without it, a stop says \"not running\" and does"
                  + " nothing",
              "run the task as root: become: true"));
    }
    if (!apache.test().ok()) {
      return Optional.of(
          Plan.refuse(
              "Apache's configuration is wrong: " + complaint(apache.test().err()),
              "correct it; `%s -t` must say \"Syntax OK\"".formatted(apache.control().getFirst())));
    }
    return Optional.empty();
  }

  /// Whether somebody else has its port.
  private static boolean isHeld(Apache apache) {
    return !apache.alive() && !apache.open().isEmpty();
  }

  private Plan afterDeath(Probe host, Apache apache) {
    // What has its pid now is another program, and so is that program's session.
    Orphans orphans =
        apache.pid().isPresent() && !apache.impostor()
            ? Orphans.of(host, apache.pid().getAsLong())
            : new Orphans(List.of());
    if (orphans.pids().isEmpty()) {
      return Plan.refuse(
              "port %d is open, but Apache's process %s: another program listens there"
                  .formatted(
                      apache.open().getFirst().port(),
                      apache.pid().isPresent()
                          ? apache.pid().getAsLong() + " doesn't run"
                          : "isn't known (no pid file)"),
              "look who listens there (ss -ltnp) and end it")
          .with("running", false);
    }
    List<Step> end = List.of(orphans.end(), untilGone(apache));
    return state == ApacheState.STOPPED ? stop(apache, end) : start(host, apache, end);
  }

  private static String complaint(String err) {
    List<String> lines =
        err.lines().filter(line -> !line.isBlank() && !line.startsWith("AH00558")).toList();
    return String.join(" ", lines.subList(0, Math.min(3, lines.size())));
  }

  private static String key(Apache apache) {
    return "apache:" + apache.config().root();
  }

  private static Plan up(Apache apache) {
    return Plan.unchanged(
            "Apache runs (pid %d), port %s is open"
                .formatted(apache.pid().orElse(0), apache.ports()))
        .with("running", true)
        .with("pid", apache.pid().orElse(0))
        .with("key", key(apache))
        .settling(key(apache));
  }

  private static Plan down(Apache apache) {
    return Plan.unchanged("Apache doesn't run, port %s is closed".formatted(apache.ports()))
        .with("running", false)
        .with("key", key(apache));
  }

  private List<Step> stopping(Apache apache) {
    return List.of(
        Step.run("stop Apache (pid %d)".formatted(apache.pid().orElse(0)), apache.tell("stop")),
        untilGone(apache));
  }

  private Step untilGone(Apache apache) {
    return new Step.Wait(
        "wait until %sport %s is closed"
            .formatted(
                apache.alive() ? "process %d is gone and ".formatted(apache.pid().orElse(0)) : "",
                apache.ports()),
        apache.gone(),
        Duration.ofMillis(500),
        timeout);
  }

  /// A start while the old process is still ending would say "already running", exit with 0, and
  /// leave nothing running.
  private Obligation startAgain(Apache apache) {
    Duration look = Duration.ofMillis(500);
    return new Obligation(
        key(apache),
        "Apache is stopped",
        apache.tell("start").toString(),
        List.of(
            new Step.Wait("wait until the old process is gone", apache.gone(), look, timeout),
            Step.run("start Apache", apache.tell("start")),
            new Step.Wait("wait until Apache is up", apache.up(), look, timeout)));
  }

  private Plan stop(Apache apache, List<Step> steps) {
    return Plan.changes(steps)
        .after(
            (outputs, now) ->
                Finished.changed(
                    "Apache (pid %d) is stopped, port %s is closed"
                        .formatted(apache.pid().orElse(0), apache.ports())))
        .predicting("running", false)
        .predicting("key", key(apache))
        .owing(startAgain(apache));
  }

  private Plan start(Probe host, Apache apache, List<Step> before) {
    List<Step> steps = new ArrayList<>(before);
    if (apache.impostor() && apache.config().pidFile().isPresent()) {
      steps.add(
          new Step.Delete(
              "remove the old pid file: process %d is no Apache".formatted(apache.pid().orElse(0)),
              apache.config().pidFile().get()));
    }
    steps.add(Step.run("start Apache", apache.tell("start")).anyStatus());
    steps.add(waitUp(host, apache));
    Plan.Changes plan =
        Plan.changes(steps)
            .after((outputs, now) -> proof().of(outputs, now, apache, true))
            .predicting("running", true)
            .predicting("key", key(apache))
            .settling(key(apache));
    return before.isEmpty() ? plan : plan.owing(startAgain(apache));
  }

  private Plan reload(Probe host, Apache apache) {
    return Plan.changes(
            Step.run("reload Apache", apache.tellItself("graceful")).anyStatus(),
            waitUp(host, apache))
        .after((outputs, now) -> proof().of(outputs, now, apache, false))
        .predicting("running", true)
        .predicting("key", key(apache))
        .settling(key(apache));
  }

  /// Waits until Apache is up or its time is over: in either case `after` looks, since it has more
  /// to say about a failure than that a wait ended.
  private Step waitUp(Probe host, Apache apache) {
    Instant end = host.ask(new Question.Clock()).plus(stoppingTime()).plus(timeout);
    return new Step.Wait(
        "wait until port %s is open".formatted(apache.ports()),
        new Until.Any(List.of(apache.up(), new Until.Reached(end))),
        Duration.ofMillis(500),
        stoppingTime().plus(timeout).plusSeconds(30));
  }

  private StartProof proof() {
    return new StartProof(url, timeout);
  }

  private Duration stoppingTime() {
    return state == ApacheState.RESTARTED ? timeout : Duration.ZERO;
  }
}
