package dev.runner.modules.control;

import dev.runner.module.BadParameter;
import dev.runner.module.Describe;
import dev.runner.module.Param;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import dev.runner.module.TaskModule;
import dev.runner.module.Until;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Waits for a port or a file.
@Describe(
    summary = "Wait for a port to open or close, or for a file to come or go.",
    description =
        """
        Without a port or a path, it waits for the whole of `timeout`. `search_regex` is a POSIX
        extended regular expression that a line of the file has to match.
        """,
    since = "0.1",
    example =
        """
        - name: wait until the server answers
          wait_for:
            port: 8000
            delay: 10
        """,
    returns = {
      @Describe.Returned(name = "elapsed", value = "Seconds that were waited."),
      @Describe.Returned(name = "state", value = "The state that was waited for."),
      @Describe.Returned(name = "port", value = "The port, if one was given."),
      @Describe.Returned(name = "path", value = "The path, if one was given."),
      @Describe.Returned(name = "search_regex", value = "The expression, if one was given.")
    })
public record WaitFor(
    @Param(value = "Address, as seen from the host.", byDefault = "127.0.0.1") String host,
    @Param("TCP port.") Optional<Integer> port,
    @Param("File to wait for.") Optional<RemotePath> path,
    @Param("What a line of the file must match.") Optional<String> searchRegex,
    @Param(value = "What to wait for.", byDefault = "started") State state,
    @Param(value = "The longest time to wait.", byDefault = "300") Duration timeout,
    @Param(value = "Time that passes before the first look.", byDefault = "0") Duration delay,
    @Param(value = "Time between two looks.", byDefault = "1") Duration sleep,
    @Param(
            value = "The longest time to wait for one connection; part of each look here.",
            byDefault = "5")
        Duration connectTimeout,
    @Param("What is said when the time is over.") Optional<String> msg)
    implements TaskModule {

  /// What is waited for.
  public enum State {
    ABSENT,
    DRAINED,
    PRESENT,
    STARTED,
    STOPPED
  }

  public WaitFor {
    if (port.isPresent() && path.isPresent()) {
      throw new BadParameter("path", "give either a port or a path");
    }
    if (searchRegex.isPresent() && path.isEmpty()) {
      throw new BadParameter("search_regex", "search_regex needs a path here");
    }
    if (state == State.DRAINED) {
      throw new BadParameter("state", "connections can't be counted here: use state: stopped");
    }
  }

  private boolean gone() {
    return state == State.ABSENT || state == State.STOPPED;
  }

  @Override
  public Plan plan(Probe probe) {
    Instant start = probe.ask(new Question.Clock());
    List<Until> parts = new ArrayList<>();
    if (!delay.isZero()) {
      parts.add(new Until.Reached(start.plus(delay)));
    }
    subject(start).ifPresent(parts::add);
    return Plan.await(
            msg.orElseGet(this::what),
            new Until.All(parts),
            sleep,
            subject(start).isPresent() ? timeout : timeout.plus(delay).plusMinutes(1))
        .then(now -> over(start, now));
  }

  private Optional<Until> subject(Instant start) {
    if (port.isPresent()) {
      return Optional.of(
          gone() ? new Until.Closed(host, port.get()) : new Until.Open(host, port.get()));
    } else if (path.isEmpty()) {
      return Optional.of(new Until.Reached(start.plus(delay).plus(timeout)));
    } else if (gone()) {
      return Optional.of(new Until.Absent(path.get()));
    }
    return Optional.of(
        searchRegex
            .<Until>map(regex -> new Until.Matches(path.get(), regex))
            .orElseGet(() -> new Until.Present(path.get())));
  }

  private String what() {
    if (port.isPresent()) {
      return "%s:%d to be %s".formatted(host, port.get(), gone() ? "closed" : "open");
    } else if (path.isEmpty()) {
      return "%d s to pass".formatted(timeout.toSeconds());
    }
    return searchRegex
        .map(regex -> "%s to match %s".formatted(path.get(), regex))
        .orElseGet(() -> "%s to be %s".formatted(path.get(), gone() ? "absent" : "present"));
  }

  private Plan over(Instant start, Probe now) {
    long seconds = Duration.between(start, now.ask(new Question.Clock())).toSeconds();
    Plan.Unchanged done =
        Plan.unchanged("waited %d s".formatted(seconds))
            .with("elapsed", seconds)
            .with("state", state.name().toLowerCase(java.util.Locale.ROOT));
    if (port.isPresent()) {
      return done.with("port", (long) port.get());
    }
    Plan.Unchanged file = path.isPresent() ? done.with("path", path.get().text()) : done;
    return searchRegex.isPresent() ? file.with("search_regex", searchRegex.get()) : file;
  }
}
