package dev.runner.modules.site;

import dev.runner.module.Account;
import dev.runner.module.Answer;
import dev.runner.module.Attributes;
import dev.runner.module.BadParameter;
import dev.runner.module.Content;
import dev.runner.module.Describe;
import dev.runner.module.FileMode;
import dev.runner.module.FileStat;
import dev.runner.module.Finished;
import dev.runner.module.Obligation;
import dev.runner.module.Param;
import dev.runner.module.Pending;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import dev.runner.module.Rendered;
import dev.runner.module.Step;
import dev.runner.module.TaskModule;
import dev.runner.module.Until;
import dev.runner.modules.files.Steward;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// Puts a message about maintenance on a site and takes it down again: a file that the site's
/// templates include. It is never deleted, but put back into its inactive form.
@Describe(
    summary = "Put a message about maintenance on a site, wait for its time, take it down.",
    description =
        """
        The message comes from a template of the control machine, or from a line of an example file
        on the host. In either, `@begins@` stands for the time. A message whose time lies ahead is
        kept as it is. While it is up, taking it down is owed. Django keeps templates in memory
        unless DEBUG is set: there `url` tells whether users see the message, and `reload` has the
        site read its templates again.
        """,
    since = "0.1",
    example =
        """
        - name: tell the users
          maintenance_banner:
            path: /srv/site/templates/notice.html
            template: notice.html.mustache
            zone: Europe/Berlin
            lead: 10m
        """,
    returns = {
      @Describe.Returned(name = "begins", value = "The instant that the message names, in UTC."),
      @Describe.Returned(name = "shown", value = "The time as the message shows it."),
      @Describe.Returned(name = "up", value = "Whether the message is up.")
    })
