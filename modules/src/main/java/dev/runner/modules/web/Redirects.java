package dev.runner.modules.web;

import dev.runner.module.Content;
import dev.runner.module.HttpReply;
import dev.runner.module.HttpRequest;
import dev.runner.values.Text;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Where a request goes on after a redirect (RFC 9110, section 15.4).
///
/// @param unredirected names of headers that only the first request has
record Redirects(Follow follow, List<String> unredirected) {
  private static final Set<Integer> STATUSES = Set.of(301, 302, 303, 307, 308);
  private static final Set<String> OF_BODY =
      Set.of("content-type", "content-length", "content-transfer-encoding");
  private static final Set<String> OF_ORIGIN = Set.of("authorization", "cookie");

  /// The request that follows, if the answer is a redirect that is to be followed.
  Optional<HttpRequest> next(HttpRequest request, HttpReply reply) {
    String location = reply.headers().getOrDefault("location", "");
    if (!STATUSES.contains(reply.status()) || location.isEmpty() || !follows(request, reply)) {
      return Optional.empty();
    }
    URI from = URI.create(request.url());
    return Urls.parse(Urls.resolve(from, location))
        .filter(to -> "http".equals(to.getScheme()) || "https".equals(to.getScheme()))
        .map(to -> moved(request, from, to, method(request.method(), reply.status())));
  }

  private boolean follows(HttpRequest request, HttpReply reply) {
    return switch (follow) {
      case ALL, YES -> true;
      case NO, NONE -> false;
      case SAFE -> isSafe(request.method());
      case URLLIB2 ->
          isSafe(request.method()) || (request.method().equals("POST") && reply.status() < 304);
    };
  }

  private static boolean isSafe(String method) {
    return method.equals("GET") || method.equals("HEAD");
  }

  private static String method(String method, int status) {
    boolean turnsToGet =
        !method.equals("HEAD")
            && (status == 303 || status == 302 || (status == 301 && method.equals("POST")));
    return turnsToGet ? "GET" : method;
  }

  private HttpRequest moved(HttpRequest request, URI from, URI to, String method) {
    boolean sameBody = method.equals(request.method());
    Map<String, Text> headers = new LinkedHashMap<>(request.headers());
    headers.keySet().removeIf(name -> dropped(name, sameBody, sameOrigin(from, to)));
    return new HttpRequest(
        method,
        to.toString(),
        headers,
        sameBody ? request.body() : Optional.<Content>empty(),
        0,
        request.verify(),
        request.deadline(),
        request.limit(),
        request.save(),
        request.route());
  }

  private boolean dropped(String name, boolean sameBody, boolean sameOrigin) {
    String lower = name.toLowerCase(Locale.ROOT);
    return unredirected.stream().anyMatch(each -> each.toLowerCase(Locale.ROOT).equals(lower))
        || (!sameBody && OF_BODY.contains(lower))
        || (!sameOrigin && OF_ORIGIN.contains(lower));
  }

  private static boolean sameOrigin(URI one, URI other) {
    return origin(one).equals(origin(other));
  }

  private static String origin(URI url) {
    int port = url.getPort() >= 0 ? url.getPort() : "https".equals(url.getScheme()) ? 443 : 80;
    return (url.getScheme() + "://" + Urls.host(url) + ":" + port).toLowerCase(Locale.ROOT);
  }
}
