package dev.runner.execute.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.runner.execute.reach.HostAccess;
import dev.runner.execute.reach.HostAccess.Applied;
import dev.runner.module.Attributes;
import dev.runner.module.Content;
import dev.runner.module.HttpReply;
import dev.runner.module.HttpRequest;
import dev.runner.module.HttpRoute;
import dev.runner.module.Question;
import dev.runner.module.RemotePath;
import dev.runner.module.Step;
import dev.runner.transport.Identity;
import dev.runner.values.Marks;
import dev.runner.values.Text;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The same requests by each program that a host may have for them, and by none.
class HttpRivalsTest {
  private static final Identity LOGIN = new Identity.Login();

  @TempDir Path home;
  private HttpServer server;

  /// Who makes the requests. Needs GNU's wget (Debian's package of that name).
  private enum By {
    CURL(Shells.DASH),
    WGET(Shells.BASH, "curl"),
    BUSYBOX(Shells.BUSYBOX, "curl"),
    US(Shells.DASH, "curl", "wget"),
    US_FOR_BUSYBOX(Shells.BUSYBOX, "curl", "wget");

    private final Shells shell;
    private final String[] without;

    By(Shells shell, String... without) {
      this.shell = shell;
      this.without = without;
    }
  }

  private RemoteAccess access(By by) throws IOException {
    return new RemoteAccess(by.shell.without(home, by.without), "here", Duration.ofSeconds(30));
  }

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", HttpRivalsTest::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  /// Says what it was asked; redirects from /to to /end; /long comes in chunks.
  static void answer(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    String said =
        "%s %s %s|"
            .formatted(
                exchange.getRequestMethod(),
                exchange.getRequestURI(),
                exchange.getRequestHeaders().getOrDefault("X-key", List.of()));
    byte[] answer =
        (said + new String(body, StandardCharsets.ISO_8859_1))
            .getBytes(StandardCharsets.ISO_8859_1);
    exchange.getResponseHeaders().add("X-Two", "1");
    exchange.getResponseHeaders().add("X-Two", "2");
    boolean head = exchange.getRequestMethod().equals("HEAD");
    switch (exchange.getRequestURI().getPath()) {
      case "/to" -> {
        exchange.getResponseHeaders().add("Location", "/end?x=1");
        exchange.sendResponseHeaders(302, -1);
      }
      case "/round" -> {
        exchange.getResponseHeaders().add("Location", "/round");
        exchange.sendResponseHeaders(302, -1);
      }
      case "/long" -> {
        exchange.sendResponseHeaders(200, 0);
        for (int i = 0; i < 5000; i++) {
          exchange.getResponseBody().write("0123456789".getBytes(StandardCharsets.US_ASCII));
        }
      }
      case "/none" -> exchange.sendResponseHeaders(204, -1);
      default -> {
        int status = exchange.getRequestURI().getPath().equals("/no") ? 404 : 200;
        exchange.sendResponseHeaders(status, head ? -1 : answer.length);
        if (!head) {
          exchange.getResponseBody().write(answer);
        }
      }
    }
    exchange.close();
  }

  private String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  private static HttpReply ask(RemoteAccess access, HttpRequest request) {
    return access.ask(LOGIN, List.of(), Map.of(), false).probe().ask(new Question.Http(request));
  }

  private static Text plain(String text) {
    return Text.of(text, Marks.NONE);
  }

  private static HttpRequest request(
      String method, String url, Map<String, Text> headers, Optional<Content> body) {
    return new HttpRequest(
        method,
        url,
        headers,
        body,
        0,
        true,
        Duration.ofSeconds(20),
        1 << 20,
        Optional.empty(),
        HttpRoute.USUAL);
  }

  private static HttpRequest with(
      HttpRequest request, boolean verify, Optional<RemotePath> save, HttpRoute route) {
    return new HttpRequest(
        request.method(),
        request.url(),
        request.headers(),
        request.body(),
        request.redirects(),
        verify,
        request.deadline(),
        request.limit(),
        save,
        route);
  }

