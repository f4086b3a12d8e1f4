package dev.runner.module;

import dev.runner.values.Text;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// An HTTP request that a host makes.
///
/// @param body what is sent
/// @param redirects how many are followed; 0 for none
/// @param deadline for the whole answer; where its body is saved, for the server to go on
/// @param verify whether the certificate is checked
/// @param limit how many bytes of the answer are read at most
/// @param save where the host keeps the body, instead of answering with it
/// @param route how the host reaches the server
public record HttpRequest(
    String method,
    String url,
    Map<String, Text> headers,
    Optional<Content> body,
    int redirects,
    boolean verify,
    Duration deadline,
    long limit,
    Optional<RemotePath> save,
    HttpRoute route) {
  public HttpRequest {
    headers = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(headers));
  }

  /// A GET request that follows up to ten redirects and takes up to 30 seconds and 16 MiB.
  public static HttpRequest get(String url) {
    return new HttpRequest(
        "GET",
        url,
        Map.of(),
        Optional.empty(),
        10,
        true,
        Duration.ofSeconds(30),
        16L << 20,
        Optional.empty(),
        HttpRoute.USUAL);
  }

  /// The same, answered within this time.
  public HttpRequest within(Duration time) {
    return new HttpRequest(method, url, headers, body, redirects, verify, time, limit, save, route);
  }
}
