package dev.runner.modules.commands;

import dev.runner.module.Answer;
import dev.runner.module.BadParameter;
import dev.runner.module.Command;
import dev.runner.module.Describe;
import dev.runner.module.Finished;
import dev.runner.module.Needs;
import dev.runner.module.Output;
import dev.runner.module.Param;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import dev.runner.module.TaskModule;
import dev.runner.module.Value;
import dev.runner.module.Words;
import dev.runner.values.None;
import dev.runner.values.Python;
import dev.runner.values.Secret;
import dev.runner.values.Text;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// Runs a program that asks questions at a terminal, and answers them.
@Describe(
    summary = "Run a program at a terminal and answer its questions.",
    description =
        """
        The program gets a terminal from script(1) of the host. What it says is searched for the
        patterns, which are regular expressions; the answer is typed with a newline.
        """,
    since = "0.1",
    example =
        """
        - name: set a password
          expect:
            command: passwd deploy
            responses:
              (?i)password: "{{ deploy_password }}"
        """,
    returns = {
      @Describe.Returned(name = "cmd", value = "What was run."),
      @Describe.Returned(name = "rc", value = "The exit status."),
      @Describe.Returned(name = "stdout", value = "What stood on the terminal."),
      @Describe.Returned(name = "stdout_lines", value = "The lines of stdout."),
      @Describe.Returned(name = "start", value = "When the command began, in UTC."),
      @Describe.Returned(name = "end", value = "When the command ended, in UTC."),
      @Describe.Returned(name = "delta", value = "How long the command took.")
    })
@Needs("script")
public record Expect(
    @Param("The program and its arguments.") Text command,
    @Param("Patterns, each with its answer, or with a list of answers for one question each.")
        Map<String, Value> responses,
    @Param("Nothing is run if something matches this path or pattern.")
        Optional<RemotePath> creates,
    @Param("Nothing is run unless something matches this path or pattern.")
        Optional<RemotePath> removes,
    @Param("Directory to run in.") Optional<RemotePath> chdir,
    @Param(
            value = "Seconds to wait for each of the questions; null waits for ever.",
            byDefault = "30")
        Value timeout,
    @Param(value = "Whether the terminal shows what is typed.", byDefault = "false") boolean echo)
    implements TaskModule {
  private static final Duration FOR_EVER = Duration.ofDays(7);

  public Expect {
    responses = new LinkedHashMap<>(responses);
    if (responses.isEmpty()) {
      throw new BadParameter("responses", "missing required arguments: responses");
    }
    responses.keySet().forEach(Expect::pattern);
    seconds(timeout.value());
  }

  @Override
  public boolean foreseeable() {
    return false;
  }

  @Override
  public Plan plan(Probe host) {
    List<Text> words = Words.split(command);
    if (words.isEmpty()) {
      return Plan.refuse("no command given", "").with("rc", 256L);
    }
    Optional<String> reason = new Traces(creates, removes, chdir).reason(host);
    if (reason.isPresent()) {
      return Plan.unchanged(reason.get())
          .with("cmd", command)
          .with("rc", 0L)
          .with("stdout", reason.get())
          .with("stdout_lines", List.of(reason.get()));
    }
    Step.Dialogue dialogue =
        new Step.Dialogue("run", asked(words), exchanges(), deadline()).anyStatus();
    return Plan.changes(dialogue).after((outputs, now) -> finish(outputs.last()));
  }

  private Command asked(List<Text> words) {
    Command program =
        echo
            ? Command.of("sh", "-c", "stty echo; exec \"$@\"", "sh").and(words.toArray())
            : Command.of(words);
    return chdir.map(program::in).orElse(program);
  }

  private List<Step.Exchange> exchanges() {
    List<Step.Exchange> exchanges = new ArrayList<>();
    responses.forEach(
        (pattern, answer) ->
            exchanges.add(
                answer.value() instanceof List<?> list
                    ? new Step.Exchange(
                        pattern(pattern), list.stream().map(Expect::text).toList(), false)
                    : new Step.Exchange(pattern(pattern), List.of(text(answer.value())))));
    return exchanges;
  }

  /// The time for all questions that there are answers to, and for the program to end.
  private Duration deadline() {
    long answers = exchanges().stream().mapToLong(each -> each.answers().size()).sum();
    return seconds(timeout.value()).map(time -> time.multipliedBy(1 + answers)).orElse(FOR_EVER);
  }

  private Answer finish(Output output) {
    Map<String, Object> values = Results.of(command, output, true);
    values.remove("stderr");
    values.remove("stderr_lines");
    boolean broken = !output.err().isEmpty();
    String message =
        broken && output.exit() == 124
            ? "command exceeded timeout"
            : broken ? output.err() : output.ok() ? "" : "non-zero return code";
    values.put("msg", message);
    return message.isEmpty()
        ? Finished.changed("").withAll(values)
        : Finished.failed(message).withAll(values);
  }

  private static Text text(Object answer) {
    return switch (answer) {
      case Text text -> text;
      case Secret secret -> secret.text(word -> word);
      default -> Text.of(Python.string(answer), Text.marksOf(answer));
    };
  }

  /// A pattern of Python's, as Java writes it.
  private static String pattern(String python) {
    String pattern = python.replace("(?P<", "(?<").replaceAll("\\(\\?P=(\\w+)\\)", "\\\\k<$1>");
    try {
      return Pattern.compile(pattern).pattern();
    } catch (PatternSyntaxException e) {
      throw new BadParameter(
          "responses", "'%s' is no regular expression: %s".formatted(python, e.getDescription()));
    }
  }

  private static Optional<Duration> seconds(Object value) {
    if (value == None.NONE) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          Duration.ofSeconds(Math.max(1, Long.parseLong(Python.string(value).strip()))));
    } catch (NumberFormatException e) {
      throw new BadParameter(
          "timeout", "'%s' cannot be converted to an int".formatted(Python.string(value)));
    }
  }
}