  @ParameterizedTest
  @EnumSource
  void answersAlike(By by) throws IOException {
    RemoteAccess access = access(by);
    HttpReply got = ask(access, HttpRequest.get(url("/a?b=c&d='e'")));
    assertEquals("", got.trouble());
    assertEquals(200, got.status());
    assertEquals("GET /a?b=c&d='e' []|", got.body().lenientText());
    assertEquals("1, 2", got.headers().get("x-two"));
    HttpReply moved = ask(access, HttpRequest.get(url("/to")));
    assertEquals("GET /end?x=1 []|", moved.body().lenientText());
    assertEquals(url("/end?x=1"), moved.url());
    HttpReply still = ask(access, request("GET", url("/to"), Map.of(), Optional.empty()));
    assertEquals(302, still.status());
    assertEquals("/end?x=1", still.headers().get("location"));
    HttpReply no = ask(access, request("GET", url("/no"), Map.of(), Optional.empty()));
    assertEquals(404, no.status());
    assertEquals("GET /no []|", no.body().lenientText());
    assertEquals(
        204, ask(access, request("DELETE", url("/none"), Map.of(), Optional.empty())).status());
    HttpReply head = ask(access, request("HEAD", url("/"), Map.of(), Optional.empty()));
    assertEquals(200, head.status());
    assertEquals("1, 2", head.headers().get("x-two"));
    assertEquals(Content.of(""), head.body());
    assertEquals(50_000, ask(access, HttpRequest.get(url("/long"))).body().size());
    assertFalse(ask(access, HttpRequest.get(url("/round"))).answered());
  }

  @ParameterizedTest
  @EnumSource
  void sendsBodiesAndHeadersAlike(By by) throws IOException {
    RemoteAccess access = access(by);
    String json = " {\"a\": \"b's \\n\"}\n";
    Map<String, Text> headers =
        Map.of("X-Key", plain("se\"cr'\\et"), "Content-Type", plain("application/json"));
    assertEquals(
        "PUT / [se\"cr'\\et]|" + json,
        ask(access, request("PUT", url("/"), headers, Optional.of(Content.of(json))))
            .body()
            .lenientText());
    assertEquals(
        "GET / [se\"cr'\\et]|",
        ask(access, request("GET", url("/"), headers, Optional.empty())).body().lenientText());
    Content binary = Content.of(new byte[] {0, 'x', '\'', '\n', -1}).asSecret();
    Map<String, Text> secret = Map.of("X-Key", Text.of("hush", Marks.NONE.asSecret()));
    assertEquals(
        "POST / [hush]|\0x'\n\u00FF",
        new String(
            ask(access, request("POST", url("/"), secret, Optional.of(binary))).body().bytes(),
            StandardCharsets.ISO_8859_1));
  }

  @ParameterizedTest
  @EnumSource
  void keepsBodiesOnTheHostAndGoesOn(By by) throws Exception {
    HttpRequest get = HttpRequest.get(url("/to"));
    Applied applied =
        access(by)
            .apply(
                LOGIN,
                List.of(
                    new Step.Http(
                        "save",
                        with(get, true, Optional.of(RemotePath.of("~/saved")), HttpRoute.USUAL)),
                    Step.write(
                        "next",
                        RemotePath.of("~/next"),
                        Optional.empty(),
                        Content.of("x"),
                        Attributes.NONE),
                    new Step.Http("none", HttpRequest.get("http://127.0.0.1:1/"))),
                Map.of(),
                HostAccess.Watching.NOBODY,
                Duration.ofSeconds(30));
    assertEquals(Optional.of(2), applied.failed(), applied.because());
    assertEquals(200, applied.outputs().reply(0).status());
    assertEquals("GET /end?x=1 []|", Files.readString(home.resolve("saved")));
    assertTrue(Files.exists(home.resolve("next")));
    assertTrue(applied.because().matches("(?s).*([Cc]onnect|refused).*"), applied.because());
    try (var all = Files.list(home)) {
      assertEquals(2, all.count());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"CURL", "WGET", "US", "US_FOR_BUSYBOX"})
  void looksAtCertificates(By by) throws Exception {
    HttpsServer secure =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    secure.setHttpsConfigurator(new HttpsConfigurator(certified()));
    secure.createContext("/", HttpRivalsTest::answer);
    secure.start();
    try {
      String url = "https://localhost:" + secure.getAddress().getPort() + "/s";
      RemoteAccess access = access(by);
      HttpReply unknown = ask(access, HttpRequest.get(url));
      assertFalse(unknown.answered());
      assertTrue(unknown.trouble().matches("(?s).*([Cc]ertif|PKIX).*"), unknown.trouble());
      HttpRequest get = HttpRequest.get(url);
      assertEquals(
          "GET /s []|",
          ask(access, with(get, false, Optional.empty(), HttpRoute.USUAL)).body().lenientText());
      HttpRoute known =
          new HttpRoute(
              Optional.of(RemotePath.of("~/it's.pem")),
              Optional.empty(),
              Optional.empty(),
              List.of(),
              Optional.empty(),
              true);
      HttpReply reply = ask(access, with(get, true, Optional.empty(), known));
      assertEquals("", reply.trouble());
      assertEquals("GET /s []|", reply.body().lenientText());
      HttpRequest elsewhere = HttpRequest.get(url.replace("localhost", "127.0.0.1"));
      assertFalse(ask(access, with(elsewhere, true, Optional.empty(), known)).answered());
    } finally {
      secure.stop(0);
    }
  }

