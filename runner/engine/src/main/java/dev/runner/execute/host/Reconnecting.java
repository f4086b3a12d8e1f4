package dev.runner.execute.host;

import dev.runner.execute.host.StepRun.Result;
import dev.runner.module.Command;
import dev.runner.module.Output;
import dev.runner.module.Step;
import dev.runner.transport.ConnectException;
import dev.runner.transport.Script;
import dev.runner.values.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Drops the connection and makes it again. After a command that reboots the host, it waits until
/// the kernel's boot id is another one: a connection made before the host went down doesn't count.
final class Reconnecting {
  private static final Duration PAUSE = Duration.ofSeconds(2);
  private static final Duration TRY = Duration.ofSeconds(30);

  private final StepRun.Setting setting;

  Reconnecting(StepRun.Setting setting) {
    this.setting = setting;
  }

  Result reconnect(Step.Reconnect reconnect) throws ConnectException, InterruptedException {
    Instant end = Instant.now().plus(reconnect.deadline());
    Optional<Command> first = reconnect.first();
    String before = first.filter(Reconnecting::reboots).isPresent() ? bootId() : "";
    Output output = StepRun.nothing();
    if (first.isPresent()) {
      Optional<Output> said = run(first.get());
      if (said.isPresent() && !said.get().ok()) {
        return Result.failed(said.get(), said.get().lastWords());
      }
      output = said.orElse(output);
    }
    String trouble = "the host didn't go down";
    do {
      setting.session().drop();
      try {
        String now = bootId();
        if (before.isEmpty() || !now.equals(before)) {
          return Result.done(output);
        }
      } catch (ConnectException e) {
        if (!passes(e.kind())) {
          throw e;
        }
        trouble = String.valueOf(e.getMessage());
      }
      setting.watching().progress("waiting for the host to come back");
      Thread.sleep(PAUSE);
    } while (Instant.now().isBefore(end));
    return Result.failed(
        output,
        "the host wasn't back after %s: %s".formatted(Waits.time(reconnect.deadline()), trouble));
  }

  /// What may happen while a host starts, and isn't for good.
  private static boolean passes(ConnectException.Kind kind) {
    return switch (kind) {
      case UNREACHABLE, LOST, DEADLINE, CHANNEL_REFUSED -> true;
      case AUTHENTICATION, HOST_KEY, OPTION, BECOME, BUSY -> false;
    };
  }

  private static boolean reboots(Command command) {
    List<String> words = command.words().stream().map(Text::value).toList();
    return words.stream().anyMatch(word -> word.contains("reboot"))
        || (words.getFirst().endsWith("shutdown") && words.contains("-r"))
        || (words.getFirst().endsWith("init") && words.contains("6"));
  }

  private String bootId() throws ConnectException {
    Script script = Script.of("cat /proc/sys/kernel/random/boot_id 2>/dev/null; exit 0\n");
    return setting.session().run(setting.who(), script, TRY).out();
  }

  /// A connection that is cut is what such a command may well lead to.
  private Optional<Output> run(Command command) throws ConnectException {
    Frames frames = new Frames().calling(CommandScript.FUNCTIONS);
    frames.part(CommandScript.acting(command, setting.environment()).withInput());
    try {
      Instant began = Instant.now();
      Output all =
          setting
              .session()
              .run(setting.who(), frames.script(setting.library()), setting.deadline());
      Duration took = Duration.between(began, Instant.now());
      return frames.blocks(all).stream()
          .findFirst()
          .map(block -> Reading.output(block, began, took));
    } catch (ConnectException e) {
      if (e.kind() == ConnectException.Kind.LOST) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
