package dev.runner.modules.django;

import dev.runner.module.BadParameter;
import dev.runner.module.Command;
import dev.runner.module.Describe;
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
        Looks in this order and stops where it finds one: Sentry's web API where `sentry_url` is
        given, the table of an old Sentry in the site's own database, the error logs that Apache
        names, the newest traceback last. Changes nothing.
        """,
    since = "0.1",
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
      @Describe.Returned(name = "tail", value = "The last lines of the newest log.")
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
    Optional<Map<String, Object>> found = api(host, warnings).or(() -> table(host, warnings));
    Map<String, Object> values = found.orElseGet(() -> log(host, warnings));
    boolean any = Boolean.TRUE.equals(values.get("found"));
    Plan.Learned plan =
        Plan.learned(
                any
                    ? "%s (%s)".formatted(values.get("error"), values.get("when"))
                    : "no error was found")
            .withAll(values);
    for (String warning : warnings) {
      plan = plan.warning(warning);
    }
    return plan;
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

  private Optional<Map<String, Object>> table(Probe host, List<String> warnings) {
    if (!(ManagePy.find(host, site) instanceof ManagePy.Found.Ready ready)) {
      warnings.add("the site's database wasn't asked: manage.py, or a Python for it, wasn't found");
      return Optional.empty();
    }
    Output output = host.look(ready.manage().looks("sentry"));
    Optional<SiteReport> report = SiteReport.in(output);
    if (report.isEmpty()) {
      warnings.add("manage.py can't be run: " + output.lastWords());
    }
    return report
        .flatMap(said -> said.part("sentry"))
        .map(
            row -> {
              String traceback = row.text("traceback");
              String error =
                  row.text("message").isEmpty() ? lastLine(traceback) : row.text("message");
              return values(
                  "sentry_table", row.text("datetime"), error, traceback, row.text("url"));
            });
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

  private Map<String, Object> log(Probe host, List<String> warnings) {
    List<RemotePath> logs = ErrorLogs.of(host, apachectl);
    List<Pending<Output>> tails =
        logs.stream()
            .map(log -> host.lookLater(Command.of("tail", "-n", lines, log.text())))
            .toList();
    Map<String, Object> best = new LinkedHashMap<>();
    best.put("found", false);
    List<String> tail = List.of();
    for (int i = 0; i < logs.size(); i++) {
      Output output = tails.get(i).get();
      if (!output.ok()) {
        warnings.add("%s can't be read: %s".formatted(logs.get(i), output.lastWords()));
        continue;
      }
      Optional<Tracebacks.Traceback> last = Tracebacks.last(output.lines());
      // A virtual host's own log comes after the server's, and says more of the site.
      if (last.isPresent()) {
        best.putAll(values("log", last.get().when(), last.get().error(), last.get().text(), ""));
        best.put("log", logs.get(i).text());
      }
      tail = last.isPresent() || tail.isEmpty() ? output.lines() : tail;
    }
    best.put("logs", logs.stream().map(RemotePath::text).toList());
    best.put("tail", tail.subList(Math.max(0, tail.size() - SHOWN), tail.size()));
    return best;
  }
}
