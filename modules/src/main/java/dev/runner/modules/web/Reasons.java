package dev.runner.modules.web;

import dev.runner.module.HttpReply;
import java.util.Map;
import java.util.regex.Pattern;

/// What status codes mean in words (IANA's registry of HTTP status codes, RFC 9110 and others).
final class Reasons {
  private static final Map<Integer, String> WORDS =
      Map.ofEntries(
          Map.entry(200, "OK"),
          Map.entry(201, "Created"),
          Map.entry(202, "Accepted"),
          Map.entry(203, "Non-Authoritative Information"),
          Map.entry(204, "No Content"),
          Map.entry(205, "Reset Content"),
          Map.entry(206, "Partial Content"),
          Map.entry(300, "Multiple Choices"),
          Map.entry(301, "Moved Permanently"),
          Map.entry(302, "Found"),
          Map.entry(303, "See Other"),
          Map.entry(304, "Not Modified"),
          Map.entry(307, "Temporary Redirect"),
          Map.entry(308, "Permanent Redirect"),
          Map.entry(400, "Bad Request"),
          Map.entry(401, "Unauthorized"),
          Map.entry(402, "Payment Required"),
          Map.entry(403, "Forbidden"),
          Map.entry(404, "Not Found"),
          Map.entry(405, "Method Not Allowed"),
          Map.entry(406, "Not Acceptable"),
          Map.entry(407, "Proxy Authentication Required"),
          Map.entry(408, "Request Timeout"),
          Map.entry(409, "Conflict"),
          Map.entry(410, "Gone"),
          Map.entry(411, "Length Required"),
          Map.entry(412, "Precondition Failed"),
          Map.entry(413, "Content Too Large"),
          Map.entry(414, "URI Too Long"),
          Map.entry(415, "Unsupported Media Type"),
          Map.entry(416, "Range Not Satisfiable"),
          Map.entry(417, "Expectation Failed"),
          Map.entry(421, "Misdirected Request"),
          Map.entry(422, "Unprocessable Content"),
          Map.entry(423, "Locked"),
          Map.entry(425, "Too Early"),
          Map.entry(426, "Upgrade Required"),
          Map.entry(428, "Precondition Required"),
          Map.entry(429, "Too Many Requests"),
          Map.entry(431, "Request Header Fields Too Large"),
          Map.entry(451, "Unavailable For Legal Reasons"),
          Map.entry(500, "Internal Server Error"),
          Map.entry(501, "Not Implemented"),
          Map.entry(502, "Bad Gateway"),
          Map.entry(503, "Service Unavailable"),
          Map.entry(504, "Gateway Timeout"),
          Map.entry(505, "HTTP Version Not Supported"));

  private static final Pattern UNTRUSTED =
      Pattern.compile("(?is).*(certificate|SSL: no alternative).*");
  private static final Pattern BROKEN =
      Pattern.compile(
          "(?is).*(setting certificate file|could not load|alert certificate required).*");
  private static final Pattern LATE = Pattern.compile("(?is).*(timed out|too slow).*");
  private static final Pattern CUT_OFF =
      Pattern.compile("(?is).*(transfer closed|bytes remaining|ended early).*");

  private Reasons() {}

  /// A status that isn't what was hoped for, in the server's own words if it has some.
  static String error(HttpReply reply) {
    return "HTTP Error %d: %s"
        .formatted(
            reply.status(), reply.headers().getOrDefault(HttpReply.REASON, of(reply.status())));
  }

  /// Why no answer came, in words that begin with the kind of trouble.
  ///
  /// @param trouble in the words of who asked
  static String of(String trouble) {
    if (LATE.matcher(trouble).matches()) {
      return "Connection failure: timed out: " + trouble;
    } else if (BROKEN.matcher(trouble).matches()) {
      return "Connection failure: " + trouble;
    }
    String kind =
        UNTRUSTED.matcher(trouble).matches()
            ? "Failed to validate the SSL certificate: certificate verify failed"
            : CUT_OFF.matcher(trouble).matches() ? "Incomplete read" : "Request failed";
    return kind + ": " + trouble;
  }

  /// Whether an answer began and didn't come to its end.
  static boolean isCutOff(HttpReply reply) {
    return !reply.answered() && CUT_OFF.matcher(reply.trouble()).matches();
  }

  /// The words for a status; "status 299" for one that nobody registered.
  static String of(int status) {
    return WORDS.getOrDefault(status, "status " + status);
  }
}