public record MaintenanceBanner(
    @Param("File that the site's templates include.") RemotePath path,
    @Param(value = "What the message is to be.", byDefault = "present") BannerState state,
    @Param("Template of the message on the control machine.") Optional<Rendered> template,
    @Param("Example file on the host: the inactive form, and where the message's line stands.")
        Optional<RemotePath> example,
    @Param("Regular expression that finds the message's line in the example.")
        Optional<String> line,
    @Param("The line as it is to read, instead of the example's.") Optional<String> message,
    @Param(value = "The inactive form, where there is no example.", byDefault = "") String inactive,
    @Param(value = "How long before its beginning the message goes up.", byDefault = "5m")
        Duration lead,
    @Param(value = "Time zone of the site.", byDefault = "UTC") String zone,
    @Param(value = "How the site writes a time, as strftime does.", byDefault = "%Y-%m-%d %H:%M")
        String timeFormat,
    @Param("URL of a page that must show the message while it is up, and not any more afterwards.")
        Optional<String> url,
    @Param("Text that the page shows; the time if left out.") Optional<String> shows,
    @Param(
            "Command of a shell that makes a site which keeps its templates in memory read them"
                + " again; it is run where the page doesn't show the message, or shows it still.")
        Optional<String> reload,
    @Param(
            value =
                "Whether the message stays up when the run is over; otherwise it is taken down on"
                    + " every way out, unless the run did so itself.",
            byDefault = "false")
        boolean stays)
    implements TaskModule {
  /// Users were told a time to the second, and the site needn't be away for longer than it must.
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  public MaintenanceBanner {
    BannerTime.of(zone, timeFormat);
    if (line.isPresent()) {
      try {
        Pattern.compile(line.get());
      } catch (PatternSyntaxException e) {
        throw new BadParameter("line", "no regular expression: " + e.getDescription());
      }
    }
    if (state == BannerState.PRESENT && template.isEmpty() && message.isEmpty() && line.isEmpty()) {
      throw new BadParameter(
          "template", "give a `template`, or an `example` with the `line` or the `message`");
    }
  }

  /// What the host has.
  private record Seen(
      FileStat file, String text, String inactive, FileStat folder, Account self, Instant now) {

    boolean isUp() {
      return file.exists()
          && !new TemplateText(text).shown().equals(new TemplateText(inactive).shown())
          && !new TemplateText(text).shown().isEmpty();
    }
  }

  @Override
  public Plan plan(Probe host) {
    return planned(host).withRemedy();
  }

  private Plan planned(Probe host) {
    Pending<FileStat> file = host.later(new Question.Stat(path, true));
    Pending<Optional<Content>> text = host.later(new Question.Read(path, Probe.READ_LIMIT));
    Pending<FileStat> folder = host.later(new Question.Stat(path.parent(), true));
    Pending<Account> self = host.later(new Question.Self());
    Pending<Instant> now = host.later(new Question.Clock());
    Optional<Pending<Optional<Content>>> twin =
        example.map(other -> host.later(new Question.Read(other, Probe.READ_LIMIT)));
    if (twin.isPresent() && twin.get().get().isEmpty()) {
      return Plan.refuse("there is no example " + example.get(), "look at the path");
    }
    if (!folder.get().exists()) {
      return Plan.refuse("there is no directory " + path.parent(), "look at the path");
    }
    String idle = twin.map(found -> found.get().orElseThrow().lenientText()).orElse(inactive);
    Seen seen =
        new Seen(
            file.get(),
            text.get().map(Content::lenientText).orElse(""),
            idle,
            folder.get(),
            self.get(),
            now.get());
    return switch (state) {
      case PRESENT -> present(seen);
      case BEGUN -> begun(seen);
      case ABSENT -> absent(seen);
    };
  }

  private BannerTime time() {
    return BannerTime.of(zone, timeFormat);
  }

  private Optional<Instant> begins(Seen seen) {
    return seen.isUp()
        ? time().find(new TemplateText(seen.text()).shown(), seen.file().modified())
        : Optional.empty();
  }

  private String key() {
    return "banner:" + path;
  }

  private Plan present(Seen seen) {
    Optional<Instant> ahead = begins(seen).filter(begins -> begins.isAfter(seen.now()));
    if (ahead.isPresent()) {
      return Plan.unchanged("the message is up: " + time().write(ahead.get()))
          .with("begins", ahead.get().toString())
          .with("shown", time().write(ahead.get()))
          .with("up", true);
    }
    BannerText text = new BannerText(template, line, message, seen.inactive(), time(), timeFormat);
    Instant begins = text.beginning(seen.now().plus(lead));
    Optional<String> active = text.active(time().write(begins));
    if (active.isEmpty()) {
      return Plan.refuse(
          "no line of %s matches %s".formatted(path, line.orElse("")),
          "look at the example, and at `line`");
    }
    String shown = time().write(begins);
    if (!new TemplateText(active.get()).shown().contains(shown)) {
      return Plan.refuse(
          "the message would not name its time as %s, such as %s".formatted(timeFormat, shown),
          "write @begins@ where the time belongs (`template`, `message`), or set `time_format`");
    }
    Plan.Changes plan =
        Plan.changes(
                Step.write(
                    "put up the message: " + shown,
                    path,
                    before(seen),
                    Content.of(active.get()),
                    attributes(seen)))
            .after((outputs, now) -> verify(now, seen, active.get(), shown))
            .predicting("begins", begins.toString())
            .predicting("shown", shown)
            .predicting("up", true);
    return stays ? plan : plan.owing(owed(active.get(), seen));
  }

  private Obligation owed(String active, Seen seen) {
    return new Obligation(
        key(),
        "the message of maintenance is up",
        "put %s back into its inactive form".formatted(path),
        page().after(takeDown(active, seen)));
  }

  private BannerPage page() {
    return new BannerPage(url, shows, reload);
  }

  private static Optional<Content> before(Seen seen) {
    return seen.file().exists() ? Optional.of(Content.of(seen.text())) : Optional.empty();
  }

  private Step takeDown(String active, Seen seen) {
    return Step.write(
        "take down the message",
        path,
        Optional.of(Content.of(active)),
        Content.of(seen.inactive()),
        Attributes.NONE);
  }

  /// A new file is the tree's, as far as the task's user can give it away.
  private static Attributes attributes(Seen seen) {
    if (seen.file().exists()) {
      return Attributes.NONE;
    }
    FileMode mode = FileMode.of(0666 & ~Steward.umask(seen.folder().mode()).bits());
    return seen.self().uid() == 0
        ? Attributes.of(
            Optional.of(seen.folder().owner()),
            Optional.of(seen.folder().group()),
            Optional.of(mode))
        : Attributes.ofMode(mode);
  }

  private Answer verify(Probe now, Seen seen, String active, String shown) {
    Finished done = Finished.changed("the message is up: " + shown);
    return page().shown(now, shown, done, why -> putBack(seen, active, why));
  }

  private Answer putBack(Seen seen, String active, String why) {
    Content old = Content.of(seen.file().exists() ? seen.text() : seen.inactive());
    Step back =
        Step.write(
            "put the old file back", path, Optional.of(Content.of(active)), old, Attributes.NONE);
    return Plan.changes(page().after(back))
        .after(
            (outputs, then) ->
                Finished.failed(why + "; the file is as before")
                    .changedWhen(false)
                    .with("up", false))
        .settling(key());
  }

  private Plan begun(Seen seen) {
    Optional<Instant> begins = begins(seen);
    if (!seen.isUp()) {
      return Plan.refuse("no message is up in " + path, "put it up first (state: present)");
    }
    if (begins.isEmpty()) {
      return Plan.refuse(
          "the message in %s names no time as %s".formatted(path, timeFormat),
          "look at `time_format`");
    }
    if (!begins.get().isAfter(seen.now())) {
      return Plan.unchanged("the maintenance has begun: " + time().write(begins.get()))
          .with("begins", begins.get().toString())
          .with("up", true);
    }
    Duration left = Duration.between(seen.now(), begins.get());
    return Plan.await(
        "the maintenance to begin at %s (in %s)"
            .formatted(time().write(begins.get()), FileAbsentGuard.worded(left)),
        new Until.Reached(begins.get()),
        LOOK_EVERY,
        left.plusMinutes(2));
  }

  private Plan absent(Seen seen) {
    if (!seen.isUp()) {
      return Plan.unchanged(seen.file().exists() ? "no message is up" : path + " isn't there")
          .with("up", false)
          .settling(key());
    }
    Optional<String> shown = begins(seen).map(time()::write);
    return Plan.changes(takeDown(seen.text(), seen))
        .after((outputs, now) -> page().gone(now, shown))
        .predicting("up", false)
        .settling(key());
  }
}
