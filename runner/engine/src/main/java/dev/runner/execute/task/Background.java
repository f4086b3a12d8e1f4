package dev.runner.execute.task;

import dev.runner.execute.compile.CompiledTask;
import dev.runner.execute.compile.Written;
import dev.runner.execute.reach.HostAccess;
import dev.runner.module.Attributes;
import dev.runner.module.BadParameter;
import dev.runner.module.Content;
import dev.runner.module.FileMode;
import dev.runner.module.Output;
import dev.runner.module.Outputs;
import dev.runner.module.Pending;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import dev.runner.module.Until;
import dev.runner.template.Scope;
import dev.runner.transport.ConnectException;
import dev.runner.values.Json;
import dev.runner.values.Undefined;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A task with `async`: its command is left running on the host, so that it outlives the
/// connection.
///
/// @param job the name that it can be asked for by
/// @param jobs where the directories of jobs are
/// @param limit after that long it is stopped
/// @param poll from one look to the next; zero: nobody waits for it
record Background(String job, RemotePath jobs, Duration limit, Duration poll) {
  /// The variable that says where the directories of jobs are.
  private static final String PLACE = "ansible_async_dir";

  /// Ansible's `DEFAULT_POLL_INTERVAL`.
  static final double POLL_SECONDS = 15;

  /// What Ansible carries out on the control machine can't go on without it.
  private static final Set<String> NEVER_LEFT =
      Set.of(
          "add_host",
          "assemble",
          "assert",
          "async_status",
          "copy",
          "debug",
          "fail",
          "fetch",
          "gather_facts",
          "group_by",
          "include_vars",
          "pause",
          "raw",
          "reboot",
          "script",
          "set_fact",
          "set_stats",
          "template",
          "unarchive",
          "validate_argument_spec",
          "wait_for_connection");

  /// What `register` gets of each job.
  static final List<String> OF_A_JOB =
      List.of("ansible_job_id", "started", "finished", "results_file");

  private static final Duration GRACE = Duration.ofSeconds(15);

  /// Refuses a task with `async` whose module can't be left running.
  ///
  /// @throws BadParameter if it is one
  static void check(CompiledTask task, Scope scope) {
    if (NEVER_LEFT.contains(task.bareModule()) && TaskTime.async(task, scope).isPresent()) {
      throw new BadParameter(
          "",
          scope.isBefore219()
              ? "async is not supported for this task."
              : "This action (%s) does not support async.".formatted(task.module()));
    }
  }

  /// Where the directories of jobs are.
  static String place(Scope scope) {
    Object wanted = scope.get(PLACE);
    return wanted instanceof Undefined ? Step.Detach.DIRECTORY : Written.plain(wanted);
  }

  private RemotePath directory() {
    return jobs.resolve(job);
  }

  /// Whether the steps end in a command of the user's. Other steps are done while one waits, within
  /// the same time.
  static boolean suits(List<Step> steps) {
    return steps.getLast() instanceof Step.Run run && run.live() && run.otherwise().isEmpty();
  }

  /// The changes with their command left running.
  Plan.Changes detached(Plan.Changes changes) {
    List<Step> steps = new ArrayList<>(changes.steps());
    Step.Run run = (Step.Run) steps.removeLast();
    Object told = changes.predicted().get("cmd");
    steps.add(
        new Step.Detach(
            run.title(), run.command(), directory(), limit, told == null ? "" : Json.line(told)));
    return changes.with(steps, changes.after());
  }

  /// The job that was started.
  Job of(Outputs outputs) {
    return new Job(this, outputs, outputs.last().out(), Instant.now());
  }

  /// Keeps what became of a task that was done while one waited, for whoever asks for its job.
  ///
  /// @return what `register` gets of the job
  Map<String, Object> done(AttemptSetting with, boolean well, String reason)
      throws ConnectException, InterruptedException {
    RemotePath directory = directory();
    if (poll.isZero()) {
      with.host()
          .apply(
              with.who(),
              List.of(
                  new Step.Directory(
                      "keep the result", directory, Attributes.ofMode(FileMode.of(0700))),
                  file(directory, "err", well ? "" : reason + "\n"),
                  file(directory, "status", well ? "0\n" : "1\n")),
              with.environment(),
              HostAccess.Watching.NOBODY,
              with.deadline());
    }
    return Map.of(
        "ansible_job_id", job, "started", true, "finished", true, "results_file", directory.text());
  }

  private static Step file(RemotePath directory, String name, String text) {
    return Step.write(
        "keep the result",
        directory.resolve(name),
        Optional.empty(),
        Content.of(text.getBytes(StandardCharsets.UTF_8)),
        Attributes.ofMode(FileMode.of(0600)));
  }

  /// A command that runs on the host.
  ///
  /// @param before what the steps left behind, the start of the job included
  /// @param directory where its files are
  record Job(Background background, Outputs before, String directory, Instant began) {

    /// Whether nobody waits for it.
    boolean isLeft() {
      return background.poll.isZero();
    }

    /// What `register` gets of it.
    Map<String, Object> values() {
      Map<String, Object> values = new LinkedHashMap<>();
      values.put("ansible_job_id", background.job);
      values.put("started", true);
      values.put("finished", false);
      values.put("results_file", directory);
      return values;
    }

    /// Waits for its end, and clears up.
    ///
    /// @return what the steps left behind; nothing if it was stopped because it took too long
    Optional<Outputs> await(AttemptSetting with, Probe probe)
        throws ConnectException, InterruptedException {
      if (!ends(with)) {
        return Optional.empty();
      }
      Pending<Optional<Content>> late = later(probe, "late");
      Pending<Optional<Content>> status = later(probe, "status");
      Pending<Optional<Content>> out = later(probe, "out");
      Pending<Optional<Content>> err = later(probe, "err");
      if (late.get().isPresent()) {
        return Optional.empty();
      }
      Output output =
          new Output(
              status(status.get()),
              out.get().orElse(Content.of(new byte[0])),
              err.get().orElse(Content.of(new byte[0])),
              began,
              Duration.between(began, Instant.now()));
      with.host()
          .apply(
              with.who(),
              List.of(new Step.Delete("remove the job's files", RemotePath.of(directory))),
              with.environment(),
              HostAccess.Watching.NOBODY,
              with.deadline());
      List<Output> outputs = new ArrayList<>(before.all());
      outputs.set(outputs.size() - 1, output);
      return Optional.of(new Outputs(outputs, before.replies()));
    }

    /// Looks again and again whether it ended; whoever watches is told when it hasn't.
    private boolean ends(AttemptSetting with) throws ConnectException, InterruptedException {
      Until ended = new Until.Present(file("status"));
      Duration poll = background.poll;
      for (Duration left = background.limit.plus(GRACE);
          left.isPositive();
          left = left.minus(poll)) {
        Duration slice = poll.compareTo(left) < 0 ? poll : left;
        if (with.host().await(with.who(), ended, slice, slice, with.watching())) {
          return true;
        }
        with.watching().polled(background.job);
      }
      return false;
    }

    private Pending<Optional<Content>> later(Probe probe, String name) {
      return probe.later(new Question.Read(file(name), Probe.READ_LIMIT));
    }

    private static int status(Optional<Content> written) {
      String text = written.map(Content::lenientText).orElse("").strip();
      return text.matches("[0-9]{1,3}") ? Integer.parseInt(text) : 1;
    }

    private RemotePath file(String name) {
      return RemotePath.of(directory + "/" + name);
    }
  }
}
