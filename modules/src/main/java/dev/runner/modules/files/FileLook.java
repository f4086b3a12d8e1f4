package dev.runner.modules.files;

import dev.runner.module.Account;
import dev.runner.module.Answer;
import dev.runner.module.Attributes;
import dev.runner.module.Command;
import dev.runner.module.Content;
import dev.runner.module.FileStat;
import dev.runner.module.Finished;
import dev.runner.module.Output;
import dev.runner.module.Pending;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a host says of the path of a `file` task, and the plans for its simpler states.
final class FileLook {
  private final File task;
  private final Probe host;
  private final Pending<FileStat> there;
  private final Pending<FileStat> link;
  private final Optional<Pending<List<FileStat>>> below;
  private final Ownership ownership;
  private final Optional<Pending<Instant>> clock;
  private final Optional<Pending<Account>> self;
  private final Optional<Pending<Output>> zone;

  FileLook(File task, Probe host, Pending<FileStat> there, Pending<FileStat> link) {
    this.task = task;
    this.host = host;
    this.there = there;
    this.link = link;
    this.below =
        task.recurse()
            ? Optional.of(host.later(new Question.Listing(task.path(), 0)))
            : Optional.empty();
    this.ownership = Ownership.ask(host, task.permissions().wanted());
    boolean timed = times().stream().anyMatch(time -> !time.equals("preserve"));
    boolean written = times().stream().anyMatch(Times::isWritten);
    this.clock = timed ? Optional.of(host.later(new Question.Clock())) : Optional.empty();
    this.self = timed ? Optional.of(host.later(new Question.Self())) : Optional.empty();
    this.zone = written ? Optional.of(host.lookLater(Command.of("date", "+%z"))) : Optional.empty();
  }

  private List<String> times() {
    return List.of(time(task.accessTime()), time(task.modificationTime()));
  }

  /// Only a touch moves times unasked.
  private String time(Optional<String> asked) {
    boolean touch = task.state().filter(state -> state == File.State.TOUCH).isPresent();
    return asked.orElse(touch ? "now" : "preserve");
  }

  File task() {
    return task;
  }

  Probe host() {
    return host;
  }

  RemotePath path() {
    return task.path();
  }

  /// What is there, links followed.
  FileStat there() {
    return there.get();
  }

  /// What is there, a link itself if it is one.
  FileStat link() {
    return link.get();
  }

  /// All that is below the path, if the task is about that too.
  Optional<Pending<List<FileStat>>> below() {
    return below;
  }

  Optional<Plan> obstacle() {
    return ownership.obstacle();
  }

  /// Owner, group, mode and times that are asked for.
  Attributes wanted() {
    Attributes basic = task.permissions().wanted();
    if (clock.isEmpty()) {
      return basic;
    }
    Instant now = clock.get().get();
    return new Attributes(
        basic.owner(),
        basic.group(),
        basic.mode(),
        Times.read("access_time", time(task.accessTime()), task.accessTimeFormat(), now, offset()),
        Times.read(
            "modification_time",
            time(task.modificationTime()),
            task.modificationTimeFormat(),
            now,
            offset()));
  }

