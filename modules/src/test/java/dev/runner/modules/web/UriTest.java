package dev.runner.modules.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.module.BadParameter;
import dev.runner.module.Content;
import dev.runner.module.Finished;
import dev.runner.module.HttpReply;
import dev.runner.module.HttpRequest;
import dev.runner.module.Output;
import dev.runner.module.Plan;
import dev.runner.module.Showing;
import dev.runner.module.testing.FakeControlFile;
import dev.runner.module.testing.FakeHost;
import dev.runner.values.Text;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UriTest {
  private static final String URL = "http://shop.example/api";
  private final FakeHost host = FakeHost.named("web1");

  private static HttpReply reply(int status, Map<String, String> headers, String body) {
    return new HttpReply(status, URL, headers, Content.of(body), Duration.ofMillis(1700), "");
  }

  private static Map<String, Object> values(Plan plan) {
    return switch (plan) {
      case Plan.Unchanged unchanged -> unchanged.values();
      case Plan.Refused refused -> refused.values();
      default -> throw new AssertionError(plan);
    };
  }

  @Test
  void getsAPageInOneRoundTrip() {
    host.serving(
        URL,
        reply(
            200, Map.of("content-type", "text/html", "content-length", "5", "x-it", "1"), "hello"));
    Plan plan = Uris.of(URL).build().plan(host);
    assertInstanceOf(Plan.Unchanged.class, plan);
    assertEquals(1, host.roundTrips());
    assertEquals(200L, values(plan).get("status"));
    assertEquals("OK (5 bytes)", values(plan).get("msg"));
    assertEquals("text/html", values(plan).get("content_type"));
    assertEquals("1", values(plan).get("x_it"));
    assertEquals(1L, values(plan).get("elapsed"));
    assertEquals(false, values(plan).get("redirected"));
    assertFalse(values(plan).containsKey("content"));
    assertEquals(
        "ansible-httpget", String.valueOf(host.requests().getFirst().headers().get("User-Agent")));
  }

  @Test
  void readsJsonAndContent() {
    host.serving(
        URL,
        reply(
            200,
            Map.of("content-type", "application/vnd.api+json; charset=utf-8"),
            "{\"a\": [1]}"));
    Map<String, Object> values = values(Uris.of(URL).returnContent().build().plan(host));
    assertEquals(Map.of("a", List.of(1L)), values.get("json"));
    assertEquals("{\"a\": [1]}", values.get("content"));
  }

  @Test
  void anAnswerThatBreaksOffFailsAsAnError() {
    host.serving(
        URL,
        new HttpReply(
            -1,
            URL,
            Map.of(),
            Content.of(""),
            Duration.ZERO,
            "transfer closed with outstanding read data remaining"));
    assertEquals(
        "HTTP Error while fetching http://shop.example/api: Incomplete read: transfer closed with"
            + " outstanding read data remaining",
        values(Uris.of(URL).build().plan(host)).get("msg"));
  }

  @Test
  void decodesByTheCharsetThatTheServerNames() {
    Content latin = Content.of(new byte[] {'n', (byte) 0xe9, 'e'});
    host.serving(
        URL,
        new HttpReply(
            200,
            URL,
            Map.of("content-type", "text/plain; charset=ISO-8859-1"),
            latin,
            Duration.ZERO,
            ""));
    assertEquals("née", values(Uris.of(URL).returnContent().build().plan(host)).get("content"));
  }

  @Test
  void anotherStatusFailsWithTheContent() {
    host.serving(URL, reply(404, Map.of(), "no such page"));
    Plan.Refused plan = assertInstanceOf(Plan.Refused.class, Uris.of(URL).build().plan(host));
    assertEquals("Status code was 404 and not [200]: HTTP Error 404: Not Found", plan.because());
    assertEquals("no such page", plan.values().get("content"));
    assertEquals(404L, plan.values().get("status"));
    assertEquals("no such page", plan.values().get("body"));
  }

  @Test
  void noAnswerIsMinusOne() {
    host.serving(
        URL, new HttpReply(0, URL, Map.of(), Content.of(""), Duration.ZERO, "connection refused"));
    Plan.Refused plan = assertInstanceOf(Plan.Refused.class, Uris.of(URL).build().plan(host));
    assertEquals(-1L, plan.values().get("status"));
    assertTrue(plan.because().contains("connection refused"), plan.because());
  }

  @Test
  void postsAsAStep() {
    host.serving(URL, reply(201, Map.of(), ""));
    Uri module =
        Uris.of(URL)
            .method("post")
            .body(Map.of("title", Text.secret("s3cret"), "n", 1L), BodyFormat.JSON)
            .status(200, 201)
            .build();
    Plan plan = module.plan(host);
    assertEquals(List.of("POST " + URL, "  $ POST " + URL), Showing.lines(plan));
    assertEquals(List.of(), host.requests());
    Finished done = assertInstanceOf(Finished.class, host.apply(plan));
    assertFalse(done.changed());
    assertEquals(201L, done.values().get("status"));
    HttpRequest sent = host.requests().getFirst();
    Content body = sent.body().orElseThrow();
    assertTrue(body.isSecret());
    assertTrue(body.lenientText().contains("\"title\": \"s3cret\""), body.lenientText());
    assertEquals("application/json", String.valueOf(sent.headers().get("Content-Type")));
  }

  @Test
  void aBodyOfNoNamedTypeIsSentAsAForm() {
    host.serving(URL, reply(200, Map.of(), ""));
    host.apply(Uris.of(URL).method("PUT").body("x", BodyFormat.RAW).build().plan(host));
    assertEquals(
        "application/x-www-form-urlencoded",
        String.valueOf(host.requests().getFirst().headers().get("Content-Type")));
  }

  @Test
  void whyNoAnswerCameIsToldByItsKind() {
    Map.of(
            "Operation timed out after 1000 milliseconds",
            "Connection failure: timed out: Operation timed out after 1000 milliseconds",
            "error setting certificate file: /etc/none.pem",
            "Connection failure: error setting certificate file: /etc/none.pem",
            "SSL certificate problem: self-signed certificate",
            "Failed to validate the SSL certificate: certificate verify failed: SSL certificate"
                + " problem: self-signed certificate",
            "Could not resolve host: shop.example",
            "Request failed: Could not resolve host: shop.example")
        .forEach((trouble, told) -> assertEquals(told, Reasons.of(trouble)));
  }

  @Test
  void writesForms() {
    host.serving(URL, reply(200, Map.of(), ""));
    Object form = List.of(List.of("name", "Ann & Bob"), List.of("tag", List.of("ä", 1L)));
    host.apply(
        Uris.of(URL).method("POST").body(form, BodyFormat.FORM_URLENCODED).build().plan(host));
    assertEquals(
        "name=Ann+%26+Bob&tag=%C3%A4&tag=1",
        host.requests().getFirst().body().orElseThrow().lenientText());
  }

  @Test
  void refusesNumbersInFormsOfSeveralParts() {
    Uri module =
        Uris.of(URL).method("POST").body(Map.of("a", 1L), BodyFormat.FORM_MULTIPART).build();
    BadParameter mistake = assertThrows(BadParameter.class, () -> module.plan(host));
    assertEquals(
        "failed to parse body as form-multipart: value must be a string, or mapping, cannot be type"
            + " int (field a)",
        mistake.getMessage());
  }

  @Test
  void writesFormsOfSeveralParts() {
    host.serving(URL, reply(200, Map.of(), ""));
    Object form =
        new java.util.TreeMap<>(
            Map.of(
                "a", "value",
                "b", Map.of("filename", "dir/up.txt", "multipart_encoding", "7or8bit"),
                "c", Map.of("content", "x", "filename", "c.png", "mime_type", "image/png")));
    Uri module =
        Uris.of(URL)
            .method("POST")
            .body(form, BodyFormat.FORM_MULTIPART)
            .file(FakeControlFile.of("dir/up.txt", "from control"))
            .build();
    host.apply(module.plan(host));
    HttpRequest sent = host.requests().getFirst();
    String type = String.valueOf(sent.headers().get("Content-Type"));
    String boundary = type.replaceFirst("multipart/form-data; boundary=", "");
    assertEquals(
        """
        --B\r
        Content-Disposition: form-data; name="a"\r
        Content-Type: text/plain\r
        \r
        value\r
        --B\r
        Content-Disposition: form-data; name="b"; filename="up.txt"\r
        Content-Type: text/plain\r
        \r
        from control\r
        --B\r
        Content-Disposition: form-data; name="c"; filename="c.png"\r
        Content-Type: image/png\r
        \r
        x\r
        --B--\r
        """,
        sent.body().orElseThrow().lenientText().replace(boundary, "B"));
  }

  @Test
  void followsASafeRedirectAndLeavesTheLoginBehind() {
    host.serving(URL, reply(302, Map.of("location", "//other.example/x", "set-cookie", "a=1"), ""));
    host.serving("http://other.example/x", reply(200, Map.of(), "there"));
    Plan plan = Uris.of(URL).login("ann", "pw").forceBasicAuth().build().plan(host);
    assertEquals("http://other.example/x", values(plan).get("url"));
    assertEquals(true, values(plan).get("redirected"));
    assertEquals("Basic YW5uOnB3", host.requests().get(0).headers().get("Authorization").value());
    assertFalse(host.requests().get(1).headers().containsKey("Authorization"));
    assertFalse(host.requests().get(1).headers().containsKey("Cookie"));
  }

  @Test
  void aPostIsOnlyRedirectedWhenTold() {
    host.serving(URL, reply(303, Map.of("location", "/done", "set-cookie", "id=7; Path=/"), ""));
    host.serving("http://shop.example/done", reply(200, Map.of(), "done"));
    Uris post = Uris.of(URL).method("POST").body("x", BodyFormat.RAW);
    Finished stays =
        assertInstanceOf(Finished.class, host.apply(post.status(303).build().plan(host)));
    assertEquals(303L, stays.values().get("status"));
    assertEquals("http://shop.example/done", stays.values().get("location"));
    assertEquals("id=7", stays.values().get("cookies_string"));

    Finished goes =
        assertInstanceOf(
            Finished.class, host.apply(post.status(200).follow(Follow.ALL).build().plan(host)));
    assertEquals(200L, goes.values().get("status"));
    HttpRequest last = host.requests().getLast();
    assertEquals("GET", last.method());
    assertTrue(last.body().isEmpty());
    assertEquals("id=7", String.valueOf(last.headers().get("Cookie")));
  }

  @Test
  void anEndlessRedirectEnds() {
    host.serving(URL, reply(302, Map.of("location", URL), ""));
    assertInstanceOf(Plan.Refused.class, Uris.of(URL).build().plan(host));
    assertEquals(11, host.requests().size());
  }

  @Test
  void answersTheServersChallenge() {
    String challenge = "Basic realm=\"x\", Digest realm=\"shop\", qop=\"auth\", nonce=\"n1\"";
    host.serving(
        URL, reply(401, Map.of("www-authenticate", challenge), ""), reply(200, Map.of(), ""));
    Plan plan = Uris.of(URL).login("ann", "pw").build().plan(host);
    assertInstanceOf(Plan.Unchanged.class, plan);
    Text sent = host.requests().get(1).headers().get("Authorization");
    assertTrue(sent.isSecret());
    assertTrue(sent.value().startsWith("Digest username=\"ann\", realm=\"shop\""), sent.value());
  }

  @Test
  void aWrongPasswordIsTriedOnce() {
    host.serving(URL, reply(401, Map.of("www-authenticate", "Basic realm=\"x\""), ""));
    assertInstanceOf(Plan.Refused.class, Uris.of(URL).login("ann", "no").build().plan(host));
    assertEquals(2, host.requests().size());
  }

  @Test
  void looksIntoNetrcOnlyWhenAsked() {
    host.answering(
        "a look into .netrc",
        asked -> asked.toString().contains("NETRC"),
        Output.of(0, "machine shop.example\n login bob password pw\n", ""));
    host.serving(
        URL, reply(401, Map.of("www-authenticate", "Basic"), ""), reply(200, Map.of(), ""));
    assertInstanceOf(Plan.Unchanged.class, Uris.of(URL).build().plan(host));
    assertEquals("Basic Ym9iOnB3", host.requests().get(1).headers().get("Authorization").value());
  }

  @Test
  void takesTheLoginOutOfTheUrl() {
    host.serving(URL, reply(200, Map.of(), ""));
    Uris.of("http://ann:pw@shop.example/api").forceBasicAuth().build().plan(host);
    assertEquals(URL, host.requests().getFirst().url());
    assertEquals(
        "Basic YW5uOnB3", host.requests().getFirst().headers().get("Authorization").value());
  }

  @Test
  void savesWhatDiffers() {
    host.directory("/srv").directory("/tmp/scratch");
    host.serving(URL, reply(200, Map.of("content-type", "text/plain"), "new\n"));
    Uri module = Uris.of(URL).dest("/srv/").build();
    Plan.Changes plan = assertInstanceOf(Plan.Changes.class, module.plan(host));
    assertEquals("/srv/api", plan.predicted().get("path"));
    Finished done = assertInstanceOf(Finished.class, host.apply(plan));
    assertTrue(done.changed());
    assertEquals("new\n", host.text("/srv/api"));
    assertEquals(200L, done.values().get("status"));
    assertInstanceOf(Plan.Unchanged.class, module.plan(host));
  }

  @Test
  void aRedirectMayLackTheServer() {
    String all = "http://shop.example/api";
    for (String to : List.of("http:x", "http:/x", "http:///x", "/x", "x", "//shop.example/x")) {
      host.serving(URL, reply(302, Map.of("location", to), ""));
      Plan plan = Uris.of(URL).status(302).follow(Follow.NONE).build().plan(host);
      assertEquals(all.replace("api", "x"), values(plan).get("location"), to);
    }
  }

  @Test
  void ofAFileThatIsThereOnlyWhatIsNewerIsAskedFor() {
    host.directory("/srv").directory("/tmp/scratch").file("/srv/x", "old\n");
    host.serving(URL, reply(304, Map.of(), ""));
    Plan plan = Uris.of(URL).dest("/srv/x").status(200, 304).build().plan(host);
    assertEquals(304L, values(assertInstanceOf(Plan.Unchanged.class, plan)).get("status"));
    assertTrue(
        String.valueOf(host.requests().getFirst().headers().get("If-Modified-Since"))
            .matches("[A-Z][a-z]{2}, \\d{2} [A-Z][a-z]{2} \\d{4} [\\d:]{8} GMT"));
    assertEquals("old\n", host.text("/srv/x"));
    Uris.of(URL).dest("/srv/x").force().status(304).build().plan(host);
    assertFalse(host.requests().getLast().headers().containsKey("If-Modified-Since"));
  }

  @Test
  void aFailureIsNotSaved() {
    host.directory("/srv").directory("/tmp/scratch");
    host.serving(URL, reply(500, Map.of(), "trace"));
    Plan.Refused plan =
        assertInstanceOf(Plan.Refused.class, Uris.of(URL).dest("/srv/x").build().plan(host));
    assertEquals("trace", plan.values().get("content"));
    assertFalse(host.stat(dev.runner.module.RemotePath.of("/srv/x")).exists());
  }

  @Test
  void whatCannotBePutThereIsToldAsSuch() {
    host.directory("/srv").directory("/tmp/scratch");
    host.absent("/srv/none").absent("/srv/none/x");
    host.serving(URL, reply(200, Map.of(), "x"));
    Plan.Refused plan =
        assertInstanceOf(Plan.Refused.class, Uris.of(URL).dest("/srv/none/x").build().plan(host));
    assertEquals(
        "Could not replace file: Destination directory /srv/none does not exist", plan.because());
  }

  @Test
  void aServerCannotChooseAPlaceElsewhere() {
    host.directory("/srv").directory("/tmp/scratch");
    host.serving(
        URL,
        reply(200, Map.of("content-disposition", "attachment; filename=\"../../etc/x\""), "x"));
    Plan.Changes plan =
        assertInstanceOf(Plan.Changes.class, Uris.of(URL).dest("/srv").build().plan(host));
    assertEquals("/srv/x", plan.predicted().get("path"));
  }

  @Test
  void skipsByATrace() {
    host.file("/srv/done", "");
    Plan plan = Uris.of(URL).creates("/srv/done").build().plan(host);
    assertEquals("skipped, since '/srv/done' exists", values(plan).get("stdout"));
    assertEquals(List.of("unchanged: skipped, since /srv/done exists"), Showing.lines(plan));
    assertEquals(List.of(), host.requests());
  }

  @Test
  void checkModeSkipsIt() {
    assertFalse(Uris.of(URL).build().foreseeable());
  }

  @Test
  void refusesWhatIsNoUrlAndHeadersWithLineEnds() {
    assertThrows(BadParameter.class, () -> Uris.of("shop.example").build());
    assertThrows(BadParameter.class, () -> Uris.of("file:///etc/passwd").build());
    assertThrows(BadParameter.class, () -> Uris.of(URL).header("A", "b\r\nX: y").build());
    assertThrows(BadParameter.class, () -> Uris.of(URL).method("GET /").build());
    assertEquals("http://my_host:80/", Uris.of("http://my_host:80/").build().url());
  }
}
