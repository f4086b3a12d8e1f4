package dev.runner.execute.reach;

import dev.runner.event.RunEvent;
import dev.runner.execute.ahead.Foresight;
import dev.runner.execute.ahead.Knowledge;
import dev.runner.execute.ahead.Moment;
import dev.runner.execute.ahead.Mounts;
import dev.runner.transport.ConnectException;
import dev.runner.transport.HostSession;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/// The hosts that a run has to do with: one session for each way to one, kept for the whole run.
public final class OpenHosts implements AutoCloseable {

  /// What is open on the way to a host.
  public record Opened(Way way, ArrivingSession session, HostAccess access, HostRecord record) {}

  private final HostOpener opener;
  private final String run;
  private final String owner;
  private final boolean check;
  private final Consumer<RunEvent> events;
  private final Optional<Foresight> foresight;
  private final Map<Way, Opened> open = new ConcurrentHashMap<>();

  /// @param owner who runs this, and where: `ann@laptop`
  /// @param foresight what is known of hosts ahead of time, if anybody is to know
  public OpenHosts(
      HostOpener opener,
      String run,
      String owner,
      boolean check,
      Consumer<RunEvent> events,
      Optional<Foresight> foresight) {
    this.opener = opener;
    this.run = run;
    this.owner = owner;
    this.check = check;
    this.events = events;
    this.foresight = foresight;
  }

  /// The session on this way; it connects when it is first used.
  public Opened at(Way way) throws ConnectException {
    Opened known = open.get(way);
    if (known != null) {
      return known;
    }
    HostSession session = opener.session(way);
    HostRecord record = new HostRecord(session, run, owner);
    Optional<Knowledge> knowledge = foresight.map(each -> each.of(way.machine()));
    ArrivingSession arriving = new ArrivingSession(session, () -> arrive(way, record, knowledge));
    Opened opened = new Opened(way, arriving, opener.access(way, arriving, knowledge), record);
    Opened before = open.putIfAbsent(way, opened);
    if (before == null) {
      return opened;
    }
    opened.access().close();
    opened.session().close();
    return before;
  }

  /// The control machine itself may be at work for many runs at once: it takes no lock.
  private boolean locks(Way way) {
    return !check && !way.isLocal();
  }

  private void arrive(Way way, HostRecord record, Optional<Knowledge> knowledge)
      throws ConnectException {
    Optional<Moment> moment = knowledge.map(Knowledge::moment);
    HostRecord.Found found = record.arrive(locks(way), knowledge.isPresent());
    if (!found.mounts().isEmpty()) {
      Mounts mounts = Mounts.of(found.mounts());
      knowledge.ifPresent(each -> each.mounts(mounts, moment.orElseThrow()));
    }
    String host = way.target().name();
    if (found.taken().isPresent() && locks(way)) {
      HostRecord.Taken taken = found.taken().get();
      throw new ConnectException(
          ConnectException.Kind.BUSY,
          "another run is at work on this host: %s%s (run %s); wait until it is through, or stop it"
              .formatted(
                  taken.owner().isEmpty() ? "somebody" : taken.owner(),
                  since(taken.since()),
                  taken.run().isEmpty() ? "without a name" : taken.run()));
    }
    for (HostRecord.Left left : found.owed()) {
      if (!left.run().equals(run)) {
        events.accept(
            new RunEvent.Owed(
                host, left.key(), left.sentence(), left.remedy(), RunEvent.Owed.State.FOUND));
      }
    }
  }

  private static String since(Instant began) {
    if (began.equals(Instant.EPOCH)) {
      return "";
    }
    long seconds = Math.max(0, Duration.between(began, Instant.now()).toSeconds());
    String age =
        seconds < 120
            ? seconds + " s"
            : seconds < 7200 ? seconds / 60 + " min" : seconds / 3600 + " h";
    return ", since %s (%s ago)".formatted(began, age);
  }

  /// Gives the locks back and ends all sessions.
  @Override
  public void close() {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      open.values().forEach(opened -> threads.execute(() -> close(opened)));
    }
    open.clear();
  }

  private void close(Opened opened) {
    if (opened.session().isThere() && locks(opened.way())) {
      leave(opened);
    }
    opened.access().close();
    opened.session().close();
  }

  private static void leave(Opened opened) {
    try {
      opened.record().leave();
    } catch (ConnectException e) {
      // the lock falls with the shell that held it
    }
  }
}
