package dev.runner.modules.scheduling;

import dev.runner.module.BadParameter;
import dev.runner.module.Constraint;
import dev.runner.module.Describe;
import dev.runner.module.Param;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import dev.runner.module.TaskModule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Sees to jobs and variables of cron.
@Describe(
    summary = "Have cron run jobs, or not any more.",
    description =
        """
        A job is found again by its name, which stands in a comment before it. Without `cron_file`, the
        table is the user's own, read and written by `crontab`.
        """,
    since = "0.1",
    example =
        """
        - name: check the disks at five and at two
          cron:
            name: check disks
            minute: "0"
            hour: "5,2"
            job: "df -h > /dev/null"
        """,
    returns = {
      @Describe.Returned(name = "jobs", value = "The names of the jobs in the table."),
      @Describe.Returned(name = "envs", value = "The names of the variables in the table."),
      @Describe.Returned(name = "cron_file", value = "The file, if one was given."),
      @Describe.Returned(name = "state", value = "The state of a file that is gone."),
      @Describe.Returned(name = "backup_file", value = "The copy of the table, if one was kept.")
    })
@Constraint(
    value = Constraint.Kind.EXCLUSIVE,
    names = {"insertafter", "insertbefore"})
public record Cron(
    @Param("Name of the job, or of the variable.") String name,
    @Param(value = "The command, or the value of the variable.", aliases = "value")
        Optional<String> job,
    @Param(value = "Whether the job or variable is to be there.", byDefault = "present")
        State state,
    @Param("Whose table; in a cron_file, who runs the job.") Optional<String> user,
    @Param(value = "A table in a file of its own, below /etc/cron.d if relative.", path = true)
        Optional<String> cronFile,
    @Param(value = "Whether a copy of the old table is kept.", byDefault = "false") boolean backup,
    @Param(value = "Minutes.", byDefault = "*") String minute,
    @Param(value = "Hours.", byDefault = "*") String hour,
    @Param(value = "Days of the month.", byDefault = "*", aliases = "dom") String day,
    @Param(value = "Months.", byDefault = "*") String month,
    @Param(value = "Days of the week.", byDefault = "*", aliases = "dow") String weekday,
    @Param("A time with a name, instead of the five fields.") Optional<SpecialTime> specialTime,
    @Param(
            value = "Whether the job is put in a comment, so that it doesn't run.",
            byDefault = "false")
        boolean disabled,
    @Param(value = "Whether this is about a variable.", byDefault = "false") boolean env,
    @Param("The variable that a new one comes after.") Optional<String> insertafter,
    @Param("The variable that a new one comes before.") Optional<String> insertbefore)
    implements TaskModule {

  /// Whether something is to be there.
  public enum State {
    PRESENT,
    ABSENT
  }

  /// Times that have a name.
  public enum SpecialTime {
    REBOOT,
    YEARLY,
    ANNUALLY,
    MONTHLY,
    WEEKLY,
    DAILY,
    HOURLY
  }

  public Cron {
    boolean timed =
        !List.of("*", "*", "*", "*", "*").equals(List.of(minute, hour, day, month, weekday));
    if (specialTime.isPresent() && timed) {
      throw new BadParameter(
          "special_time",
          "You cannot combine special_time with any of the time or day/date parameters.");
    }
    if (state == State.PRESENT && job.isEmpty()) {
      throw new BadParameter("job", "You must specify 'job' to install a new cron job or variable");
    }
    if (cronFile.isPresent() && state == State.PRESENT && user.isEmpty()) {
      throw new BadParameter(
          "user", "To use cron_file=... parameter you must specify user=... as well");
    }
    if (insertafter.isPresent() && insertbefore.isPresent()) {
      throw new BadParameter("insertbefore", "give either insertafter or insertbefore");
    }
    if ((insertafter.isPresent() || insertbefore.isPresent()) && !(env && state == State.PRESENT)) {
      throw new BadParameter(
          "insertafter", "Insertafter and insertbefore parameters are valid only with env=yes");
    }
    if (env && name.contains(" ")) {
      throw new BadParameter("name", "Invalid name for environment variable");
    }
    if (cronFile.filter(file -> file.equals("/etc/crontab")).isPresent()) {
      throw new BadParameter(
          "cron_file", "Will not manage /etc/crontab via cron_file, see documentation.");
    }
    for (String text : List.of(name, job.orElse(""), minute, hour, day, month, weekday)) {
      if (text.contains("\n") || text.contains("\r")) {
        throw new BadParameter("job", "a line of cron can't hold a line break");
      }
    }
    user.ifPresent(
        text -> {
          if (text.isEmpty() || text.matches("(?s)-.*|.*\\s.*")) {
            throw new BadParameter("user", "'%s' can't be the name of a user".formatted(text));
          }
        });
  }

  private Optional<RemotePath> file() {
    return cronFile.map(text -> RemotePath.of(text.startsWith("/") ? text : "/etc/cron.d/" + text));
  }

  @Override
  public Plan plan(Probe host) {
    return file().map(path -> inFile(host, path)).orElseGet(() -> ofUser(host));
  }

  private Plan inFile(Probe host, RemotePath path) {
    FileTable file = new FileTable(path, host.read(path));
    boolean there = file.before().isPresent();
    CronTable table = CronTable.of(file.text());
    Optional<Plan> obstacle = edit(table);
    if (obstacle.isPresent()) {
      return obstacle.get();
    }
    Map<String, Object> values = values(table);
    values.put("cron_file", cronFile.orElseThrow());
    if (state == State.ABSENT && there && table.isBlank()) {
      return Plan.changes(new Step.Delete("remove " + path, path))
          .predictingAll(values)
          .predicting("diff", FileTable.difference(file.text(), "", path.text()))
          .predicting("state", "absent");
    }
    boolean same = file.text().equals(table.text()) || (!there && table.isBlank());
    return warned(
        same
            ? Plan.unchanged("the table is so").withAll(values)
            : file.written(table, values, backup));
  }

  private Plan ofUser(Probe host) {
    return UserTable.ask(host, user).edited(this::edit, Cron::values, backup);
  }

  /// Makes the table as it is wanted.
  private Optional<Plan> edit(CronTable table) {
    boolean wanted = state == State.PRESENT;
    if (env && wanted) {
      boolean found = table.variable(name, job.orElseThrow(), insertafter, insertbefore);
      return found
          ? Optional.empty()
          : Optional.of(
              Plan.refuse(
                  "Variable named '%s' not found."
                      .formatted(insertafter.or(() -> insertbefore).orElseThrow()),
                  ""));
    } else if (env) {
      table.withoutVariable(name);
    } else if (wanted) {
      table.job(name, line());
    } else {
      table.withoutJob(name);
    }
    return Optional.empty();
  }

  private String line() {
    String time =
        specialTime
            .map(special -> "@" + special.name().toLowerCase(Locale.ROOT))
            .orElseGet(() -> String.join(" ", minute, hour, day, month, weekday));
    String who = cronFile.isPresent() ? user.orElseThrow() + " " : "";
    return (disabled ? "#" : "") + time + " " + who + job.orElseThrow();
  }

  private static Map<String, Object> values(CronTable table) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("jobs", table.jobs());
    values.put("envs", table.variables());
    return values;
  }

  /// cron itself reads no other file names.
  private Plan warned(Plan plan) {
    String base = file().map(RemotePath::name).orElse("");
    if (base.matches("[A-Za-z0-9_-]+")) {
      return plan;
    }
    String sentence =
        "cron may not read a file called '%s': it takes letters, digits, _ and - alone"
            .formatted(base);
    return switch (plan) {
      case Plan.Changes changes -> changes.warning(sentence);
      case Plan.Unchanged unchanged -> unchanged.warning(sentence);
      default -> plan;
    };
  }
}
