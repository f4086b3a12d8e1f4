package dev.runner.modules.site;

import dev.runner.module.Describe;
import dev.runner.module.FileStat;
import dev.runner.module.Param;
import dev.runner.module.Pending;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import dev.runner.module.TaskModule;
import dev.runner.module.Until;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Lets a play go on only while a file isn't there: the flag of a job that must not be disturbed.
@Describe(
    summary = "Go on only while a file, such as the flag of a running job, isn't there.",
    description = "Never deletes the file. Ask again right before what must not meet the job.",
    since = "0.1",
    inTurn = true,
    example =
        """
        - name: the backend must be idle
          file_absent_guard:
            path: /srv/site/work/running.flag
            wait: 10m
        """,
    returns = {
      @Describe.Returned(name = "age", value = "How old the file is, in seconds, if it is there.")
    })
public record FileAbsentGuard(
    @Param("The file that must not be there.") RemotePath path,
    @Param(name = "wait", value = "How long to wait for it to go away; not at all if left out.")
        Optional<Duration> waitFor,
    @Param(value = "Time from one look to the next while waiting.", byDefault = "5s")
        Duration interval,
    @Param("What the file means, for the message: \"the backend is counting\".")
        Optional<String> meaning)
    implements TaskModule {

  @Override
  public Plan plan(Probe host) {
    return planned(host).withRemedy();
  }

  private Plan planned(Probe host) {
    Pending<FileStat> stat = host.later(new Question.Stat(path, false));
    Pending<Instant> now = host.later(new Question.Clock());
    FileStat file = stat.get();
    if (!file.exists()) {
      return Plan.unchanged("%s isn't there".formatted(path));
    }
    Duration age = Duration.between(file.modified(), now.get());
    if (waitFor.isPresent()) {
      return Plan.await(
          "%s (%s old) to go away".formatted(path, worded(age)),
          new Until.Absent(path),
          interval,
          waitFor.get());
    }
    return Plan.refuse(
            "%s is there, %s old%s"
                .formatted(path, worded(age), meaning.map(" (%s)"::formatted).orElse("")),
            "wait until what made it is done; remove it by hand only if that isn't running")
        .with("age", age.toSeconds());
  }

  /// A time as a person would say it: "3 h 12 min".
  static String worded(Duration time) {
    long minutes = time.toMinutes();
    if (minutes < 1) {
      return Math.max(0, time.toSeconds()) + " s";
    }
    if (minutes < 60) {
      return minutes + " min";
    }
    if (time.toDays() < 2) {
      return "%d h %d min".formatted(time.toHours(), minutes % 60);
    }
    return time.toDays() + " days";
  }
}
