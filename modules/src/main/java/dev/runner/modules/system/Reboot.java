package dev.runner.modules.system;

import dev.runner.module.Answer;
import dev.runner.module.BadParameter;
import dev.runner.module.Command;
import dev.runner.module.Describe;
import dev.runner.module.Finished;
import dev.runner.module.Output;
import dev.runner.module.Param;
import dev.runner.module.Pending;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.Step;
import dev.runner.module.TaskModule;
import dev.runner.module.Until;
import dev.runner.module.Words;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Starts a host anew and waits for it.
@Describe(
    summary = "Start a host anew, and wait until tasks can run there again.",
    description =
        """
        The host has started anew once `boot_time_command` says something else than before. The control
        machine itself, and containers on it, are never rebooted.
        """,
    since = "0.1",
    inTurn = true,
    example =
        """
        - name: take up the new kernel
          reboot:
            reboot_timeout: 900
        """,
    returns = {
      @Describe.Returned(name = "rebooted", value = "Whether the host started anew."),
      @Describe.Returned(name = "elapsed", value = "Seconds that it took.")
    })
public record Reboot(
    @Param(
            value = "The longest time to wait for the host, and then for the test command.",
            byDefault = "600")
        Duration rebootTimeout,
    @Param(value = "Time before the reboot, in whole minutes.", byDefault = "0")
        Duration preRebootDelay,
    @Param(value = "Time to wait once the host is back.", byDefault = "0") Duration postRebootDelay,
    @Param("Accepted: each try takes as long as the connection's own timeout allows.")
        Optional<Duration> connectTimeout,
    @Param(value = "What people on the host are told.", byDefault = "Reboot initiated by Ansible")
        String msg,
    @Param(value = "Command that succeeds once the host is ready.", byDefault = "whoami")
        String testCommand,
    @Param(
            value = "Command that says something else after each start.",
            byDefault = "cat /proc/sys/kernel/random/boot_id")
        String bootTimeCommand,
    @Param("Command that reboots, with its arguments; shutdown if not given.")
        Optional<String> rebootCommand,
    @Param(
            value = "Where the program that reboots is looked for.",
            byDefault = "[\"/sbin\", \"/bin\", \"/usr/sbin\", \"/usr/bin\", \"/usr/local/sbin\"]")
        List<String> searchPaths)
    implements TaskModule {

  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

  private static final String FIND =
      "p=$1; shift; for d; do if [ -x \"$d/$p\" ] && [ ! -d \"$d/$p\" ]; then echo \"$d/$p\"; exit; fi; done; exit 1";

  public Reboot {
    searchPaths = List.copyOf(searchPaths);
    for (String command : List.of(testCommand, bootTimeCommand, rebootCommand.orElse("x"))) {
      if (command.isBlank()) {
        throw new BadParameter("test_command", "a command has at least one word");
      }
    }
  }

  private Command bootTime() {
    return Command.of("sh", "-c", bootTimeCommand);
  }

  @Override
  public Plan plan(Probe host) {
    List<String> own = rebootCommand.map(Words::split).orElse(List.of("shutdown"));
    List<Object> finding = new ArrayList<>(List.of("sh", "-c", FIND, "find", own.getFirst()));
    finding.addAll(searchPaths);
    Pending<Instant> start = host.later(new Question.Clock());
    Pending<Output> found = host.lookLater(Command.of(finding));
    Pending<Output> booted = host.lookLater(bootTime());
    Pending<Output> kernel = host.lookLater(Command.of("cat", BOOT_ID.toString()));
    if (isHere(kernel.get().out())) {
      return Plan.refuse(
              "%s is the control machine or a container on it: a reboot would end this run"
                  .formatted(host.name()),
              "Run the reboot from another machine.")
          .with("rebooted", false);
    }
    if (!booted.get().ok()) {
      return Plan.refuse(
          "'%s' doesn't say when the host started: %s"
              .formatted(bootTimeCommand, booted.get().lastWords()),
          "");
    }
    boolean absolute = own.getFirst().startsWith("/");
    if (!absolute && !found.get().ok()) {
      return Plan.refuse(
              "Unable to find command \"%s\" in search paths: %s"
                  .formatted(own.getFirst(), searchPaths),
              "Name the command that reboots: reboot_command.")
          .with("rebooted", false);
    }
    List<Object> words = new ArrayList<>();
    words.add(absolute ? own.getFirst() : found.get().out());
    words.addAll(own.subList(1, own.size()));
    if (rebootCommand.isEmpty()) {
      words.addAll(List.of("-r", preRebootDelay.toMinutes(), msg));
    }
    Duration most = rebootTimeout.plus(preRebootDelay);
    return Plan.changes(new Step.Reconnect("reboot", Optional.of(Command.of(words)), most))
        .predicting("rebooted", true)
        .after((outputs, now) -> back(now, start.get(), booted.get().out()));
  }

  /// Containers share the kernel of the machine that they are on.
  private static boolean isHere(String bootId) {
    try {
      return !bootId.isBlank() && Files.readString(BOOT_ID).strip().equals(bootId.strip());
    } catch (IOException e) {
      return false; // not Linux here, so nothing that the runner manages
    }
  }

  private Answer back(Probe now, Instant start, String before) {
    Output booted = now.look(bootTime());
    if (booted.out().equals(before)) {
      return Finished.failed(
              "the host hasn't started anew: '%s' says what it said before"
                  .formatted(bootTimeCommand))
          .with("rebooted", false);
    }
    Instant ready = now.ask(new Question.Clock()).plus(postRebootDelay);
    Until test = new Until.Succeeds(Command.of("sh", "-c", testCommand));
    Until until = postRebootDelay.isZero() ? test : Until.all(new Until.Reached(ready), test);
    return Plan.await(
            "'%s' to succeed".formatted(testCommand),
            until,
            Duration.ofSeconds(1),
            rebootTimeout.plus(postRebootDelay))
        .then(probe -> told(probe, start));
  }

  private static Answer told(Probe now, Instant start) {
    long seconds = Duration.between(start, now.ask(new Question.Clock())).toSeconds();
    return Finished.changed("").with("rebooted", true).with("elapsed", Math.max(0, seconds));
  }
}
