package dev.runner.modules.apache;

import dev.runner.module.Answer;
import dev.runner.module.Command;
import dev.runner.module.FileStat;
import dev.runner.module.Finished;
import dev.runner.module.HttpReply;
import dev.runner.module.HttpRequest;
import dev.runner.module.Outputs;
import dev.runner.module.Pending;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import dev.runner.module.Until;
import dev.runner.modules.apache.ServerConfig.Listening;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// Whether Apache serves after a start or a reload: the exit status of its control program is no
/// evidence. It must run, as a new process where that was wanted, and answer a request.
///
/// @param url what must be answered, with a status below 500; otherwise its own first port is asked
/// @param timeout how long an application server behind it may take
record StartProof(Optional<String> url, Duration timeout) {
  private static final int SERVER_ERROR = 500;
  private static final int HTTPS = 443;
  private static final Set<Integer> BACKEND = Set.of(502, 503, 504);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final int LOG_LINES = 20;
  private static final int LOOKS = 30;

  /// Looks at what a start has come to.
  ///
  /// @param outputs of the start, and of the wait after it
  /// @param fresh whether the process must be another one than before
  Answer of(Outputs outputs, Probe now, Apache before, boolean fresh) {
    Apache apache = before.again(now);
    String said = outputs.get(outputs.all().size() - 2).lastWords();
    if (!apache.isUp()) {
      return failed(now, apache, "Apache doesn't run after the start (it said: " + said + ")");
    }
    if (fresh && before.alive() && samePid(before.pid(), apache.pid())) {
      return failed(
          now, apache, "Apache is still the old process %d".formatted(apache.pid().orElse(0)));
    }
    return request(now, apache, now.ask(new Question.Clock()).plus(timeout));
  }

  private static boolean samePid(OptionalLong one, OptionalLong other) {
    return one.isPresent() && one.equals(other);
  }

  /// So long that a few dozen looks take all the time there is.
  private Step waitABit(Instant now) {
    Duration part = timeout.dividedBy(LOOKS);
    Duration pause = part.compareTo(PAUSE) > 0 ? part : PAUSE;
    return waiting("wait for the application server behind Apache", now, pause);
  }

  private static Step waiting(String title, Instant now, Duration pause) {
    return new Step.Wait(
        title, new Until.Reached(now.plus(pause)), PAUSE, pause.plus(PAUSE.multipliedBy(30)));
  }

  /// An application server behind Apache may need a while more than Apache to listen.
  ///
  /// @param end until when that is waited for
  private Answer request(Probe now, Apache apache, Instant end) {
    Optional<String> target = url.or(() -> plainUrl(apache));
    Finished done =
        Finished.changed("Apache runs (pid %d)".formatted(apache.pid().orElse(0)))
            .with("running", true)
            .with("pid", apache.pid().orElse(0));
    if (target.isEmpty()) {
      return done;
    }
    Pending<Instant> clock = now.later(new Question.Clock());
    HttpReply reply = now.ask(new Question.Http(HttpRequest.get(target.get())));
    if (!reply.answered()) {
      return Plan.changes(waiting("wait a moment for Apache to answer", clock.get(), PAUSE))
          .after((outputs, then) -> unanswered(then, apache, target.get(), reply));
    }
    if (url.isPresent() && BACKEND.contains(reply.status()) && clock.get().isBefore(end)) {
      return Plan.changes(waitABit(clock.get()))
          .after((outputs, then) -> request(then, apache, end));
    }
    if (reply.status() >= SERVER_ERROR) {
      String sentence = "%s answers with status %d".formatted(target.get(), reply.status());
      return url.isPresent() ? failed(now, apache, sentence) : done.warning(sentence);
    }
    return done;
  }

  /// It may have died since it was looked at.
  private static Finished unanswered(Probe now, Apache before, String target, HttpReply reply) {
    Apache apache = before.again(now);
    return failed(
        now,
        apache,
        "Apache %s %s: %s"
            .formatted(
                apache.isUp() ? "runs, but doesn't answer" : "ended before it answered",
                target,
                reply.trouble()));
  }

  private static Optional<String> plainUrl(Apache apache) {
    return apache.open().stream()
        .filter(each -> each.port() != HTTPS)
        .findFirst()
        .map(StartProof::url);
  }

  private static String url(Listening at) {
    String address = at.address().contains(":") ? "[" + at.address() + "]" : at.address();
    return "http://%s:%d/".formatted(address, at.port());
  }

  /// Shows the end of the log that was written to last: a virtual host's own says more of a site
  /// than the server's.
  private static Finished failed(Probe now, Apache apache, String sentence) {
    RemotePath program = RemotePath.of(apache.control().getFirst().toString());
    List<RemotePath> logs = new ArrayList<>(ErrorLogs.of(now, Optional.of(program)));
    apache.config().errorLog().filter(log -> !logs.contains(log)).ifPresent(logs::addFirst);
    List<Pending<FileStat>> stats =
        logs.stream().map(log -> now.later(new Question.Stat(log, true))).toList();
    Optional<RemotePath> newest =
        stats.stream()
            .map(Pending::get)
            .filter(FileStat::exists)
            .max(Comparator.comparing(FileStat::modified))
            .map(FileStat::path)
            .or(() -> apache.config().errorLog());
    String tail =
        newest.map(log -> now.look(Command.of("tail", "-n", LOG_LINES, log)).out()).orElse("");
    String message =
        tail.isEmpty()
            ? sentence
            : "%s\nthe end of %s:\n%s".formatted(sentence, newest.orElseThrow(), tail);
    return Finished.failed(message)
        .with("running", apache.alive())
        .with("error_log", newest.map(RemotePath::text).orElse(""));
  }
}
