package dev.runner.modules.control;

import dev.runner.module.BadParameter;
import dev.runner.module.Command;
import dev.runner.module.Describe;
import dev.runner.module.Param;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.TaskModule;
import dev.runner.module.Until;
import dev.runner.values.Text;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/// Waits for an instant on the host's clock, or for a command to succeed.
@Describe(
    summary = "Wait for an instant on the host's clock, or until a command succeeds.",
    description =
        """
        An instant that has passed already takes no time. Check mode says how long the wait would be,
        and doesn't wait. The command must not change anything: it is run again and again.
        """,
    since = "0.1",
    inTurn = true,
    example =
        """
        - name: wait until the announced time
          wait_until:
            time: '2030-06-01T04:30:00'
            zone: Pacific/Honolulu
        """,
    returns = {
      @Describe.Returned(name = "elapsed", value = "Seconds that were waited."),
      @Describe.Returned(name = "time", value = "The instant that was waited for, in UTC.")
    })
public record WaitUntil(
    @Param("The instant: ISO 8601 with an offset or in the zone, or seconds since 1970.")
        Optional<String> time,
    @Param(value = "Zone of a time without an offset.", byDefault = "UTC") String zone,
    @Param(value = "Command that exits with 0 as soon as the wait is over.", aliases = "succeeds")
        List<Text> command,
    @Param(value = "What is waited for, for messages.", aliases = "msg") Optional<String> what,
    @Param(value = "Time between two looks.", byDefault = "1", aliases = "sleep") Duration interval,
    @Param(value = "The longest time to wait for a command.", byDefault = "300") Duration timeout)
    implements TaskModule {

  public WaitUntil {
    command = List.copyOf(command);
    if (time.isPresent() == !command.isEmpty()) {
      throw new BadParameter("time", "give either a time or a command");
    }
    if (interval.isZero()) {
      throw new BadParameter("interval", "the interval must be longer than nothing");
    }
    if (time.isPresent()) {
      instant(time.get(), zone);
    }
  }

  static Instant instant(String text, String zone) {
    String written = text.strip().replaceFirst("^(\\d{4}-\\d{2}-\\d{2}) ", "$1T");
    try {
      if (written.matches("\\d+(\\.\\d+)?")) {
        return Instant.ofEpochMilli(Math.round(Double.parseDouble(written) * 1000));
      }
      return written.matches(".*(Z|[+-]\\d{2}:?\\d{2})")
          ? OffsetDateTime.parse(written.replaceFirst("([+-]\\d{2})(\\d{2})$", "$1:$2")).toInstant()
          : LocalDateTime.parse(written).atZone(ZoneId.of(zone)).toInstant();
    } catch (DateTimeParseException e) {
      throw new BadParameter(
          "time", "'%s' is no time: write it as 2030-06-01T04:30:00+02:00".formatted(text));
    } catch (java.time.DateTimeException e) {
      throw new BadParameter("zone", "'%s' is no time zone".formatted(zone));
    }
  }

  @Override
  public Plan plan(Probe host) {
    Instant start = host.ask(new Question.Clock());
    return time.isPresent() ? time(start, instant(time.get(), zone)) : command(start);
  }

  private Plan time(Instant start, Instant end) {
    if (!start.isBefore(end)) {
      return Plan.unchanged("%s has passed".formatted(end))
          .with("elapsed", 0L)
          .with("time", end.toString());
    }
    Duration left = Duration.between(start, end);
    return Plan.await(
            what.orElse("the clock to reach %s, in %s".formatted(end, left)),
            new Until.Reached(end),
            interval,
            left.plusMinutes(5))
        .then(now -> over(start, now).with("time", end.toString()));
  }

  private Plan command(Instant start) {
    Command looking = Command.of(command);
    return Plan.await(
            what.orElse("'%s' to succeed".formatted(looking)),
            new Until.Succeeds(looking),
            interval,
            timeout)
        .then(now -> over(start, now));
  }

  private static Plan.Unchanged over(Instant start, Probe now) {
    long seconds = Duration.between(start, now.ask(new Question.Clock())).toSeconds();
    return Plan.unchanged("waited %d s".formatted(seconds)).with("elapsed", seconds);
  }
}
