package dev.runner.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Mistakes of whoever wrote the variables or the playbook: found before anybody notices, or, where
/// they come to light half of the way, told in the last block.
class MistakesIT {
  private static final int HOST_FAILED = 2;
  private static final int MISTAKE = 4;

  @TempDir private Path folder;

  @Test
  void aVariableThatCanNotBeReadIsFoundAtTheBeginning() {
    try (TestHost host = TestHost.start(Stack.MODERN)) {
      host.tidepool().release("autumn");
      Workspace here = new Workspace(folder).with("web1", host);
      Mark before = Mark.besideDatabases(host);
      for (List<String> words :
          List.of(
              List.of("{\"site_smoke\": \"{{ 1 // 0 }}\"}", "zero"),
              List.of("site_dump=/root/before.sql", "may not write in /root"),
              List.of("site_serial=many", "not many"))) {
        Ran ran = here.deploy("-e", words.getFirst());
        assertNotEquals(0, ran.exit(), ran.out());
        closes(ran, "server: up", "message: down", "the site was away: not at all");
        assertTrue(
            FaultTable.line("cause", ran.out()).contains(words.getLast()), ran.out() + ran.err());
        assertEquals("", host.bash("ls /var/lib/runner 2>/dev/null || true"));
      }
      assertTrue(before.changed().stream().noneMatch(path -> path.startsWith("/srv")));
    }
  }

  /// The site is away by then, so that whoever reads the block must know it.
  @Test
  void oneInAPlayThatComesLaterIsTheCauseInTheLastBlock() throws IOException {
    try (TestHost host = TestHost.start(Stack.MODERN)) {
      Tidepool site = host.tidepool();
      String autumn = site.release("autumn");
      Workspace here = new Workspace(folder).with("web1", host);
      Path playbooks = Workspace.root().resolve("playbooks");
      String wrong =
          Files.readString(playbooks.resolve("deploy.yml"))
              .replace("name: django_site", "name: " + playbooks.resolve("roles/django_site"))
              .replace("{{ site_serial | default(1) }}", "{{ nowhere_set }}");
      Ran ran = here.play(wrong, "-e", "site_banner_lead=1s");
      assertEquals(MISTAKE, ran.exit(), ran.out() + ran.err());
      closes(
          ran,
          "server: down",
          "message: up",
          "migrations run: none; pending: ",
          "cause: a mistake in the playbook or its variables: ",
          "next: correct it; then the same command again; until then the site stays down");
      assertTrue(ran.err().contains("'nowhere_set' is undefined"), ran.err());
      assertEquals(Optional.empty(), site.apachePid(), ran.out());
      assertTrue(site.messageIsUp(), ran.out());

      String said = here.deploy().orThrow().out();
      assertEquals(autumn, site.revision(), said);
      assertEquals(Optional.of("autumn"), site.season(), said);
    }
  }

  /// Somebody's git as root, while the deploy is under way: the new code is there and fails its
  /// test, and the old one can't be brought back. Half of a site isn't to be served.
  @Test
  void whatCanNotGoBackStaysDown() {
    try (TestHost host = TestHost.start(Stack.MODERN)) {
      Tidepool site = host.tidepool();
      String autumn = site.release("autumn");
      Workspace here = new Workspace(folder).with("web1", host);
      var running =
          here.startDeploy(
              "-e",
              "{\"site_smoke\": [{\"url\": \"http://localhost/slow/?seconds=20\", \"contains\":"
                  + " \"winter\"}]}");
      running.until(out -> out.contains("TASK [django_site : test it quickly]"));
      host.bash("chown root:root /srv/tidepool/templates; chmod 755 /srv/tidepool/templates");
      Ran ran = running.await();
      assertEquals(HOST_FAILED, ran.exit(), ran.out());
      closes(
          ran,
          "server: down",
          "message: up",
          "cause: test it quickly: ",
          "next: put right what the cause names; then the same command again; until then the site"
              + " stays down");
      String cause = FaultTable.line("cause", ran.out());
      assertTrue(cause.contains("on the way back: the old code: deploy"), cause);
      assertEquals(autumn, site.revision(), ran.out());
      assertEquals(Optional.empty(), site.apachePid(), ran.out());
      host.bash("chown deploy:team /srv/tidepool/templates; chmod 2775 /srv/tidepool/templates");
      String said = here.deploy().orThrow().out();
      assertEquals(Optional.of("autumn"), site.season(), said);
    }
  }

  private static void closes(Ran ran, String... lines) {
    for (String line : lines) {
      assertTrue(ran.out().contains("\"" + line), line + " of " + ran.out() + ran.err());
    }
  }
}
