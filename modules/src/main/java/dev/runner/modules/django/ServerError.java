package dev.runner.modules.django;

import dev.runner.module.BadParameter;
import dev.runner.module.Command;
import dev.runner.module.Describe;
import dev.runner.module.FileStat;
import dev.runner.module.HttpReply;
import dev.runner.module.HttpRequest;
import dev.runner.module.Output;
import dev.runner.module.Param;
import dev.runner.module.Pending;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import dev.runner.module.Spread;
import dev.runner.module.TaskModule;
import dev.runner.modules.apache.ErrorLogs;
import dev.runner.values.Secret;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds the newest error of a Django site: in Sentry, or at the end of the log that Apache names.
@Describe(
    summary = "Find the newest error of a Django site, with its traceback.",
    description =
        """
        Where `sentry_url` is given and Sentry's web API knows an error, it is that one. Otherwise
        the newer one of two: the last row of an old Sentry's table in the site's own database, and
        the last traceback in the error logs that Apache names. Changes nothing.
        """,
    since = "0.1",
    inTurn = true,
    roundTrips = 7,
    example =
        """
        - name: what went wrong last
          server_error:
            directory: /srv/site
          register: error
        """,
    returns = {
      @Describe.Returned(name = "found", value = "Whether there is an error."),
      @Describe.Returned(name = "source", value = "Where it was found: sentry, sentry_table, log."),
      @Describe.Returned(name = "when", value = "When it happened, as the source says it."),
      @Describe.Returned(name = "error", value = "The exception and its message."),
      @Describe.Returned(name = "traceback", value = "The whole traceback."),
      @Describe.Returned(name = "url", value = "The page that failed, where Sentry knows it."),
      @Describe.Returned(name = "logs", value = "The error logs that were looked at."),
      @Describe.Returned(name = "tail", value = "The last lines of the log that was written last."),
      @Describe.Returned(name = "tail_log", value = "That log.")
    })
