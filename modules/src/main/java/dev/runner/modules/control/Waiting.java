package dev.runner.modules.control;

import dev.runner.module.Command;
import dev.runner.module.Output;
import dev.runner.module.Pending;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import dev.runner.module.Until;
import dev.runner.values.None;
import dev.runner.values.regex.Match;
import dev.runner.values.regex.PythonRegex;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A wait that has begun: what follows each look at what is waited for.
///
/// @param start by the host's clock
record Waiting(WaitFor task, Instant start) {
  /// Reads what a port sends, for as long as it may take.
  private static final String LISTEN =
      """
      t=$(command -v timeout)
      if command -v bash >/dev/null; then
        ${t:+timeout "$3"} bash -c 'exec 3<>"/dev/tcp/$1/$2" && head -c 65536 <&3' listen "$1" "$2"
      elif command -v nc >/dev/null; then ${t:+timeout "$3"} nc "$1" "$2" </dev/null
      else echo "the host has neither bash nor nc, so it can't read what a port sends" >&2; exit 9; fi
      """;

  /// What is waited for, a phrase.
  String what() {
    if (task.state() == WaitFor.State.DRAINED) {
      return "%s:%d to be drained".formatted(task.host(), task.port().orElseThrow());
    } else if (task.port().isPresent()) {
      return "%s:%d to be %s"
          .formatted(task.host(), task.port().get(), task.gone() ? "closed" : "open");
    } else if (task.path().isEmpty()) {
      return "%d s to pass".formatted(task.timeout().toSeconds());
    }
    RemotePath path = task.path().get();
    return task.searchRegex()
        .map(regex -> "%s to match %s".formatted(path, regex))
        .orElseGet(() -> "%s to be %s".formatted(path, task.gone() ? "absent" : "present"));
  }

  /// The port is open, or the file is there; or they are gone, as was asked for.
  Plan there(Probe now) {
    if (task.searchRegex().isEmpty() || task.gone() || task.state() == WaitFor.State.DRAINED) {
      return over(now);
    }
    return task.path().isPresent() ? search(now, task.path().get()) : listen(now);
  }

  /// Looks into the file, and again whenever it has become another.
  private Plan search(Probe now, RemotePath path) {
    Pending<Instant> time = now.later(new Question.Clock());
    Pending<Output> sum = now.lookLater(Command.of("cksum", path));
    Pending<Optional<dev.runner.module.Content>> content =
        now.later(new Question.Read(path, Probe.READ_LIMIT));
    String text =
        content
            .get()
            .map(bytes -> new String(bytes.bytes(), StandardCharsets.ISO_8859_1))
            .orElse("");
    Optional<Match> match = match(text);
    if (match.isPresent()) {
      return matched(now, match.get());
    }
    String script = "[ \"$(cksum \"$1\" 2>/dev/null)\" != \"$2\" ]";
    Command changed = Command.of("sh", "-c", script, "changed", path, sum.get().out());
    return again(time.get(), new Until.Succeeds(changed), probe -> search(probe, path));
  }

  /// Reads what the port sends, and again after a while.
  private Plan listen(Probe now) {
    int port = task.port().orElseThrow();
    Pending<Instant> time = now.later(new Question.Clock());
    Output output =
        now.look(
            Command.of(
                "sh",
                "-c",
                LISTEN,
                "listen",
                task.host(),
                port,
                Math.max(1, task.connectTimeout().toSeconds())));
    if (output.exit() == 9) {
      return Plan.refuse(output.lastWords(), "Install one of them, or leave search_regex out.");
    }
    Optional<Match> match = match(new String(output.stdout().bytes(), StandardCharsets.ISO_8859_1));
    if (match.isPresent()) {
      return matched(now, match.get());
    }
    Until pause =
        Until.all(
            new Until.Reached(time.get().plus(task.sleep())), new Until.Open(task.host(), port));
    return again(time.get(), pause, this::listen);
  }

  private Plan again(Instant now, Until until, Plan.Then then) {
    Duration left = Duration.between(now, start.plus(task.timeout()));
    Duration most = left.isNegative() ? Duration.ZERO : left;
    return Plan.await(what(), until, task.sleep(), most).then(then).otherwise(this::late);
  }

  /// Bytes are matched as characters of Latin-1, so that any file can be looked at.
  private Optional<Match> match(String text) {
    String pattern = task.searchRegex().orElseThrow();
    byte[] bytes = pattern.getBytes(StandardCharsets.UTF_8);
    String latin = new String(bytes, StandardCharsets.ISO_8859_1);
    Match match = PythonRegex.compile(latin, false, true).on(text);
    return match.find() ? Optional.of(match) : Optional.empty();
  }

  private Plan matched(Probe now, Match match) {
    List<Object> groups = new ArrayList<>();
    for (int i = 1; i <= match.groups(); i++) {
      groups.add(group(match, i));
    }
    Map<String, Object> named = new LinkedHashMap<>();
    PythonRegex regex = PythonRegex.compile(task.searchRegex().orElseThrow(), false, true);
    regex.names().entrySet().stream()
        .sorted(Map.Entry.comparingByValue())
        .forEach(each -> named.put(each.getKey(), group(match, each.getValue())));
    return over(now).with("match_groups", groups).with("match_groupdict", named);
  }

  private static Object group(Match match, int index) {
    String text = match.group(index);
    return text == null
        ? None.NONE
        : new String(text.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  private long elapsed(Probe now) {
    return Duration.between(start, now.ask(new Question.Clock())).toSeconds();
  }

  private Map<String, Object> values(long seconds) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("elapsed", seconds);
    values.put("state", task.state().name().toLowerCase(java.util.Locale.ROOT));
    task.port().ifPresent(port -> values.put("port", (long) port));
    task.path().ifPresent(path -> values.put("path", path.text()));
    task.searchRegex().ifPresent(regex -> values.put("search_regex", regex));
    values.put("match_groups", List.of());
    values.put("match_groupdict", Map.of());
    return values;
  }

  /// It came.
  Plan.Unchanged over(Probe now) {
    long seconds = elapsed(now);
    return Plan.unchanged("waited %d s".formatted(seconds)).withAll(values(seconds));
  }

  /// It didn't come in time.
  Plan late(Probe now) {
    // A busy host looks late for the last time, when the time has been over for a while.
    long seconds = Math.min(elapsed(now), task.delay().plus(task.timeout()).toSeconds());
    String sentence = task.msg().orElseGet(this::inVain);
    return new Plan.Refused(sentence, "", Map.of("elapsed", seconds));
  }

  private String inVain() {
    if (task.path().isPresent()) {
      RemotePath path = task.path().get();
      return task.gone()
          ? "Timeout when waiting for %s to be absent.".formatted(path)
          : task.searchRegex()
              .map(
                  regex -> "Timeout when waiting for search string %s in %s".formatted(regex, path))
              .orElseGet(() -> "Timeout when waiting for file %s".formatted(path));
    }
    String place = "%s:%d".formatted(task.host(), task.port().orElse(0));
    return switch (task.state()) {
      case DRAINED -> "Timeout when waiting for %s to drain".formatted(place);
      case ABSENT, STOPPED -> "Timeout when waiting for %s to stop.".formatted(place);
      case PRESENT, STARTED ->
          task.searchRegex()
              .map(
                  regex ->
                      "Timeout when waiting for search string %s in %s".formatted(regex, place))
              .orElseGet(() -> "Timeout when waiting for " + place);
    };
  }
}
