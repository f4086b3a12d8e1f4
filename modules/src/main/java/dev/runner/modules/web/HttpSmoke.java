package dev.runner.modules.web;

import dev.runner.module.BadParameter;
import dev.runner.module.Describe;
import dev.runner.module.HttpReply;
import dev.runner.module.HttpRequest;
import dev.runner.module.HttpRoute;
import dev.runner.module.Param;
import dev.runner.module.Pending;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import dev.runner.module.TaskModule;
import dev.runner.module.Until;
import dev.runner.values.Text;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Looks at the most important pages of a site.
@Describe(
    summary = "Check that pages of a site answer as they should.",
    description =
        """
        All pages are asked for at once, by the host, and all that is wrong is reported together.
        With a `deadline`, pages that aren't right yet are asked for again and again until it has
        passed. The task is skipped in check mode; `check_mode: false` asks all the same.
        """,
    since = "0.1",
    inTurn = true,
    example =
        """
        - name: look whether the site works
          http_smoke:
            base: https://site.example.org
            deadline: 30
            checks:
              - url: /
                contains: Welcome
                absent: [Traceback, Server Error]
              - url: /admin/
                status: 302
              - url: /search/?q=all
                timeout: 5
        """,
    returns = {
      @Describe.Returned(
          name = "results",
          value = "For each page: url, status, elapsed (seconds) and faults, a list of phrases."),
      @Describe.Returned(name = "failed_urls", value = "URLs of the pages that aren't right."),
      @Describe.Returned(name = "elapsed", value = "Seconds until the pages were right.")
    })
public record HttpSmoke(
    @Param("The pages, each a mapping of url and how it has to be.") List<HttpCheck> checks,
    @Param(value = "What the URLs begin with, unless they are whole.", byDefault = "") String base,
    @Param("Headers of all requests.") Map<String, Text> headers,
    @Param(value = "The longest time to wait for one page.", byDefault = "30") Duration timeout,
    @Param(value = "How long pages may be wrong before the task fails.", byDefault = "0")
        Duration deadline,
    @Param(
            value = "Time between two looks; longer if the deadline would allow for over 30.",
            byDefault = "2")
        Duration interval,
    @Param(value = "Whether redirects are followed, where none is wanted.", byDefault = "true")
        boolean followRedirects,
    @Param(value = "Whether the server's certificate is checked.", byDefault = "true")
        boolean validateCerts,
    @Param("Unix socket on the host that the server listens at.") Optional<RemotePath> unixSocket)
    implements TaskModule {
  private static final int MOST_REDIRECTS = 10;
  private static final int MOST_LOOKS = 30;

  public HttpSmoke {
    checks = List.copyOf(checks);
    headers = new LinkedHashMap<>(headers);
    if (checks.isEmpty()) {
      throw new BadParameter("checks", "name at least one page to check");
    }
    for (HttpCheck check : checks) {
      Optional<URI> url = Urls.parse(whole(base, check.url()));
      if (url.filter(it -> it.isAbsolute() && !Urls.host(it).isEmpty()).isEmpty()) {
        throw new BadParameter(
            "checks",
            "'%s' is no URL of the web: name it whole, or give base".formatted(check.url()));
      }
    }
  }

  @Override
  public boolean foreseeable() {
    return false;
  }

  @Override
  public Plan plan(Probe host) {
    Pending<Instant> clock = host.later(new Question.Clock());
    List<Pending<HttpReply>> replies = ask(host);
    return judge(replies, clock.get(), clock.get());
  }

  private static String whole(String base, String url) {
    return url.matches("[a-zA-Z][a-zA-Z0-9+.-]*://.*") ? url : base + url;
  }

  private List<Pending<HttpReply>> ask(Probe host) {
    return checks.stream().map(check -> host.later(new Question.Http(request(check)))).toList();
  }

  private HttpRequest request(HttpCheck check) {
    return HttpRequest.get(Urls.parse(whole(base, check.url())).orElseThrow().toString())
        .with(headers)
        .following(check.follows(followRedirects) ? MOST_REDIRECTS : 0)
        .verifying(check.validateCerts().orElse(validateCerts))
        .within(check.timeout().orElse(timeout))
        .by(
            new HttpRoute(
                Optional.empty(), Optional.empty(), Optional.empty(), List.of(), unixSocket, true));
  }

  private Plan judge(List<Pending<HttpReply>> replies, Instant start, Instant now) {
    List<Map<String, Object>> results = new ArrayList<>();
    List<String> wrong = new ArrayList<>();
    List<String> urls = new ArrayList<>();
    for (int i = 0; i < checks.size(); i++) {
      HttpReply reply = replies.get(i).get();
      List<String> faults = checks.get(i).faults(reply);
      results.add(result(checks.get(i), reply, faults));
      if (!faults.isEmpty()) {
        urls.add(whole(base, checks.get(i).url()));
        wrong.add(whole(base, checks.get(i).url()) + " " + String.join(", ", faults));
      }
    }
    Duration passed = Duration.between(start, now);
    if (wrong.isEmpty()) {
      return Plan.unchanged(
              checks.size() == 1
                  ? "the page is right"
                  : "all %d pages are right".formatted(checks.size()))
          .with("results", results)
          .with("failed_urls", List.of())
          .with("elapsed", passed.toSeconds());
    }
    return passed.compareTo(deadline) < 0
        ? again(start, now, wrong)
        : Plan.refuse(sentence(wrong), "look at the server's error log")
            .with("results", results)
            .with("failed_urls", urls)
            .with("elapsed", passed.toSeconds());
  }

  private Plan again(Instant start, Instant now, List<String> wrong) {
    Duration share = deadline.dividedBy(MOST_LOOKS);
    Duration pause = share.compareTo(interval) > 0 ? share : interval;
    Instant end = start.plus(deadline);
    Instant next = now.plus(pause).isBefore(end) ? now.plus(pause) : end;
    return Plan.await(
            "pages to be right: " + sentence(wrong),
            new Until.Reached(next),
            Duration.between(now, next),
            deadline.plusMinutes(1))
        .then(
            host -> {
              Pending<Instant> clock = host.later(new Question.Clock());
              List<Pending<HttpReply>> replies = ask(host);
              return judge(replies, start, clock.get());
            });
  }

  private String sentence(List<String> wrong) {
    return "%d of %d pages %s right: %s"
        .formatted(
            wrong.size(),
            checks.size(),
            wrong.size() == 1 ? "isn't" : "aren't",
            String.join("; ", wrong));
  }

  private Map<String, Object> result(HttpCheck check, HttpReply reply, List<String> faults) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("url", whole(base, check.url()));
    result.put("status", reply.answered() ? (long) reply.status() : -1L);
    result.put("elapsed", reply.took().toMillis() / 1000.0);
    result.put("faults", faults);
    return result;
  }
}
