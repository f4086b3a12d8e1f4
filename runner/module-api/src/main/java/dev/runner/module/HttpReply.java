package dev.runner.module;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a server answered.
///
/// @param status 0 or less if no answer came
/// @param url after redirects
/// @param headers names in lower case; several of one name are joined by ", "
/// @param trouble why no answer came, a sentence; empty otherwise
public record HttpReply(
    int status,
    String url,
    Map<String, String> headers,
    Content body,
    Duration took,
    String trouble) {
  /// The name under which the headers hold the words beside the status, where the server sent some.
  public static final String REASON = ":reason";

  public HttpReply {
    headers = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(headers));
  }

  /// Whether any answer came.
  public boolean answered() {
    return status > 0;
  }
}
