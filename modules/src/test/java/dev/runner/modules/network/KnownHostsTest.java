package dev.runner.modules.network;

import static dev.runner.modules.Tasks.task;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.module.BadParameter;
import dev.runner.module.Finished;
import dev.runner.module.Plan;
import dev.runner.module.testing.FakeHost;
import org.junit.jupiter.api.Test;

/// What `known_hosts` makes of a file.
class KnownHostsTest {
  private static final String FILE = "/etc/ssh/ssh_known_hosts";
  private static final String FORGE = "forge.example ssh-ed25519 AAAAC3Nz1";
  private static final String TEXT =
      "# ours\n"
          + "other.example,10.0.0.1 ssh-rsa AAAAB3Nz1\n"
          + "@cert-authority *.example ssh-rsa AAAAB3Nz2\n";

  private final FakeHost host = FakeHost.named("web1").file(FILE, TEXT);

  private KnownHosts key(Object... more) {
    Object[] all = new Object[more.length + 4];
    System.arraycopy(new Object[] {"name", "forge.example", "path", FILE}, 0, all, 0, 4);
    System.arraycopy(more, 0, all, 4, more.length);
    return task(KnownHosts.class, all);
  }

  @Test
  void addsAtTheEndAndOnlyOnce() {
    host.apply(key("key", FORGE).plan(host));
    assertEquals(TEXT + FORGE + "\n", host.text(FILE));
    assertInstanceOf(Plan.Unchanged.class, key("key", FORGE).plan(host));
  }

  @Test
  void tellsWhatTheFileIs() {
    Plan.Changes plan = assertInstanceOf(Plan.Changes.class, key("key", FORGE).plan(host));
    assertEquals(FORGE, plan.predicted().get("key"));
    Finished done = assertInstanceOf(Finished.class, host.apply(plan));
    assertEquals("file", done.values().get("state"));
    assertEquals("0644", done.values().get("mode"));
  }

  @Test
  void aKeyOfTheSameKindGivesWay() {
    host.file(FILE, TEXT + FORGE + "\nforge.example ssh-rsa AAAAB3Nz3\n");
    host.apply(key("key", FORGE + "x").plan(host));
    assertEquals(TEXT + "forge.example ssh-rsa AAAAB3Nz3\n" + FORGE + "x\n", host.text(FILE));
  }

  @Test
  void authoritiesStandBesideEachOther() {
    KnownHosts second =
        task(
            KnownHosts.class,
            "name",
            "*.example",
            "path",
            FILE,
            "key",
            "@cert-authority *.example ssh-rsa AAAAB3Nz9");
    host.apply(second.plan(host));
    assertEquals(TEXT + "@cert-authority *.example ssh-rsa AAAAB3Nz9\n", host.text(FILE));
  }

  @Test
  void hashesAndFindsHashedNames() {
    host.apply(key("key", FORGE, "hash_host", true).plan(host));
    assertTrue(host.text(FILE).contains("\n|1|"), host.text(FILE));
    assertFalse(host.text(FILE).contains("forge"));
    assertInstanceOf(Plan.Unchanged.class, key("key", FORGE, "hash_host", true).plan(host));
    host.apply(key("state", "absent").plan(host));
    assertEquals(TEXT, host.text(FILE));
  }

  @Test
  void removesOneKeyOrAll() {
    String both = FORGE + "\nforge.example ssh-rsa AAAAB3Nz3\n";
    host.file(FILE, TEXT + both);
    host.apply(key("key", FORGE, "state", "absent").plan(host));
    assertEquals(TEXT + "forge.example ssh-rsa AAAAB3Nz3\n", host.text(FILE));
    assertInstanceOf(Plan.Unchanged.class, key("key", FORGE, "state", "absent").plan(host));
  }

  @Test
  void aKeyIsOfItsHost() {
    assertInstanceOf(Plan.Refused.class, key("key", "other.example ssh-rsa AAAAB3Nz1").plan(host));
    assertThrows(BadParameter.class, () -> key("key", "forge.example"));
    assertThrows(BadParameter.class, () -> key("state", "present"));
  }
}
