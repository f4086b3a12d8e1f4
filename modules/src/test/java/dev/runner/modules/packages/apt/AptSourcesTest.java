package dev.runner.modules.packages.apt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.module.FileMode;
import dev.runner.module.Finished;
import dev.runner.module.Output;
import dev.runner.module.Plan;
import dev.runner.module.testing.FakeHost;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AptSourcesTest {
  private static final String LINE = "deb http://apt.example.org/debian stable main";
  private static final String FILE = "/etc/apt/sources.list.d/apt_example_org_debian.list";

  private final FakeHost host =
      FakeHost.named("web1")
          .file("/etc/apt/sources.list", "## ours\n# deb  http://old x  main # why\n")
          .directory("/etc/apt/sources.list.d");

  private static AptRepository repository(String repo, AptRepository.State state, boolean update) {
    return new AptRepository(
        repo,
        state,
        Optional.empty(),
        update,
        2,
        Duration.ofSeconds(1),
        true,
        Optional.empty(),
        Optional.of("noble"),
        true);
  }

  private static AptRepository present(String repo) {
    return repository(repo, AptRepository.State.PRESENT, false);
  }

  private static AptRepository absent(String repo) {
    return repository(repo, AptRepository.State.ABSENT, false);
  }

  @Test
  void aSourceComesAndGoesInAFileOfItsOwn() {
    Plan.Changes plan = assertInstanceOf(Plan.Changes.class, present(LINE).plan(host));
    assertEquals(List.of(FILE), plan.predicted().get("sources_added"));
    host.apply(plan);
    assertEquals(LINE + "\n", host.text(FILE));
    assertInstanceOf(
        Plan.Unchanged.class, present(LINE.replace(" stable", "   stable")).plan(host));
    Plan.Changes gone = assertInstanceOf(Plan.Changes.class, absent(LINE).plan(host));
    assertEquals(List.of(FILE), gone.predicted().get("sources_removed"));
    host.apply(gone);
    assertInstanceOf(Plan.Unchanged.class, absent(LINE).plan(host));
  }

  @Test
  void aSourceThatIsCommentedOutIsUsedAgainAndCommentsStay() {
    host.apply(present("deb http://old x main").plan(host));
    assertEquals("## ours\ndeb  http://old x  main # why\n", host.text("/etc/apt/sources.list"));
  }

  @Test
  void filesAreAsTheyWereIfTheUpdateFails() {
    host.answering(
        "update", c -> c.toString().contains("apt-get"), Output.of(100, "", "E: no such host"));
    AptRepository module = repository(LINE, AptRepository.State.PRESENT, true);
    Finished done = assertInstanceOf(Finished.class, host.apply(module.plan(host)));
    assertTrue(done.failed());
    assertTrue(done.message().endsWith("E: no such host"), done.message());
    assertInstanceOf(Plan.Changes.class, present(LINE).plan(host));
  }

  @Test
  void aPpaBringsItsKey() {
    host.absent("/etc/apt/trusted.gpg.d/ppa-nginx-stable.asc")
        .serving(
            "https://api.launchpad.net/1.0/~nginx/+archive/stable",
            200,
            "{\"signing_key_fingerprint\": \"ABCD\"}")
        .serving(
            "https://keyserver.ubuntu.com/pks/lookup?op=get&options=mr&search=0xABCD", 200, "key");
    host.apply(present("ppa:nginx/stable").plan(host));
    assertEquals("key", host.text("/etc/apt/trusted.gpg.d/ppa-nginx-stable.asc"));
    assertEquals(
        "deb https://ppa.launchpadcontent.net/nginx/stable/ubuntu noble main\n",
        host.text("/etc/apt/sources.list.d/ppa_nginx_stable_noble.list"));
  }

  @Test
  void whatIsNoSourceIsRefused() {
    for (String line : List.of("", "# deb http://x y z", "http://x")) {
      assertInstanceOf(Plan.Refused.class, present(line).plan(host), line);
    }
  }

  private static Deb822Repository deb822(Optional<String> signedBy, Deb822Repository.State state) {
    return new Deb822Repository(
        "our repo",
        state,
        FileMode.of(0644),
        List.of(Deb822Repository.Type.DEB),
        List.of("https://apt.example.org"),
        List.of("stable"),
        List.of("main", "contrib"),
        List.of(),
        signedBy,
        Optional.of(true),
        Optional.empty(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false);
  }

  @Test
  void fieldsStandInTheOrderOfTheirParameters() {
    host.directory("/etc/apt/keyrings");
    String block = "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nabc\n";
    Plan plan = deb822(Optional.of(block), Deb822Repository.State.PRESENT).plan(host);
    host.apply(plan);
    assertEquals(
        """
        Components: main contrib
        X-Repolib-Name: our repo
        Signed-By:
            -----BEGIN PGP PUBLIC KEY BLOCK-----
            .
            abc
        Suites: stable
        Trusted: yes
        Types: deb
        URIs: https://apt.example.org
        """,
        host.text("/etc/apt/sources.list.d/our-repo.sources"));
    assertInstanceOf(
        Plan.Unchanged.class,
        deb822(Optional.of(block), Deb822Repository.State.PRESENT).plan(host));
  }

  @Test
  void aKeyIsFetchedAndRemovedWithItsRepository() {
    host.directory("/etc/apt/keyrings").serving("https://example.org/key", 200, "binary");
    Optional<String> url = Optional.of("https://example.org/key");
    host.apply(deb822(url, Deb822Repository.State.PRESENT).plan(host));
    assertEquals("binary", host.text("/etc/apt/keyrings/our-repo.gpg"));
    int before = host.roundTrips();
    assertInstanceOf(Plan.Unchanged.class, deb822(url, Deb822Repository.State.PRESENT).plan(host));
    assertEquals(before + 1, host.roundTrips());
    Plan.Changes gone =
        assertInstanceOf(Plan.Changes.class, deb822(url, Deb822Repository.State.ABSENT).plan(host));
    assertEquals(2, gone.steps().size());
  }
}
