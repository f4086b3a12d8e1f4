package dev.runner.execute.host;

import dev.runner.module.Content;
import dev.runner.module.HttpReply;
import dev.runner.module.HttpRequest;
import dev.runner.module.HttpRoute;
import dev.runner.transport.ConnectException;
import dev.runner.transport.HostSession;
import dev.runner.transport.Identity;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.channels.ByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Requests that the control machine makes through a connection of the host, which has no program
/// that could.
final class HttpByUs {
  /// How long a body may take that is saved, whatever the deadline of its request.
  static final Duration FOR_SAVING = Duration.ofMinutes(30);

  private final HostSession session;
  private final Identity who;
  private final Library library;

  HttpByUs(HostSession session, Identity who, Library library) {
    this.session = session;
    this.who = who;
    this.library = library;
  }

  HttpReply ask(HttpRequest request, Proxies proxies) throws ConnectException {
    URI url;
    try {
      url = URI.create(request.url());
    } catch (IllegalArgumentException e) {
      return Requests.none(request, "the URL can't be understood: " + e.getMessage());
    }
    Optional<String> lacking = lacking(request, url, proxies);
    if (lacking.isPresent()) {
      return Requests.none(
          request, "the host needs curl for this request, and has none: " + lacking.get());
    }
    try {
      return request.save().isPresent()
          ? saved(request, url)
          : asked(request, url, new HttpWire.Kept(request.limit()), () -> 0);
    } catch (ConnectException e) {
      throw e;
    } catch (IOException e) {
      return Requests.none(request, "what was answered can't be kept: " + e.getMessage());
    }
  }

  /// What we can't do in the host's place.
  private static Optional<String> lacking(HttpRequest request, URI url, Proxies proxies) {
    HttpRoute route = request.route();
    String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
    if ((!scheme.equals("http") && !scheme.equals("https")) || url.getHost() == null) {
      return Optional.of("the URL is no address of a server by http or https");
    } else if (route.socket().isPresent()) {
      return Optional.of("the server is at the Unix socket " + route.socket().get());
    } else if (route.certificate().isPresent() || route.key().isPresent()) {
      return Optional.of("it goes with a certificate whose key stays on the host");
    } else if (!route.ciphers().isEmpty()) {
      return Optional.of("its ciphers are named as OpenSSL names them");
    }
    return route.proxies()
        ? proxies.of(url).map(proxy -> "it goes through the proxy " + proxy)
        : Optional.empty();
  }

  private HttpReply saved(HttpRequest request, URI url) throws IOException {
    Path file = Files.createTempFile("runner-", "");
    try {
      HttpReply reply;
      try (OutputStream sink = Files.newOutputStream(file)) {
        reply = asked(request, url, new HttpWire.Handed(sink), () -> file.toFile().length());
      }
      if (!reply.answered() || Following.next(request, reply).isPresent()) {
        return reply;
      }
      Optional<String> because =
          new Putting(session, who, library).put(file, request.save().orElseThrow(), FOR_SAVING);
      return because.map(why -> Requests.none(request, why)).orElse(reply);
    } finally {
      Files.delete(file);
    }
  }

  /// @param size of what was kept so far
  private HttpReply asked(HttpRequest request, URI url, HttpWire.Body body, LongSupplier size)
      throws IOException {
    boolean secure = "https".equalsIgnoreCase(url.getScheme());
    Trust trust = secure ? trust(request) : Trust.NONE;
    AtomicReference<@Nullable ByteChannel> opened = new AtomicReference<>();
    AtomicBoolean over = new AtomicBoolean();
    CompletableFuture<HttpReply> reply = new CompletableFuture<>();
    Thread.ofVirtual()
        .name("http-by-us")
        .start(
            () -> {
              try (ByteChannel channel = session.forward(host(url), port(url))) {
                opened.set(channel);
                if (over.get()) {
                  return; // the host let it through when nobody waited any more
                }
                reply.complete(new HttpWire(request, url).exchange(channel, trust, body));
              } catch (IOException | RuntimeException e) {
                reply.completeExceptionally(e);
              }
            });
    try {
      return answer(request, reply, size);
    } catch (TimeoutException e) {
      return Requests.none(request, "no answer came within " + Waits.time(request.deadline()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Requests.none(request, "the run was interrupted before an answer came");
    } catch (ExecutionException e) {
      return failed(request, url, e.getCause());
    } finally {
      over.set(true);
      close(opened.get());
    }
  }

  /// Waits as long as the deadline says, and on while what was kept has grown in that time.
  private static HttpReply answer(
      HttpRequest request, CompletableFuture<HttpReply> reply, LongSupplier size)
      throws InterruptedException, ExecutionException, TimeoutException {
    while (true) {
      long before = size.getAsLong();
      try {
        return reply.get(request.deadline().toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        if (size.getAsLong() == before) {
          throw e;
        }
      }
    }
  }

  private static HttpReply failed(HttpRequest request, URI url, @Nullable Throwable cause)
      throws ConnectException {
    if (cause instanceof ConnectException lost && lost.kind() == ConnectException.Kind.LOST) {
      throw new ConnectException(lost.kind(), String.valueOf(lost.getMessage()), lost);
    }
    if (cause instanceof RuntimeException bug) {
      throw new IllegalStateException("a request to " + url.getHost() + " went wrong", bug);
    }
    String why = cause == null || cause.getMessage() == null ? "" + cause : cause.getMessage();
    return Requests.none(
        request,
        "%s:%d gave no answer: %s (asked through a connection of the host, which has no curl)"
            .formatted(url.getHost(), port(url), why));
  }

  private static void close(@Nullable ByteChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      // It ends with the connection to the host.
      return;
    }
  }

  /// The host's own authorities vouch for the server, as they would for curl.
  private Trust trust(HttpRequest request) throws ConnectException {
    if (!request.verify()) {
      return Trust.NONE;
    }
    String files =
        request
            .route()
            .authorities()
            .map(FileNames::word)
            .orElse(
                "/etc/ssl/certs/ca-certificates.crt /etc/pki/tls/certs/ca-bundle.crt"
                    + " /etc/ssl/ca-bundle.pem /etc/ssl/cert.pem");
    String text =
        "cd ~\nfor f in %s; do [ ! -r \"$f\" ] || { cat \"$f\"; break; }; done\n".formatted(files);
    Content pem =
        session.run(who, dev.runner.transport.Script.of(text), Duration.ofSeconds(30)).stdout();
    return Trust.of(pem, request.route().authorities());
  }

  /// The server of a URL.
  static String host(URI url) {
    String host = String.valueOf(url.getHost());
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  /// Its port.
  static int port(URI url) {
    boolean secure = "https".equalsIgnoreCase(url.getScheme());
    return url.getPort() >= 0 ? url.getPort() : secure ? 443 : 80;
  }
}
