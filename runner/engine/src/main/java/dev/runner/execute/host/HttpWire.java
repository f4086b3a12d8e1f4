package dev.runner.execute.host;

import dev.runner.module.Content;
import dev.runner.module.HttpReply;
import dev.runner.module.HttpRequest;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.channels.ByteChannel;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// One request by HTTP/1.1 (RFC 9112) over a connection that is there.
final class HttpWire {
  private static final int LONGEST_HEAD = 256 << 10;

  private final HttpRequest request;
  private final URI url;

  HttpWire(HttpRequest request, URI url) {
    this.request = request;
    this.url = url;
  }

  /// Where the body of an answer goes.
  sealed interface Body {
    /// Takes a piece.
    ///
    /// @return whether more is wanted
    boolean take(byte[] buffer, int length) throws IOException;
  }

  /// Kept in memory up to a limit.
  record Kept(long limit, ByteArrayOutputStream bytes) implements Body {
    Kept(long limit) {
      this(limit, new ByteArrayOutputStream());
    }

    @Override
    public boolean take(byte[] buffer, int length) {
      bytes.write(buffer, 0, (int) Math.min(length, limit - bytes.size()));
      return bytes.size() < limit;
    }
  }

  /// Handed on.
  record Handed(OutputStream sink) implements Body {
    @Override
    public boolean take(byte[] buffer, int length) throws IOException {
      sink.write(buffer, 0, length);
      return true;
    }
  }

  HttpReply exchange(ByteChannel channel, Trust trust, Body body) throws IOException {
    long began = System.nanoTime();
    boolean secure = "https".equalsIgnoreCase(url.getScheme());
    InputStream plainIn = Channels.newInputStream(channel);
    OutputStream plainOut = Channels.newOutputStream(channel);
    try (TunnelSocket tunnel = new TunnelSocket(plainIn, plainOut)) {
      var socket = secure ? trust.secured(tunnel, url) : tunnel;
      send(socket.getOutputStream());
      InputStream in = new BufferedInputStream(socket.getInputStream());
      String head = head(in);
      while (head.matches("(?s)HTTP/\\S+ 1\\d\\d.*")) {
        head = head(in);
      }
      int status = status(head);
      Map<String, String> headers = HttpHeads.last(head);
      if (!request.method().equalsIgnoreCase("HEAD") && status != 204 && status != 304) {
        read(in, headers, body);
      }
      Content content =
          body instanceof Kept kept ? Content.of(kept.bytes().toByteArray()) : Content.of("");
      Duration took = Duration.ofNanos(System.nanoTime() - began);
      return new HttpReply(status, request.url(), headers, content, took, "");
    }
  }

  private void send(OutputStream out) throws IOException {
    StringBuilder head = new StringBuilder();
    String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
    String method = request.method().toUpperCase(Locale.ROOT);
    line(head, method + " " + path + query + " HTTP/1.1");
    header(head, "Host", url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort()));
    header(head, "Accept", "*/*");
    if (url.getUserInfo() != null) {
      byte[] user = url.getUserInfo().getBytes(StandardCharsets.UTF_8);
      header(head, "Authorization", "Basic " + Base64.getEncoder().encodeToString(user));
    }
    request.headers().forEach((name, value) -> line(head, name + ": " + value.value()));
    byte[] body = request.body().map(Content::bytes).orElse(new byte[0]);
    if (request.body().isPresent() || Set.of("POST", "PUT", "PATCH").contains(method)) {
      header(head, "Content-Length", Integer.toString(body.length));
    }
    header(head, "Connection", "close");
    head.append("\r\n");
    out.write(head.toString().getBytes(StandardCharsets.UTF_8));
    out.write(body);
    out.flush();
  }

  /// One that the request doesn't have itself.
  private void header(StringBuilder head, String name, String value) {
    if (request.headers().keySet().stream().noneMatch(name::equalsIgnoreCase)) {
      line(head, name + ": " + value);
    }
  }

  /// A line end in a header would begin another one.
  private static void line(StringBuilder head, String line) {
    head.append(line.replaceAll("[\r\n]", " ")).append("\r\n");
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      head.append(line).append('\n');
      if (head.length() > LONGEST_HEAD) {
        throw new IOException("the head of the answer is too long");
      }
    }
    return head.toString();
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("the connection ended before an answer had come");
      }
      if (line.length() > LONGEST_HEAD) {
        throw new IOException("a line of the answer is too long");
      }
      line.append((char) c);
    }
    return line.toString().stripTrailing();
  }

  private static int status(String head) throws IOException {
    String[] words = head.split("\\s", 3);
    if (words.length < 2 || !words[0].startsWith("HTTP/") || !words[1].matches("\\d{3}")) {
      throw new IOException("what came isn't HTTP: " + head.lines().findFirst().orElse(""));
    }
    return Integer.parseInt(words[1]);
  }

  private static void read(InputStream in, Map<String, String> headers, Body body)
      throws IOException {
    String length = headers.getOrDefault("content-length", "");
    if (headers
        .getOrDefault("transfer-encoding", "")
        .toLowerCase(Locale.ROOT)
        .endsWith("chunked")) {
      boolean more = true;
      for (long size = chunk(in); size > 0 && more; size = more ? chunk(in) : 0) {
        more = copy(in, size, body);
        if (more) {
          line(in);
        }
      }
    } else if (length.matches("\\d{1,18}")) {
      copy(in, Long.parseLong(length), body);
    } else {
      copy(in, -1, body);
    }
  }

  private static long chunk(InputStream in) throws IOException {
    String size = line(in).replaceFirst(";.*", "").strip();
    try {
      return Long.parseLong(size, 16);
    } catch (NumberFormatException e) {
      throw new IOException("the answer's chunks can't be read", e);
    }
  }

  /// @param length negative: up to the end
  /// @return whether more is wanted
  private static boolean copy(InputStream in, long length, Body body) throws IOException {
    byte[] buffer = new byte[32 << 10];
    long left = length;
    boolean more = true;
    while (left != 0 && more) {
      int wanted = left < 0 ? buffer.length : (int) Math.min(buffer.length, left);
      int n = in.read(buffer, 0, wanted);
      if (n < 0 && left < 0) {
        return true;
      } else if (n < 0) {
        throw new EOFException("the answer was cut off");
      }
      more = body.take(buffer, n);
      left = left < 0 ? left : left - n;
    }
    return more;
  }
}
