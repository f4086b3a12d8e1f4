package dev.runner.modules.commands;

import dev.runner.module.BadParameter;
import dev.runner.module.Content;
import dev.runner.module.Describe;
import dev.runner.module.FileStat;
import dev.runner.module.Finished;
import dev.runner.module.Output;
import dev.runner.module.Param;
import dev.runner.module.Pending;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import dev.runner.module.TaskModule;
import dev.runner.values.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Asks for a job that a task with `async` and `poll: 0` left running.
@Describe(
    summary = "Ask whether a job that was left running has ended, and how.",
    description =
        """
        The job is looked for with the user that the task which started it ran as. Use it with
        `until: job is finished` to wait.
        """,
    since = "0.1",
    inTurn = true,
    roundTrips = 2,
    example =
        """
        - name: see what became of the job
          async_status:
            jid: "{{ job.ansible_job_id }}"
        """,
    returns = {
      @Describe.Returned(name = "ansible_job_id", value = "The job."),
      @Describe.Returned(name = "started", value = "Whether it was started."),
      @Describe.Returned(name = "finished", value = "Whether it has ended."),
      @Describe.Returned(name = "results_file", value = "The directory of the job's files."),
      @Describe.Returned(name = "rc", value = "The exit status of its command."),
      @Describe.Returned(name = "cmd", value = "What was run, of a command."),
      @Describe.Returned(name = "start", value = "When the job began, in UTC."),
      @Describe.Returned(name = "end", value = "When it ended, in UTC."),
      @Describe.Returned(name = "delta", value = "How long it took."),
      @Describe.Returned(name = "stdout", value = "What the command wrote so far."),
      @Describe.Returned(name = "stderr", value = "What the command complained of so far."),
      @Describe.Returned(name = "stdout_lines", value = "The lines of stdout."),
      @Describe.Returned(name = "stderr_lines", value = "The lines of stderr."),
      @Describe.Returned(name = "erased", value = "What was removed by `cleanup`.")
    })
public record AsyncStatus(
    @Param("The job: `ansible_job_id` of the task that started it.") String jid,
    @Param(value = "Whether to ask for the job, or to remove its files.", byDefault = "status")
        Mode mode,
    @Param(
            value = "Where the directories of jobs are; the variable ansible_async_dir says it.",
            name = "_async_dir",
            byDefault = Step.Detach.DIRECTORY)
        String jobs)
    implements TaskModule {

  private static final int GONE = 3;

  /// Prints where the job's files are. Ends with [#GONE] if neither the job nor who is to write its
  /// status is there any more.
  private static final String ALIVE =
      """
      case $1 in "~/"*) set -- "$HOME/${1#??}" ;; esac
      printf '%%s\n' "$1"
      cd -- "$1" 2>/dev/null || exit 0
      [ -s keeper ] && [ -s pid ] || exit 0
      kill -0 "$(cat keeper)" 2>/dev/null || kill -0 "$(cat pid)" 2>/dev/null || exit %d
      """
          .formatted(GONE);

  /// What to do about a job.
  public enum Mode {
    /// Ask for it.
    STATUS,
    /// Remove its files.
    CLEANUP
  }

  public AsyncStatus {
    if (jid.isBlank() || jid.contains("/") || jid.startsWith(".")) {
      throw new BadParameter("jid", "'%s' is no job".formatted(jid));
    }
  }

  @Override
  public Plan plan(Probe host) {
    RemotePath directory = RemotePath.of(jobs).resolve(jid);
    Pending<FileStat> there = host.later(new Question.Stat(directory, true));
    // Asked before the status: a job that ends in between has written one.
    Pending<Output> process =
        host.lookLater(dev.runner.module.Command.of("sh", "-c", ALIVE, "job", directory));
    Pending<Optional<Content>> status = read(host, directory, "status");
    Pending<Optional<Content>> late = read(host, directory, "late");
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("ansible_job_id", jid);
    String said = process.get().out();
    String place = said.isEmpty() ? directory.toString() : said;
    boolean ended = status.get().isPresent();
    if (mode == Mode.CLEANUP && there.get().exists()) {
      return erase(directory, place, values);
    }
    values.put("results_file", place);
    values.put("started", true);
    values.put("finished", ended || !there.get().exists() || process.get().exit() == GONE);
    if (!there.get().exists()) {
      return refuse("could not find job", "jobs belong to the user that started them", values);
    }
    if (!ended && process.get().exit() == GONE) {
      return refuse(
          "the process of the job is gone, and left no exit status",
          "look whether the host was started anew meanwhile",
          values);
    }
    if (!ended) {
      return Plan.learned("the job is still running").withAll(values);
    }
    Pending<Optional<Content>> out = read(host, directory, "out");
    Pending<Optional<Content>> err = read(host, directory, "err");
    Pending<Optional<Content>> cmd = read(host, directory, "cmd");
    Pending<FileStat> began = stat(host, directory, "pid");
    Pending<FileStat> done = stat(host, directory, "status");
    Output output = output(status.get(), out.get(), err.get());
    values.put("changed", true);
    values.put("rc", (long) output.exit());
    values.putAll(Results.streams(output, true));
    cmd.get().flatMap(AsyncStatus::json).ifPresent(told -> values.put("cmd", told));
    if (began.get().exists() && done.get().exists()) {
      values.putAll(Results.times(began.get().modified(), done.get().modified()));
    }
    if (late.get().isPresent()) {
      values.put("changed", false);
      return refuse("Timeout exceeded", "give the job more time by 'async'", values);
    }
    return output.ok()
        ? Plan.learned("the job has ended").withAll(values).with("msg", "")
        : refuse(Invocation.FAILURE, "", values);
  }

  private static Plan refuse(String because, String remedy, Map<String, Object> values) {
    return new Plan.Refused(because, remedy, values);
  }

  /// What the job made is as it was: its files are no one's business but its own.
  private Plan erase(RemotePath directory, String place, Map<String, Object> values) {
    return Plan.changes(new Step.Delete("remove the files of job " + jid, directory))
        .predictingAll(values)
        .predicting("started", false)
        .predicting("finished", false)
        .predicting("erased", place)
        .predictingAll(Results.streams(Output.of(0, "", ""), true))
        .after((outputs, now) -> Finished.unchanged("removed the files of job " + jid));
  }

  private static Optional<Object> json(Content told) {
    try {
      return Optional.of(Json.parse(told.lenientText()));
    } catch (Json.SyntaxError e) {
      return Optional.empty(); // whoever owns the job may write there what he likes
    }
  }

  private static Pending<FileStat> stat(Probe host, RemotePath directory, String name) {
    return host.later(new Question.Stat(RemotePath.of(directory + "/" + name), true));
  }

  private static Pending<Optional<Content>> read(Probe host, RemotePath directory, String name) {
    return host.later(new Question.Read(RemotePath.of(directory + "/" + name), Probe.READ_LIMIT));
  }

  private static Output output(
      Optional<Content> status, Optional<Content> out, Optional<Content> err) {
    String exit = status.map(Content::lenientText).orElse("").strip();
    return Output.of(
        exit.matches("[0-9]{1,3}") ? Integer.parseInt(exit) : 1,
        out.map(Content::lenientText).orElse(""),
        err.map(Content::lenientText).orElse(""));
  }
}
