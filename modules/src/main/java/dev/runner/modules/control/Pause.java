package dev.runner.modules.control;

import dev.runner.module.Asking;
import dev.runner.module.BadParameter;
import dev.runner.module.Describe;
import dev.runner.module.Param;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.TaskModule;
import dev.runner.module.Until;
import dev.runner.module.Value;
import dev.runner.values.Python;
import dev.runner.values.Text;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Lets time pass.
@Describe(
    summary = "Let time pass, or wait for a key.",
    description =
        """
        Without a time the person at the terminal is asked; where nobody is, the
        task goes on at once with a warning. With a time that person may go on before it is over, or
        end the play: Ctrl+C, then C or A.
        """,
    since = "0.1",
    inTurn = true,
    example =
        """
        - name: let the caches warm up
          pause:
            seconds: 30
        """,
    returns = {
      @Describe.Returned(name = "start", value = "When the pause began, by the host's clock."),
      @Describe.Returned(name = "stop", value = "When the pause ended, by the host's clock."),
      @Describe.Returned(name = "delta", value = "How long it took, in seconds."),
      @Describe.Returned(name = "rc", value = "0, where a time was given."),
      @Describe.Returned(name = "stdout", value = "How long it took, as a sentence."),
      @Describe.Returned(name = "stderr", value = "Nothing, where a time was given."),
      @Describe.Returned(name = "echo", value = "Whether what is typed was shown."),
      @Describe.Returned(name = "user_input", value = "What was typed.")
    })
public record Pause(
    @Param("How many minutes, a number.") Optional<Value> minutes,
    @Param("How many seconds, a number.") Optional<Value> seconds,
    @Param("What the person at the terminal is asked.") Optional<String> prompt,
    @Param(value = "Whether what is typed is shown.", byDefault = "true") boolean echo)
    implements Asking {

  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT);

  public Pause {
    if (minutes.isPresent() && seconds.isPresent()) {
      throw BadParameter.exclusive("minutes", "seconds");
    }
    minutes.ifPresent(value -> number("minutes", value));
    seconds.ifPresent(value -> number("seconds", value));
  }

  /// How long, if it was said.
  public Optional<Duration> length() {
    Optional<Double> asked =
        seconds
            .map(s -> number("seconds", s))
            .or(() -> minutes.map(m -> number("minutes", m) * 60));
    return asked.map(s -> Duration.ofMillis(Math.round(Math.max(s, 0) * 1000)));
  }

  private static double number(String name, Value given) {
    Object value = given.value();
    try {
      return Double.parseDouble(Python.string(value).strip());
    } catch (NumberFormatException e) {
      throw new BadParameter(
          name,
          "argument '%s' is of type %s and we were unable to convert to int: %s"
              .formatted(
                  name,
                  Python.typeName(value),
                  Text.isText(value)
                      ? "invalid literal for int() with base 10: " + Python.repr(value)
                      : "int() argument must be a string or a number, not '%s'"
                          .formatted(Python.typeName(value))));
    }
  }

  @Override
  public Optional<String> question() {
    return length().isPresent()
        ? Optional.empty()
        : prompt.or(() -> Optional.of("Press enter to continue, Ctrl+C to interrupt"));
  }

  @Override
  public boolean hidden() {
    return !echo;
  }

  @Override
  public TaskModule answered(String answer) {
    return host -> Plan.learned("somebody answered").with("user_input", answer).with("echo", echo);
  }

  @Override
  public Optional<Rest> rest() {
    return length().map(Interval::new);
  }

  /// The time that passes.
  private final class Interval implements Rest {
    private final Duration length;

    private Interval(Duration length) {
      this.length = length;
    }

    @Override
    public Duration length() {
      return length;
    }

    @Override
    public List<String> announcement(String title, boolean somebody) {
      String hidden = echo ? "" : " (output is hidden)";
      List<String> lines = new ArrayList<>();
      lines.add("Pausing for %d seconds%s".formatted(Math.max(1, length.toSeconds()), hidden));
      if (somebody) {
        lines.add("(ctrl+C then 'C' = continue early, ctrl+C then 'A' = abort)");
        prompt.ifPresent(
            text -> lines.addAll(List.of("[%s]".formatted(title), text + hidden + ":")));
      }
      return lines;
    }

    @Override
    public TaskModule over(Instant start, Instant stop, boolean aborted) {
      return aborted
          ? host -> Plan.refuse("user requested abort!", "")
          : host -> passed(start, stop);
    }
  }

  @Override
  public Plan plan(Probe host) {
    Optional<Duration> length = length();
    if (length.isEmpty()) {
      return Plan.learned("nobody is there to answer")
          .warning("Not waiting for response to prompt as stdin is not interactive")
          .with("user_input", "")
          .with("echo", echo);
    }
    Instant start = host.ask(new Question.Clock());
    Instant end = start.plus(length.get());
    Duration deadline = length.get().plus(Duration.ofMinutes(1));
    return Plan.await(
            "%s seconds to pass".formatted(seconds(length.get())),
            new Until.Reached(end),
            Duration.ofMillis(250),
            deadline)
        .then(now -> passed(start, now.ask(new Question.Clock())));
  }

  private Plan passed(Instant start, Instant stop) {
    Duration took = Duration.between(start, stop);
    return Plan.unchanged("paused for %s seconds".formatted(seconds(took)))
        .with("start", written(start))
        .with("stop", written(stop))
        .with("delta", took.toSeconds())
        .with("rc", 0L)
        .with("stdout", "Paused for %s".formatted(told(took)))
        .with("stderr", "")
        .with("echo", echo)
        .with("user_input", "");
  }

  private String told(Duration took) {
    double seconds = took.toMillis() / 1000.0;
    boolean inMinutes = minutes.isPresent();
    double shown = Math.round((inMinutes ? seconds / 60 : seconds) * 100) / 100.0;
    return shown + (inMinutes ? " minutes" : " seconds");
  }

  private static String written(Instant time) {
    return FORMAT.format(time.atZone(ZoneId.systemDefault()));
  }

  private static String seconds(Duration time) {
    return Double.toString(time.toMillis() / 1000.0);
  }
}
