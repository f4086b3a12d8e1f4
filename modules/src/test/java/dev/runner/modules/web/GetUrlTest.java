package dev.runner.modules.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.module.Answer;
import dev.runner.module.BadParameter;
import dev.runner.module.Content;
import dev.runner.module.FileMode;
import dev.runner.module.Finished;
import dev.runner.module.HttpReply;
import dev.runner.module.Plan;
import dev.runner.module.RemotePath;
import dev.runner.module.Showing;
import dev.runner.module.testing.FakeHost;
import dev.runner.modules.files.Labels;
import dev.runner.modules.files.Permissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GetUrlTest {
  private static final String URL = "http://shop.example/pub/app.tgz";
  private static final String SHA256_OF_NEW =
      "7aa7a5359173d05b63cfd682e3c38487f3cb4f7f1d60659fe59fab1505977d4c";
  private final FakeHost host = FakeHost.named("web1").directory("/opt").absent("/opt/app.tgz");

  private static GetUrl get(String dest, String checksum, boolean force) {
    return get(dest, checksum, force, Optional.empty());
  }

  private static GetUrl get(
      String dest, String checksum, boolean force, Optional<RemotePath> temporary) {
    return new GetUrl(
        URL,
        RemotePath.of(dest),
        checksum,
        force,
        false,
        Duration.ofSeconds(10),
        temporary,
        Optional.empty(),
        Optional.empty(),
        Uris.access(Map.of(), false),
        new Permissions(Optional.empty(), Optional.empty(), Optional.of(FileMode.of(0640)), false),
        Labels.NONE);
  }

  private static HttpReply reply(int status, Map<String, String> headers, String body) {
    return new HttpReply(status, URL, headers, Content.of(body), Duration.ofMillis(1700), "");
  }

  @Test
  void theDirectoryHasToBeThere() {
    FakeHost bare = FakeHost.named("web1").absent("/none").absent("/none/").absent("/none/app.tgz");
    for (String dest : List.of("/none/app.tgz", "/none/")) {
      Plan.Refused refused =
          assertInstanceOf(Plan.Refused.class, get(dest, "", false).plan(bare.directory("/")));
      assertEquals("Destination /none does not exist", refused.because());
    }
  }

  private FakeHost serving() {
    return host.serving(URL, reply(200, Map.of("content-length", "4"), "new\n"));
  }

  @Test
  void downloadsAFileThatIsMissing() {
    serving();
    Plan.Changes plan =
        assertInstanceOf(Plan.Changes.class, get("/opt/app.tgz", "", false).plan(host));
    assertEquals(List.of("make /opt/app.tgz", "  mode: 0640"), Showing.lines(plan));
    assertEquals("OK (4 bytes)", plan.predicted().get("msg"));
    assertEquals(200L, plan.predicted().get("status_code"));
    assertFalse(host.requests().getFirst().headers().containsKey("If-Modified-Since"));
    host.apply(plan);
    assertEquals("new\n", host.text("/opt/app.tgz"));
  }

  @Test
  void tellsTheUrlThatWasAskedFor() {
    String other = "https://mirror.example/app.tgz";
    host.serving(URL, reply(302, Map.of("location", other), ""))
        .serving(other, reply(200, Map.of(), "new\n"));
    Plan.Changes plan =
        assertInstanceOf(Plan.Changes.class, get("/opt/app.tgz", "", false).plan(host));
    assertEquals(URL, plan.predicted().get("url"));
  }

  @Test
  void asksForWhatIsNewerOnly() {
    host.file("/opt/app.tgz", "new\n", 0640).serving(URL, reply(304, Map.of(), ""));
    Plan.Unchanged plan =
        assertInstanceOf(Plan.Unchanged.class, get("/opt/app.tgz", "", false).plan(host));
    assertEquals("HTTP Error 304: Not Modified", plan.values().get("msg"));
    assertTrue(
        String.valueOf(host.requests().getFirst().headers().get("If-Modified-Since"))
            .endsWith(" GMT"));
  }

  @Test
  void whatIsTheSameStays() {
    host.file("/opt/app.tgz", "new\n", 0640);
    serving();
    assertInstanceOf(Plan.Unchanged.class, get("/opt/app.tgz", "", true).plan(host));
    assertEquals(
        "no-cache", String.valueOf(host.requests().getFirst().headers().get("Cache-Control")));
  }

  @Test
  void aFileThatHasTheChecksumIsNotAskedFor() {
    host.file("/opt/app.tgz", "new\n", 0600);
    Plan.Changes plan =
        assertInstanceOf(
            Plan.Changes.class, get("/opt/app.tgz", "sha256:" + SHA256_OF_NEW, false).plan(host));
    assertEquals(
        List.of("set mode 0640 of /opt/app.tgz", "  mode: 0600 → 0640"), Showing.lines(plan));
    assertEquals("file already exists", plan.predicted().get("msg"));
    assertTrue(host.requests().isEmpty());
  }

  @Test
  void whatHasAnotherChecksumIsNotPutInPlace() {
    host.file("/opt/app.tgz", "old\n", 0640);
    serving();
    Plan.Refused plan =
        assertInstanceOf(
            Plan.Refused.class, get("/opt/app.tgz", "md5:0123456789abcdef", false).plan(host));
    assertTrue(plan.because().contains("did not match 0123456789abcdef"), plan.because());
  }

  @Test
  void findsTheChecksumInAList() {
    serving();
    String list = "http://shop.example/SUMS";
    host.serving(list, 200, "00 *other.tgz\n" + SHA256_OF_NEW + "  ./app.tgz\n");
    assertInstanceOf(Plan.Changes.class, get("/opt/app.tgz", "sha256:" + list, false).plan(host));
    host.serving(list, 200, "00 *other.tgz\n11 *more.tgz\n");
    Plan.Refused plan =
        assertInstanceOf(
            Plan.Refused.class, get("/opt/app.tgz", "sha256:" + list, false).plan(host));
    assertEquals(
        "Unable to find a checksum for file 'app.tgz' in '%s'".formatted(list), plan.because());
  }

  @Test
  void readsListsOfAllKinds() {
    assertEquals(Optional.of("ab12"), WantedSum.find("AB12\n", "x"));
    assertEquals(Optional.of("ab12"), WantedSum.find("SHA256 (a b) = ab12.\n", "a b"));
    assertEquals(Optional.of("ab12"), WantedSum.find("# sums\nab12 a b\n", "a b"));
    assertEquals(Optional.empty(), WantedSum.find("ab12  a\ncd34  b\n", "c"));
    assertThrows(BadParameter.class, () -> WantedSum.parse("ab12"));
    assertThrows(BadParameter.class, () -> WantedSum.parse("sha256:xyz"));
    assertThrows(BadParameter.class, () -> WantedSum.parse("crc:12"));
  }

  @Test
  void takesTheNameThatTheServerGives() {
    host.absent("/opt/rel.tgz")
        .serving(
            URL,
            reply(200, Map.of("content-disposition", "attachment; filename=\"rel.tgz\""), "new\n"));
    Plan.Changes plan = assertInstanceOf(Plan.Changes.class, get("/opt", "", false).plan(host));
    assertEquals("/opt/rel.tgz", plan.predicted().get("dest"));
  }

  @Test
  void aDirectoryOfTheUsersIsLeftAsItWas() {
    host.directory("/var/tmp").absent("/var/tmp/.runner-scratch");
    serving();
    Plan plan = get("/opt/app.tgz", "", false, Optional.of(RemotePath.of("/var/tmp"))).plan(host);
    assertEquals(List.of("GET " + URL, "  $ GET " + URL), Showing.lines(plan));
    Answer end = host.apply(plan);
    assertTrue(assertInstanceOf(Finished.class, end).changed());
    assertEquals("new\n", host.text("/opt/app.tgz"));
    assertFalse(host.stat(RemotePath.of("/var/tmp/.runner-scratch")).exists());
  }

  @Test
  void saysWhatTheServerSaid() {
    host.serving(URL, reply(404, Map.of(), "no"));
    Plan.Refused plan =
        assertInstanceOf(Plan.Refused.class, get("/opt/app.tgz", "", false).plan(host));
    assertEquals("HTTP Error 404: Not Found", plan.values().get("response"));
    assertEquals(404L, plan.values().get("status_code"));
  }
}
