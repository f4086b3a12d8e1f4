package dev.runner.modules.scheduling;

import dev.runner.module.BadParameter;
import dev.runner.module.Command;
import dev.runner.module.Constraint;
import dev.runner.module.Content;
import dev.runner.module.Describe;
import dev.runner.module.Needs;
import dev.runner.module.Output;
import dev.runner.module.Param;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import dev.runner.module.TaskModule;
import dev.runner.values.None;
import dev.runner.values.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Has something done once, later.
@Describe(
    summary = "Have a command or script run once, some time from now, or take it back.",
    description =
        """
        `at` keeps the job until its time has come, for the user who runs the task. Without `unique`,
        each run adds a job.
        """,
    since = "0.1",
    collection = "ansible.posix",
    example =
        """
        - name: take the message away tonight
          at:
            command: rm -f /srv/site/maintenance.html
            count: 8
            units: hours
            unique: true
        """,
    returns = {
      @Describe.Returned(name = "state", value = "The state that was asked for."),
      @Describe.Returned(name = "script_file", value = "The script, if one was named."),
      @Describe.Returned(name = "count", value = "How many units from now, of a new job."),
      @Describe.Returned(name = "units", value = "The units, of a new job.")
    })
@Needs("at")
@Constraint(
    value = Constraint.Kind.EXCLUSIVE,
    names = {"command", "script_file"})
@Constraint(
    value = Constraint.Kind.ONE_OF,
    names = {"command", "script_file"})
public record At(
    @Param("What is run by sh.") Optional<Text> command,
    @Param("A script on the host that is run instead.") Optional<RemotePath> scriptFile,
    @Param("How many units from now.") Optional<Integer> count,
    @Param("What count counts.") Optional<Unit> units,
    @Param(value = "Whether there is to be a job.", byDefault = "present") State state,
    @Param(value = "Whether none is added where such a job waits already.", byDefault = "false")
        boolean unique)
    implements TaskModule {

  /// Whether there is to be a job.
  public enum State {
    ABSENT,
    PRESENT
  }

  /// Units of time.
  public enum Unit {
    MINUTES,
    HOURS,
    DAYS,
    WEEKS;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// Prints the numbers of jobs that have the lines of a text, which comes by standard input or
  /// from the file `$1`. An empty one is in all jobs, and a part of a line in their environments.
  static final String LOOK =
      """
      if [ -n "$1" ]; then wanted=$(cat -- "$1") || exit; else wanted=$(cat); fi
      case $wanted in
        *[![:space:]]*) ;;
        *) echo "there is nothing in $1" >&2; exit 1 ;;
      esac
      line='
      '
      jobs=$(atq </dev/null) || exit
      printf '%s\\n' "$jobs" | while read -r job rest; do
        [ -n "$job" ] || continue
        case $line$(at -c "$job" </dev/null)$line in *"$line$wanted$line"*) printf '%s\\n' "$job" ;; esac
      done
      """;

  public At {
    if (command.isEmpty() && scriptFile.isEmpty()) {
      throw BadParameter.oneRequired("command", "script_file");
    }
    if (state == State.PRESENT && (count.isEmpty() || units.isEmpty())) {
      throw new BadParameter("count", "present state requires count and units");
    }
    if (count.filter(number -> number < 1).isPresent()) {
      throw new BadParameter("count", "a job can't be run in the past: count is 1 or more");
    }
    if (command.filter(text -> text.value().isBlank()).isPresent()) {
      throw new BadParameter("command", "the command is empty");
    }
  }

  @Override
  public Plan plan(Probe host) {
    List<String> jobs = List.of();
    if (unique || state == State.ABSENT) {
      Command look =
          Command.of("sh", "-c", LOOK, "at", scriptFile.map(RemotePath::text).orElse(""));
      Output found = host.look(command.map(text -> look.reading(script(text))).orElse(look));
      if (!found.ok()) {
        return Plan.refuse(
            "the jobs of at can't be seen: " + found.lastWords(), "look at `atq` there");
      }
      jobs = found.lines();
    }
    String wanted = state.name().toLowerCase(Locale.ROOT);
    if (state == State.ABSENT) {
      return jobs.isEmpty()
          ? Plan.unchanged("there is no such job").with("state", wanted)
          : Plan.changes(removals(jobs)).predicting("state", wanted);
    }
    return jobs.isEmpty()
        ? Plan.changes(addition()).predictingAll(told(wanted))
        : Plan.unchanged("there is such a job: " + jobs.getFirst()).with("state", wanted);
  }

  private static Content script(Text text) {
    Content content = Content.of(text.value().strip() + "\n");
    return text.isSecret() ? content.asSecret() : content;
  }

  private static List<Step> removals(List<String> jobs) {
    List<Step> steps = new ArrayList<>();
    jobs.forEach(job -> steps.add(Step.run("remove the job " + job, Command.of("at", "-r", job))));
    return steps;
  }

  private Step addition() {
    String when = "%d %s".formatted(count.orElseThrow(), units.orElseThrow().word());
    List<Object> words = new ArrayList<>(List.of("at"));
    scriptFile.ifPresent(file -> words.addAll(List.of("-f", file)));
    words.addAll(List.of("now", "+", count.orElseThrow(), units.orElseThrow().word()));
    Command at = Command.of(words);
    return Step.run(
        "have it run in " + when, command.map(text -> at.reading(script(text))).orElse(at));
  }

  private Map<String, Object> told(String wanted) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("state", wanted);
    told.put("script_file", scriptFile.<Object>map(RemotePath::text).orElse(None.NONE));
    told.put("count", (long) count.orElseThrow());
    told.put("units", units.orElseThrow().word());
    return told;
  }
}
