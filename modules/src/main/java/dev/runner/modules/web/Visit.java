package dev.runner.modules.web;

import dev.runner.module.Answer;
import dev.runner.module.HttpReply;
import dev.runner.module.HttpRequest;
import dev.runner.module.Plan;
import dev.runner.module.Probe;
import dev.runner.module.Question;
import dev.runner.module.Step;
import dev.runner.values.Marks;
import dev.runner.values.Text;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A request on its way, through redirects and a login, to the answer that counts. Methods that
/// change nothing are questions, all others steps.
///
/// @param first the URL that was asked for
/// @param request the next one
/// @param hops redirects so far
/// @param shown whether the login was shown already
/// @param applied whether any step was applied
/// @param took how long all answers so far took
record Visit(
    Route route,
    String first,
    HttpRequest request,
    int hops,
    boolean shown,
    boolean applied,
    Cookies cookies,
    Duration took) {
  private static final int MOST_HOPS = 10;
  private static final Set<String> QUESTIONS = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

  /// What doesn't change on the way.
  ///
  /// @param logins finds a login when a server wants one
  /// @param end what follows the answer that counts
  /// @param steps whether all requests are steps, since they leave something on the host
  record Route(Redirects redirects, Logins logins, End end, boolean steps) {}

  /// Finds who to say that one is.
  @FunctionalInterface
  interface Logins {
    Optional<Login> find(Probe host, String url);
  }

  /// What follows the answer that counts.
  @FunctionalInterface
  interface End {
    Answer look(Visit visit, HttpReply reply, Probe now);
  }

  static Visit start(Route route, HttpRequest request) {
    return new Visit(route, request.url(), request, 0, false, false, Cookies.NONE, Duration.ZERO);
  }

  /// Whether the answer came from elsewhere than was asked for.
  boolean redirected() {
    return hops > 0;
  }

  /// Goes on to the end, or to the next step.
  Answer go(Probe host) {
    HttpRequest next = withCookies();
    if (QUESTIONS.contains(next.method()) && !route.steps()) {
      return received(host.ask(new Question.Http(next)), host, applied);
    }
    Step step = new Step.Http("%s %s".formatted(next.method(), next.url()), next);
    return Plan.changes(step)
        .predicting("url", next.url())
        .predicting("status", -1L)
        .after((outputs, now) -> received(outputs.reply(0), now, true));
  }

  private HttpRequest withCookies() {
    boolean own =
        request.headers().keySet().stream().anyMatch(name -> name.equalsIgnoreCase("cookie"));
    String mine = cookies.text(host());
    return mine.isEmpty() || own ? request : with(request, "Cookie", Text.of(mine, Marks.NONE));
  }

  private String host() {
    return Urls.parse(request.url()).map(Urls::host).orElse("");
  }

  private Answer received(HttpReply reply, Probe host, boolean stepped) {
    Cookies more = cookies.and(host(), reply.headers().getOrDefault("set-cookie", ""));
    Visit here =
        new Visit(route, first, request, hops, shown, stepped, more, took.plus(reply.took()));
    Optional<HttpRequest> moved =
        hops < MOST_HOPS ? route.redirects().next(request, reply) : Optional.empty();
    if (moved.isPresent()) {
      return here.to(moved.get(), hops + 1, shown).go(host);
    }
    Optional<HttpRequest> again = shown ? Optional.empty() : here.loggedIn(reply, host);
    return again.isPresent()
        ? here.to(again.get(), hops, true).go(host)
        : route.end().look(here, reply, host);
  }

  private Visit to(HttpRequest next, int jumps, boolean known) {
    return new Visit(route, first, next, jumps, known, applied, cookies, took);
  }

  private Optional<HttpRequest> loggedIn(HttpReply reply, Probe host) {
    if (reply.status() != 401) {
      return Optional.empty();
    }
    return route
        .logins()
        .find(host, request.url())
        .flatMap(login -> login.answer(reply, request.method(), request.url()))
        .map(header -> with(request, "Authorization", header));
  }

  /// The same request with another header.
  static HttpRequest with(HttpRequest request, String name, Text value) {
    Map<String, Text> headers = new LinkedHashMap<>(request.headers());
    headers.keySet().removeIf(name::equalsIgnoreCase);
    headers.put(name, value);
    return request.with(headers);
  }
}
