package dev.runner.execute.reach;

import dev.runner.module.Outputs;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.Step;
import dev.runner.module.Until;
import dev.runner.transport.ConnectException;
import dev.runner.transport.Identity;
import dev.runner.values.Text;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All that tasks do with one host: ask, apply, wait. In check mode what was shown is laid over the
/// host.
public interface HostAccess extends AutoCloseable {

  /// Read access for one task.
  Asking ask(Asker asker);

  /// Read access for one task that nothing is known for, and that nothing is kept of.
  ///
  /// @param needs programs that the module runs
  /// @param overlaid whether steps that were shown count as applied
  default Asking ask(
      Identity who, List<String> needs, Map<String, Text> environment, boolean overlaid) {
    return ask(new Asker(who, needs, environment, overlaid, Optional.empty()));
  }

  /// Read access as a task will have it, by which is found out what it is going to ask. The host
  /// isn't asked.
  Rehearsal rehearse(Asker asker);

  /// Applies steps until one fails.
  Applied apply(
      Identity who,
      List<Step> steps,
      Map<String, Text> environment,
      Watching watching,
      Duration deadline)
      throws ConnectException, InterruptedException;

  /// Waits until the host says yes.
  ///
  /// @return whether it did before the deadline
  boolean await(Identity who, Until until, Duration interval, Duration deadline, Watching watching)
      throws ConnectException, InterruptedException;

  /// Lays steps that are not applied over the host.
  ///
  /// @param who would have applied them
  void shown(Identity who, List<Step> steps, String task);

  /// A task was left out in check mode, and nobody knows what it would have done.
  void leftOut(String task);

  /// The last task that was shown or left out and not applied, and whose effect can't be laid over
  /// the host: a later refusal may be owed to it.
  Optional<String> unforeseeable();

  /// The same host, where what is between two hosts begins at this other one and not at the control
  /// machine.
  ///
  /// @param there who is at work on the other
  default HostAccess with(HostAccess other, Identity there) {
    return this;
  }

  /// The same host, which is the control machine: nothing has to be bridged between the two.
  ///
  /// @param who is at work on it
  default HostAccess onControl(Identity who) {
    return this;
  }

  /// Drops the connection; the next use makes a new one.
  void drop();

  @Override
  void close();

  /// Who asks.
  ///
  /// @param needs programs that the module runs
  /// @param overlaid whether steps that were shown count as applied
  /// @param ahead brings what later tasks will ask; absent: each answer is asked for in this task
  record Asker(
      Identity who,
      List<String> needs,
      Map<String, Text> environment,
      boolean overlaid,
      Optional<Ahead> ahead) {}

  /// Finds out what will be asked after a task's own questions.
  @FunctionalInterface
  interface Ahead {
    /// The questions, those of the next task first.
    ///
    /// @param who asks now: others' questions aren't wanted
    List<Foreseen> questions(HostAccess host, Identity who);

    /// Does beforehand what needs no answer of the host, while it is being reached.
    default void prepare() {}
  }

  /// A question that a later task is likely to ask.
  record Foreseen(Question<?> question, Map<String, Text> environment) {}

  /// Read access that answers as the host did before, if it did.
  interface Rehearsal {
    /// It ends a plan with [Blocked] where no answer is known.
    Probe probe();

    /// What was asked.
    List<Question<?>> asked();
  }

  /// A plan came to a question whose answer isn't known yet, or would act.
  final class Blocked extends RuntimeException {
    private static final long serialVersionUID = 1;

    /// @param where it came to
    public Blocked(String where) {
      super(where, null, false, false);
    }
  }

  /// Read access for one task; closing it removes the scratch directory, if one was made.
  interface Asking extends AutoCloseable {
    Probe probe();

    /// The programs that the host lacks. Known once anything has been asked.
    List<String> missing() throws ConnectException;

    @Override
    void close();
  }

  /// What applying came to.
  ///
  /// @param outputs one for each step that was applied, the failing one included
  /// @param failed the index of the step that failed
  /// @param because why it failed, a sentence
  /// @param late whether it failed because the time that was given was over
  record Applied(Outputs outputs, Optional<Integer> failed, String because, boolean late) {}

  /// Takes note of what goes on.
  interface Watching {
    /// A step begins, or a wait goes on.
    void progress(String text);

    /// A command wrote a line.
    void line(String text);

    /// A job that one waits for was looked at, and goes on.
    ///
    /// @param job its id
    default void polled(String job) {}

    /// Nobody looks.
    Watching NOBODY =
        new Watching() {
          @Override
          public void progress(String text) {}

          @Override
          public void line(String text) {}
        };
  }
}
