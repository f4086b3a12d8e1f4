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
import dev.runner.values.PythonException;
import dev.runner.values.regex.PythonRegex;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Waits for a port, a file, or the end of connections.
@Describe(
    summary = "Wait for a port to open, close or drain, or for a file to come, go or hold a text.",
    description =
        """
        Without a port or a path, it waits for the whole of `timeout`. `search_regex` is a regular
        expression of Python's, and looks at each line as well as at the whole.
        """,
    since = "0.1",
    inTurn = true,
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
      @Describe.Returned(name = "search_regex", value = "The expression, if one was given."),
      @Describe.Returned(name = "match_groups", value = "What the groups of the expression found."),
      @Describe.Returned(
          name = "match_groupdict",
          value = "What the named groups of the expression found.")
    })
public record WaitFor(
    @Param(value = "Address, as seen from the host.", byDefault = "127.0.0.1") String host,
    @Param("TCP port.") Optional<Integer> port,
    @Param("File to wait for.") Optional<RemotePath> path,
    @Param("What the file holds, or what the port sends.") Optional<String> searchRegex,
    @Param(value = "What to wait for.", byDefault = "started") State state,
    @Param(value = "The longest time to wait.", byDefault = "300") Duration timeout,
    @Param(value = "Time that passes before the first look.", byDefault = "0") Duration delay,
    @Param(value = "Time between two looks.", byDefault = "1") Duration sleep,
    @Param(value = "The longest time to wait for what a port sends.", byDefault = "5")
        Duration connectTimeout,
    @Param("States of connections that count while a port drains; the usual ones if left out.")
        List<TcpState> activeConnectionStates,
    @Param("Hosts whose connections don't count while a port drains.") List<String> excludeHosts,
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
    activeConnectionStates =
        activeConnectionStates.isEmpty() ? TcpState.ACTIVE : List.copyOf(activeConnectionStates);
    excludeHosts = List.copyOf(excludeHosts);
    if (port.isPresent() && path.isPresent()) {
      throw new BadParameter("path", "port and path parameter can not both be passed to wait_for");
    }
    if (path.isPresent() && (state == State.STOPPED || state == State.DRAINED)) {
      throw new BadParameter(
          "state",
          "state=%s should only be used for checking a port in the wait_for module"
              .formatted(state.name().toLowerCase(Locale.ROOT)));
    }
    if (state == State.DRAINED && port.isEmpty()) {
      throw new BadParameter("port", "state=drained needs a port");
    }
    if (!excludeHosts.isEmpty() && state != State.DRAINED) {
      throw new BadParameter("exclude_hosts", "exclude_hosts should only be with state=drained");
    }
    if (searchRegex.isPresent()) {
      try {
        PythonRegex.compile(searchRegex.get(), false, true);
      } catch (PythonException e) {
        throw new BadParameter(
            "search_regex", "Invalid regular expression: " + String.valueOf(e.getMessage()));
      }
    }
  }

  boolean gone() {
    return state == State.ABSENT || state == State.STOPPED;
  }

  @Override
  public Plan plan(Probe probe) {
    Instant start = probe.ask(new Question.Clock());
    Waiting waiting = new Waiting(this, start);
    if (port.isEmpty() && path.isEmpty()) {
      Until end = new Until.Reached(start.plus(delay).plus(timeout));
      Duration most = timeout.plus(delay).plusMinutes(1);
      return Plan.await(waiting.what(), end, sleep, most).then(waiting::over);
    }
    List<Until> parts = new ArrayList<>();
    if (!delay.isZero()) {
      parts.add(new Until.Reached(start.plus(delay)));
    }
    parts.add(
        state == State.DRAINED
            ? new Drained(this).until(probe)
            : path.map(file -> gone() ? new Until.Absent(file) : (Until) new Until.Present(file))
                .orElseGet(this::openOrClosed));
    return Plan.await(waiting.what(), new Until.All(parts), sleep, timeout)
        .then(waiting::there)
        .otherwise(waiting::late);
  }

  private Until openOrClosed() {
    int number = port.orElseThrow();
    return gone() ? new Until.Closed(host, number) : new Until.Open(host, number);
  }
}