public record ServerError(
    @Spread DjangoSite site,
    @Param("Program that controls Apache; searched for if left out.")
        Optional<RemotePath> apachectl,
    @Param(value = "How many lines at the end of each log are looked at.", byDefault = "2000")
        int lines,
    @Param("Address of a current Sentry, such as https://sentry.example.org.")
        Optional<String> sentryUrl,
    @Param("Its organization.") Optional<String> sentryOrganization,
    @Param("Its project.") Optional<String> sentryProject,
    @Param("Token of its web API.") Optional<Secret> sentryToken)
    implements TaskModule {

  private static final int SHOWN = 20;

  public ServerError {
    if (lines < 1) {
      throw new BadParameter("lines", "look at one line at least");
    }
    if (sentryUrl.isPresent()
        && (sentryOrganization.isEmpty() || sentryProject.isEmpty() || sentryToken.isEmpty())) {
      throw new BadParameter(
          "sentry_url",
          "Sentry's web API needs sentry_organization, sentry_project and sentry_token");
    }
  }

  @Override
  public Plan plan(Probe host) {
    List<String> warnings = new ArrayList<>();
    Map<String, Object> values = api(host, warnings).orElseGet(() -> newer(host, warnings));
    boolean any = Boolean.TRUE.equals(values.get("found"));
    return Plan.learned(
            any
                ? "%s (%s)".formatted(values.get("error"), values.get("when"))
                : "no error was found")
        .withAll(values)
        .warnings(warnings);
  }

  private Optional<Map<String, Object>> api(Probe host, List<String> warnings) {
    if (sentryUrl.isEmpty()) {
      return Optional.empty();
    }
    String url =
        "%s/api/0/projects/%s/%s/events/?full=true"
            .formatted(
                sentryUrl.get().replaceAll("/+$", ""),
                sentryOrganization.orElseThrow(),
                sentryProject.orElseThrow());
    HttpRequest usual = HttpRequest.get(url);
    HttpReply reply =
        host.ask(
            new Question.Http(
                new HttpRequest(
                    usual.method(),
                    usual.url(),
                    Map.of(
                        "Authorization",
                        sentryToken.orElseThrow().text(token -> "Bearer " + token)),
                    usual.body(),
                    usual.redirects(),
                    usual.verify(),
                    usual.deadline(),
                    usual.limit(),
                    usual.save(),
                    usual.route())));
    if (reply.status() != 200) {
      warnings.add(
          "Sentry wasn't asked: "
              + (reply.answered() ? "it answered with status " + reply.status() : reply.trouble()));
      return Optional.empty();
    }
    return SentryEvents.newest(reply.body().lenientText());
  }

  /// An error, and when it happened.
  private record Found(Map<String, Object> values, Instant at) {}

  private Map<String, Object> newer(Probe host, List<String> warnings) {
    Optional<SiteReport> report = table(host, warnings);
    ZoneOffset zone =
        ZoneOffset.ofTotalSeconds((int) (long) report.map(said -> said.whole("offset")).orElse(0L));
    Optional<Found> row = report.flatMap(said -> said.part("sentry")).map(ServerError::row);
    Found log = log(host, warnings, zone);
    boolean logged = Boolean.TRUE.equals(log.values().get("found"));
    return row.filter(found -> !logged || !found.at().isBefore(log.at()))
        .map(Found::values)
        .orElse(log.values());
  }

  private Optional<SiteReport> table(Probe host, List<String> warnings) {
    if (!(ManagePy.find(host, site) instanceof ManagePy.Found.Ready ready)) {
      warnings.add("the site's database wasn't asked: manage.py, or a Python for it, wasn't found");
      return Optional.empty();
    }
    Output output = host.look(ready.manage().looks("sentry"));
    Optional<SiteReport> report = SiteReport.in(output);
    if (report.isEmpty()) {
      warnings.add("manage.py can't be run: " + output.lastWords());
    }
    return report;
  }

  private static Found row(SiteReport row) {
    String traceback = row.text("traceback");
    String error = row.text("message").isEmpty() ? lastLine(traceback) : row.text("message");
    return new Found(
        values("sentry_table", row.text("datetime"), error, traceback, row.text("url")),
        Instant.ofEpochSecond(row.whole("epoch")));
  }

  private static String lastLine(String text) {
    return text.isEmpty() ? "" : text.strip().lines().toList().getLast();
  }

  static Map<String, Object> values(
      String source, String when, String error, String traceback, String url) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("found", true);
    values.put("source", source);
    values.put("when", when);
    values.put("error", error);
    values.put("traceback", traceback);
    values.put("url", url);
    return values;
  }

  private Found log(Probe host, List<String> warnings, ZoneOffset site) {
    Pending<Output> zone = host.lookLater(Command.of("date", "+%z"));
    List<RemotePath> logs = ErrorLogs.of(host, apachectl);
    List<Pending<FileStat>> stats =
        logs.stream().map(log -> host.later(new Question.Stat(log, true))).toList();
    List<Pending<Output>> tails =
        logs.stream()
            .map(log -> host.lookLater(Command.of("tail", "-n", lines, log.text())))
            .toList();
    Map<String, Object> best = new LinkedHashMap<>();
    best.put("found", false);
    List<String> tail = List.of();
    Instant at = Instant.EPOCH;
    Instant newest = Instant.MIN;
    for (int i = 0; i < logs.size(); i++) {
      int number = i;
      Output output = tails.get(i).get();
      if (!output.ok()) {
        warnings.add("%s can't be read: %s".formatted(logs.get(i), output.lastWords()));
        continue;
      }
      Optional<Tracebacks.Traceback> last = Tracebacks.last(output.lines());
      Instant written =
          last.map(
                  each ->
                      LoggedTime.of(
                          each.when(),
                          offset(zone.get()),
                          site,
                          stats.get(number).get().modified()))
              .orElse(Instant.EPOCH);
      // A virtual host's own log comes after the server's, and says more of the site.
      if (last.isPresent() && !written.isBefore(at)) {
        at = written;
        best.putAll(values("log", last.get().when(), last.get().error(), last.get().text(), ""));
        best.put("log", logs.get(i).text());
      }
      Instant modified = stats.get(number).get().modified();
      if (!output.lines().isEmpty() && !modified.isBefore(newest)) {
        newest = modified;
        tail = output.lines();
        best.put("tail_log", logs.get(i).text());
      }
    }
    best.put("logs", logs.stream().map(RemotePath::text).toList());
    best.put("tail", tail.subList(Math.max(0, tail.size() - SHOWN), tail.size()));
    return new Found(best, at);
  }

  private static ZoneOffset offset(Output zone) {
    return zone.out().matches("[+-]\\d{4}") ? ZoneOffset.of(zone.out()) : ZoneOffset.UTC;
  }
}