  /// A certificate for `localhost` that vouches for itself.
  private SSLContext certified() throws Exception {
    Path store = home.resolve("store");
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    run(
        keytool.toString(),
        "-genkeypair",
        "-alias",
        "x",
        "-keyalg",
        "EC",
        "-dname",
        "CN=localhost",
        "-ext",
        "san=dns:localhost",
        "-ext",
        "bc=ca:true",
        "-keystore",
        store.toString(),
        "-storepass",
        "secret",
        "-validity",
        "30");
    run(
        keytool.toString(),
        "-exportcert",
        "-rfc",
        "-alias",
        "x",
        "-keystore",
        store.toString(),
        "-storepass",
        "secret",
        "-file",
        home.resolve("it's.pem").toString());
    KeyStore keys = KeyStore.getInstance(store.toFile(), "secret".toCharArray());
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(keys, "secret".toCharArray());
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(factory.getKeyManagers(), null, null);
    return tls;
  }

  private static void run(String... words) throws Exception {
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
  }

  @Test
  void saysWhatItTakesWhereNobodyCan() throws IOException {
    HttpRoute socket =
        new HttpRoute(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.of(RemotePath.of("/run/x.sock")),
            true);
    RemoteAccess access = access(By.US);
    assertEquals(
        "the host needs curl for this request, and has none: the server is at the Unix socket"
            + " /run/x.sock",
        ask(access, with(HttpRequest.get(url("/")), true, Optional.empty(), socket)).trouble());
    HttpReply proxied =
        access
            .ask(LOGIN, List.of(), Map.of("http_proxy", plain("http://p:3128")), false)
            .probe()
            .ask(new Question.Http(HttpRequest.get(url("/"))));
    assertTrue(proxied.trouble().endsWith("the proxy http://p:3128"), proxied.trouble());
    for (String name : List.of("all_proxy", "ALL_PROXY")) {
      HttpReply all =
          access
              .ask(LOGIN, List.of(), Map.of(name, plain("http://q:3128")), false)
              .probe()
              .ask(new Question.Http(HttpRequest.get(url("/"))));
      assertTrue(all.trouble().endsWith("the proxy http://q:3128"), all.trouble());
    }
    HttpReply excepted =
        access
            .ask(
                LOGIN,
                List.of(),
                Map.of("http_proxy", plain("http://p:3128"), "no_proxy", plain("x, 127.0.0.1")),
                false)
            .probe()
            .ask(new Question.Http(HttpRequest.get(url("/"))));
    assertEquals(200, excepted.status());
  }

  @Test
  void stopsAServerThatSaysNothing() throws IOException {
    try (var silent = new java.net.ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      HttpRequest get =
          HttpRequest.get("http://127.0.0.1:" + silent.getLocalPort())
              .within(Duration.ofMillis(300));
      assertEquals("no answer came within 300 ms", ask(access(By.US), get).trouble());
    }
  }
}
