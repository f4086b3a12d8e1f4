package dev.runner.module;

import dev.runner.values.Text;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

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
  /// A path made of a URL has one slash only.
  private static final Pattern LOGIN = Pattern.compile("(:/{1,2})[^/@\\s]+@");

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

  /// The same with these headers.
  public HttpRequest with(Map<String, Text> others) {
    return new HttpRequest(
        method, url, others, body, redirects, verify, deadline, limit, save, route);
  }

  /// The same, following up to so many redirects.
  public HttpRequest following(int most) {
    return new HttpRequest(method, url, headers, body, most, verify, deadline, limit, save, route);
  }

  /// The same; whether the certificate is checked.
  public HttpRequest verifying(boolean wanted) {
    return new HttpRequest(
        method, url, headers, body, redirects, wanted, deadline, limit, save, route);
  }

  /// The same, taking up to so many bytes.
  public HttpRequest taking(long most) {
    return new HttpRequest(
        method, url, headers, body, redirects, verify, deadline, most, save, route);
  }

  /// The same, its body kept in this file of the host.
  public HttpRequest into(RemotePath file) {
    return new HttpRequest(
        method, url, headers, body, redirects, verify, deadline, limit, Optional.of(file), route);
  }

  /// The same by this route.
  public HttpRequest by(HttpRoute other) {
    return new HttpRequest(
        method, url, headers, body, redirects, verify, deadline, limit, save, other);
  }

  /// A URL, or text that holds one, without the logins in it, to be shown.
  public static String shown(String text) {
    return LOGIN.matcher(text).replaceAll("$1");
  }
}
