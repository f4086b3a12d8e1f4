package dev.runner.execute.host;

import dev.runner.module.HttpReply;
import dev.runner.module.HttpRequest;
import dev.runner.values.Text;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// Where a request goes on after a redirect (RFC 9110, section 15.4), as curl does it too.
final class Following {
  private static final Set<Integer> STATUSES = Set.of(301, 302, 303, 307, 308);
  private static final Set<String> OF_ORIGIN = Set.of("authorization", "cookie");

  private Following() {}

  /// The request that follows, if the answer is a redirect to somewhere by HTTP.
  static Optional<HttpRequest> next(HttpRequest request, HttpReply reply) {
    String location = reply.headers().getOrDefault("location", "");
    if (!STATUSES.contains(reply.status()) || location.isEmpty()) {
      return Optional.empty();
    }
    URI from = URI.create(request.url());
    URI to;
    try {
      to = from.resolve(location);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    boolean known =
        "http".equalsIgnoreCase(to.getScheme()) || "https".equalsIgnoreCase(to.getScheme());
    return known ? Optional.of(moved(request, from, to, reply.status())) : Optional.empty();
  }

  private static HttpRequest moved(HttpRequest request, URI from, URI to, int status) {
    boolean turns = status == 303 || (status < 303 && request.method().equalsIgnoreCase("POST"));
    boolean toGet = turns && !request.method().equalsIgnoreCase("HEAD");
    Map<String, Text> headers = new LinkedHashMap<>(request.headers());
    headers
        .keySet()
        .removeIf(
            name -> {
              String lower = name.toLowerCase(Locale.ROOT);
              return (toGet && lower.startsWith("content-"))
                  || (OF_ORIGIN.contains(lower) && !sameOrigin(from, to));
            });
    return new HttpRequest(
        toGet ? "GET" : request.method(),
        to.toString(),
        headers,
        toGet ? Optional.empty() : request.body(),
        0,
        request.verify(),
        request.deadline(),
        request.limit(),
        request.save(),
        request.route());
  }

  private static boolean sameOrigin(URI from, URI to) {
    return Objects.equals(from.getScheme(), to.getScheme())
        && Objects.equals(from.getHost(), to.getHost())
        && from.getPort() == to.getPort();
  }
}