  private ZoneOffset offset() {
    try {
      return zone.map(look -> ZoneOffset.of(look.get().out())).orElse(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      return ZoneOffset.UTC;
    }
  }

  /// @param seen whether the user may look there
  Plan absent(boolean seen) {
    if (!seen) {
      return nothing()
          .warning("Insufficient permissions to access %s. Treating as absent.".formatted(path()));
    }
    if (!link().exists()) {
      return nothing();
    }
    return Plan.changes(new Step.Delete("remove " + path(), path()))
        .predicting("path", path().text())
        .predicting("state", "absent");
  }

  private Plan.Unchanged nothing() {
    return Plan.unchanged("nothing is at " + path())
        .with("path", path().text())
        .with("state", "absent");
  }

  Plan file() {
    FileStat now = task.follow() ? there() : link();
    if (!now.exists()) {
      return Plan.refuse(
              "file (%s) is absent, cannot continue".formatted(path()),
              "Use state: touch to make it, or copy to give it content.")
          .with("path", path().text())
          .with("state", "absent");
    }
    if (now.isDirectory() || now.isLink()) {
      String is = FileValues.state(now);
      return Plan.refuse(
              "file (%s) is %s, cannot continue".formatted(path(), is),
              "Use state: %s.".formatted(is))
          .with("path", path().text())
          .with("state", is);
    }
    return obstacle().orElseGet(() -> attributes(now, List.of()));
  }

  Plan touch() {
    FileStat now = task.follow() ? there() : link();
    if (now.exists()) {
      return obstacle().orElseGet(() -> attributes(now, List.of()));
    }
    return obstacle()
        .orElseGet(
            () ->
                Plan.changes(
                        Step.write(
                            "make " + path(), path(), Optional.empty(), Content.of(""), wanted()))
                    .predicting("dest", path().text())
                    .after((outputs, next) -> verified(next)));
  }

  /// What of these attributes a file has not.
  Attributes missing(Attributes wanted, FileStat there) {
    return Ownership.missing(ownership.asShown(wanted, there), there);
  }

  /// What isn't as wanted. A link itself has no mode that could be set.
  Attributes missing(FileStat now) {
    Attributes wanted = wanted();
    Attributes missing = missing(now.isLink() ? ofLink(wanted) : wanted, now);
    return new Attributes(
        missing.owner(),
        missing.group(),
        missing.mode(),
        moving(task.accessTime()) ? wanted.accessed() : missing.accessed(),
        moving(task.modificationTime()) ? wanted.modified() : missing.modified());
  }

  /// Whether a time is set to the present, which is always another.
  private boolean moving(Optional<String> asked) {
    return Times.isNow(time(asked));
  }

  /// What a link itself can have of these: it has no mode of its own.
  Attributes ofLink(Attributes wanted) {
    return new Attributes(
        wanted.owner(), wanted.group(), Optional.empty(), wanted.accessed(), wanted.modified());
  }

  /// The plan that takes these steps and sets what isn't as wanted.
  Plan attributes(FileStat now, List<Step> before) {
    Attributes missing = missing(now);
    List<Step> steps = new ArrayList<>(before);
    if (onlyWriter(now, missing)) {
      missing = Attributes.of(missing.owner(), missing.group(), missing.mode());
      steps.add(Step.run("touch " + path(), Command.of("touch", "-c", "--", path())));
    }
    if (!missing.isEmpty()) {
      steps.add(attribute(now, missing));
    }
    return steps.isEmpty()
        ? Plan.unchanged("%s is so already".formatted(path()))
            .withAll(named())
            .withAll(FileValues.of(link()))
        : Plan.changes(steps).predictingAll(named()).after((outputs, next) -> verified(next));
  }

  /// Whether both times are set to the present by a user who doesn't own the file: who may write to
  /// it may do that, but name no time.
  private boolean onlyWriter(FileStat now, Attributes missing) {
    return self.map(Pending::get)
        .filter(user -> user.uid() != 0 && user.uid() != now.uid())
        .filter(user -> missing.accessed().isPresent() && missing.modified().isPresent())
        .filter(user -> !now.isLink())
        .filter(user -> moving(task.accessTime()) && moving(task.modificationTime()))
        .isPresent();
  }

  Step attribute(FileStat now, Attributes missing) {
    return new Step.Attribute(
        "set %s of %s".formatted(Ownership.phrase(missing), now.path()),
        now.path(),
        Ownership.now(now, missing),
        missing,
        task.follow());
  }

  /// The path under the names that go with what is asked for: touched files and links have a
  /// destination, a link a source too.
  private Map<String, Object> named() {
    if (task.state().filter(File.State.TOUCH::equals).isPresent()) {
      return Map.of("dest", path().text());
    }
    return link()
        .target()
        .filter(target -> task.state().map(File.State.LINK::equals).orElse(link().isLink()))
        .map(target -> Map.<String, Object>of("dest", path().text(), "src", target))
        .orElse(Map.of("path", path().text()));
  }

  Answer verified(Probe next) {
    return Finished.changed("").withAll(named()).withAll(FileValues.of(next.lstat(path())));
  }
}
