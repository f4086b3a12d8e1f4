package dev.runner.execute.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.runner.execute.reach.HostAccess;
import dev.runner.execute.reach.HostAccess.Applied;
import dev.runner.module.Content;
import dev.runner.module.HttpReply;
import dev.runner.module.HttpRequest;
import dev.runner.module.HttpRoute;
import dev.runner.module.Probe;
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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Needs curl (Debian's package of that name).
class HttpTest {
  private static final Identity LOGIN = new Identity.Login();

  @TempDir Path home;
  private HttpServer server;
  private ShellOfThisMachine session;
  private RemoteAccess access;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", HttpTest::answer);
    server.start();
    session = Shells.DASH.session(home);
    access = new RemoteAccess(session, "here", Duration.ofSeconds(30));
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  /// Says what it was asked; redirects from /to to /.
  private static void answer(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    String said =
        "%s %s %s %s|"
            .formatted(
                exchange.getRequestMethod(),
                exchange.getRequestURI(),
                exchange.getRequestHeaders().getOrDefault("X-key", List.of()),
                exchange.getRequestHeaders().getOrDefault("Content-type", List.of()));
    byte[] answer =
        (said + new String(body, StandardCharsets.ISO_8859_1))
            .getBytes(StandardCharsets.ISO_8859_1);
    exchange.getResponseHeaders().add("X-Two", "1");
    exchange.getResponseHeaders().add("X-Two", "2");
    if (exchange.getRequestURI().getPath().equals("/to")) {
      exchange.getResponseHeaders().add("Location", "/end");
      exchange.sendResponseHeaders(302, -1);
    } else {
      boolean head = exchange.getRequestMethod().equals("HEAD");
      exchange.sendResponseHeaders(
          exchange.getRequestURI().getPath().equals("/no") ? 404 : 200, head ? -1 : answer.length);
      if (!head) {
        exchange.getResponseBody().write(answer);
      }
    }
    exchange.close();
  }

  private String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  private Probe probe() {
    return access.ask(LOGIN, List.of(), Map.of(), false).probe();
  }

  private HttpRequest request(String method, String path, Optional<Content> body) {
    return new HttpRequest(
        method,
        url(path),
        Map.of("X-Key", Text.of("se\"cr\\et", Marks.NONE.asSecret())),
        body,
        0,
        true,
        Duration.ofSeconds(20),
        100,
        Optional.empty(),
        HttpRoute.USUAL);
  }

  @Test
  void asksAndFollows() {
    HttpReply reply = probe().ask(new Question.Http(HttpRequest.get(url("/to?a=b&c='d"))));
    assertEquals(200, reply.status());
    assertEquals(url("/end"), reply.url());
    assertEquals("GET /end [] []|", reply.body().lenientText());
    assertEquals("1, 2", reply.headers().get("x-two"));
    assertEquals(
        302, probe().ask(new Question.Http(request("GET", "/to", Optional.empty()))).status());
    assertEquals(
        404, probe().ask(new Question.Http(request("GET", "/no", Optional.empty()))).status());
    HttpReply head = probe().ask(new Question.Http(request("HEAD", "/", Optional.empty())));
    assertEquals(200, head.status());
    assertEquals(Content.of(""), head.body());
  }

  @Test
  void sendsHeadersAndBodiesThatNobodySees() {
    Content body = Content.of(new byte[] {0, 'x', '\'', '\n', -1});
    HttpReply reply =
        probe().ask(new Question.Http(request("PUT", "/", Optional.of(body.asSecret()))));
    assertEquals(
        "PUT / [se\"cr\\et] []|\0x'\n\u00FF",
        new String(reply.body().bytes(), StandardCharsets.ISO_8859_1));
    assertFalse(session.scripts.toString().contains("cr\\"));
    String long_ = "y".repeat(500);
    assertEquals(
        100,
        probe()
            .ask(new Question.Http(request("POST", "/", Optional.of(Content.of(long_)))))
            .body()
            .size());
  }

  @Test
  void saysWhyNoAnswerCame() {
    HttpReply reply = probe().ask(new Question.Http(HttpRequest.get("http://127.0.0.1:1/")));
    assertFalse(reply.answered());
    assertTrue(reply.trouble().startsWith("Failed to connect"), reply.trouble());
  }

  @Test
  void stepsKeepBodiesOnTheHost() throws Exception {
    HttpRequest plain = request("POST", "/p", Optional.of(Content.of("data")));
    HttpRequest saving =
        new HttpRequest(
            "GET",
            url("/file"),
            Map.of(),
            Optional.empty(),
            0,
            true,
            Duration.ofSeconds(20),
            1 << 20,
            Optional.of(RemotePath.of("~/saved")),
            HttpRoute.USUAL);
    Applied applied =
        access.apply(
            LOGIN,
            List.of(
                new Step.Http("post", plain),
                new Step.Http("save", saving),
                new Step.Http("no", HttpRequest.get("http://127.0.0.1:1/"))),
            Map.of(),
            HostAccess.Watching.NOBODY,
            Duration.ofSeconds(30));
    assertEquals("POST /p [se\"cr\\et] []|data", applied.outputs().reply(0).body().lenientText());
    assertEquals(200, applied.outputs().reply(1).status());
    assertEquals("GET /file [] []|", Files.readString(home.resolve("saved")));
    assertEquals(Optional.of(2), applied.failed());
    assertEquals(1, applied.outputs().get(2).exit());
    try (var all = Files.list(home)) {
      assertEquals(1, all.count());
    }
  }
}
