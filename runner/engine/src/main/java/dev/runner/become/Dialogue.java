package dev.runner.become;

import dev.runner.transport.ConnectException;
import dev.runner.transport.Connection.Sink;
import dev.runner.transport.Identity;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Leads a tool to the point where the other user's shell says that it is there. The password is
/// given once, where it was asked for; whoever asks again has not liked it.
final class Dialogue {
  /// Some text with a colon at its end that nothing follows.
  private static final Pattern QUESTION = Pattern.compile("[^\\r\\n]*[:\uFF1A][ \\t]*\\z");

  /// So long a question that isn't ours stays unanswered before it is taken for one.
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final Tool tool;
  private final Identity.Become who;
  private final String prompt;
  private final String greeting;
  private final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();
  private final StringBuilder said = new StringBuilder();
  private boolean answered;
  private volatile boolean over;

  /// Something that came, and where an answer goes; or the end.
  private record Heard(
      String text,
      @Nullable Supplier<OutputStream> answer,
      @Nullable Integer status,
      @Nullable Throwable trouble) {}

  /// @param prompt what our own prompt says
  /// @param greeting what the shell says
  Dialogue(Tool tool, Identity.Become who, String prompt, String greeting) {
    this.tool = tool;
    this.who = who;
    this.prompt = prompt;
    this.greeting = greeting;
  }

  /// Listens to a stream until the dialogue is over, then hands it on.
  ///
  /// @param answer where an answer to what is asked on it goes
  Sink listening(Sink then, Supplier<OutputStream> answer) {
    return (buffer, offset, length) -> {
      if (over) {
        then.accept(buffer, offset, length);
      } else {
        String text = new String(buffer, offset, length, StandardCharsets.UTF_8);
        heard.add(new Heard(text, answer, null, null));
      }
    };
  }

  /// The tool has ended.
  void ended(@Nullable Integer status, @Nullable Throwable trouble) {
    heard.add(new Heard("", null, status, trouble));
  }

  /// What has been said, also since the end was heard of, without our own prompt.
  String said() {
    for (Heard late = heard.poll(); late != null; late = heard.poll()) {
      said.append(late.text());
    }
    return said.toString().replace(prompt, "").strip();
  }

  /// What became of it.
  ///
  /// @param shell whether there is one
  /// @param status of the tool where there isn't
  record Result(boolean shell, int status) {}

  /// Goes through it.
  ///
  /// @throws ConnectException of kind BECOME if the password is wrong, or something is asked that
  ///   there is no answer to
  Result lead(Duration deadline) throws ConnectException {
    long end = System.nanoTime() + deadline.toNanos();
    boolean asked = false;
    while (true) {
      long left = end - System.nanoTime();
      Heard next = next(asked ? Math.min(left, PATIENCE.toNanos()) : left);
      if (next == null) {
        throw asked ? unknownQuestion() : late(deadline);
      }
      if (next.answer() == null) {
        return ended(next);
      }
      said.append(next.text());
      if (said.indexOf(greeting) >= 0) {
        over = true;
        return new Result(true, 0);
      }
      asked = QUESTION.matcher(said).find();
      if (asked && isForPassword()) {
        answer(next.answer().get());
        asked = false;
      }
    }
  }

  private @Nullable Heard next(long nanos) throws ConnectException {
    try {
      return heard.poll(Math.max(0, nanos), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ConnectException(
          ConnectException.Kind.LOST, "interrupted while " + tool.program(who) + " was asked", e);
    }
  }

  private static Result ended(Heard end) throws ConnectException {
    if (end.trouble() instanceof ConnectException lost) {
      throw lost;
    }
    Integer status = end.status();
    if (status == null) {
      throw new ConnectException(
          ConnectException.Kind.LOST, "the connection broke: " + end.trouble());
    }
    return new Result(false, status);
  }

  /// Where the prompt is ours, only that one is.
  private boolean isForPassword() {
    return tool != Tool.SUDO || said.toString().stripTrailing().endsWith(prompt);
  }

  private void answer(OutputStream to) throws ConnectException {
    if (who.password().isEmpty()) {
      throw Reasons.refused(
          tool,
          who,
          "Missing %s password: none was given; use --ask-become-pass or"
              + " ansible_become_password",
          said());
    }
    if (answered) {
      throw Reasons.refused(
          tool,
          who,
          "Incorrect %s password: give the right one with --ask-become-pass or"
              + " ansible_become_password",
          "");
    }
    answered = true;
    said.append('\n');
    type(to);
  }

  private void type(OutputStream to) {
    try {
      to.write((who.password().orElseThrow().reveal() + "\n").getBytes(StandardCharsets.UTF_8));
      to.flush();
    } catch (IOException e) {
      // It has ended instead of reading the answer, which is heard next.
    }
  }

  private ConnectException unknownQuestion() {
    return Reasons.refused(tool, who, "it asks what there is no answer to", said());
  }

  private ConnectException late(Duration deadline) {
    return Reasons.refused(
        tool, who, "nothing has come of it after %d s".formatted(deadline.toSeconds()), said());
  }
}
