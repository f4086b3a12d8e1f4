package dev.runner.modules.users;

import static dev.runner.modules.Tasks.task;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.runner.module.BadParameter;
import dev.runner.module.Finished;
import dev.runner.module.Plan;
import dev.runner.module.Step;
import dev.runner.module.testing.FakeHost;
import org.junit.jupiter.api.Test;

/// What `authorized_key` makes of a user's file.
class AuthorizedKeyTest {
  private static final String FILE = "/home/ann/.ssh/authorized_keys";
  private static final String ANN = "ssh-ed25519 AAAAC3Nz1 ann's \"laptop";
  private static final String BOB = "from=\"10.0.0.1,10.0.0.2\",no-pty ssh-rsa AAAAB3Nz2 bob";
  private static final String TEXT = "# ours\n" + BOB + "\n";

  private final FakeHost host =
      FakeHost.named("web1")
          .user("ann", 1000)
          .directory("/home/ann", 0755, "ann", "ann")
          .directory("/home/ann/.ssh", 0700, "ann", "ann")
          .file(FILE, TEXT, 0600);

  private AuthorizedKey key(String key, Object... more) {
    Object[] all = new Object[more.length + 4];
    System.arraycopy(new Object[] {"user", "ann", "key", key}, 0, all, 0, 4);
    System.arraycopy(more, 0, all, 4, more.length);
    return task(AuthorizedKey.class, all);
  }

  private void assertUnchanged(AuthorizedKey task) {
    assertInstanceOf(Plan.Unchanged.class, task.plan(host));
  }

  @Test
  void tellsWhatTheFileIs() {
    Finished done = assertInstanceOf(Finished.class, host.apply(key(ANN).plan(host)));
    assertEquals("file", done.values().get("state"));
    assertEquals("0600", done.values().get("mode"));
    assertEquals("ann", done.values().get("owner"));
    Plan.Unchanged kept = assertInstanceOf(Plan.Unchanged.class, key(ANN).plan(host));
    assertEquals("file", kept.values().get("state"));
    Plan.Unchanged none =
        assertInstanceOf(
            Plan.Unchanged.class,
            key(ANN, "path", "/home/ann/none", "state", "absent")
                .plan(host.absent("/home/ann/none")));
    assertEquals("absent", none.values().get("state"));
  }

  @Test
  void addsAtTheEndAndOnlyOnce() {
    host.apply(key(ANN).plan(host));
    assertEquals(TEXT + ANN + "\n", host.text(FILE));
    assertUnchanged(key(ANN));
    assertUnchanged(key("# both\n" + ANN + "\n\n" + BOB + "\n"));
  }

  @Test
  void theDirectoryIsMadeAndKeptToTheUser() {
    FakeHost fresh =
        FakeHost.named("web1").user("ann", 1000).directory("/home/ann", 0755, "ann", "ann");
    Plan.Changes made = assertInstanceOf(Plan.Changes.class, key(ANN).plan(fresh));
    assertInstanceOf(Step.Directory.class, made.steps().getFirst());
    host.directory("/home/ann/.ssh", 0755, "root", "root");
    Plan.Changes closed = assertInstanceOf(Plan.Changes.class, key(ANN).plan(host));
    assertEquals(
        "set owner ann, group 1000, mode 0700 of /home/ann/.ssh",
        closed.steps().getFirst().title());
    Plan.Changes alone =
        assertInstanceOf(Plan.Changes.class, key(ANN, "manage_dir", false).plan(host));
    assertEquals(1, alone.steps().size());
  }

  @Test
  void otherOptionsOrAnotherCommentReplaceALine() {
    assertUnchanged(key("no-pty,from=\"10.0.0.1,10.0.0.2\" ssh-rsa AAAAB3Nz2 bob"));
    host.apply(key(BOB, "key_options", "no-pty", "comment", "robert").plan(host));
    assertEquals("# ours\nno-pty ssh-rsa AAAAB3Nz2 robert\n", host.text(FILE));
  }

  @Test
  void removesAKeyWhateverItsOptionsAre() {
    host.apply(key("ssh-rsa AAAAB3Nz2", "state", "absent").plan(host));
    assertEquals("# ours\n", host.text(FILE));
    assertUnchanged(key("ssh-rsa AAAAB3Nz2", "state", "absent"));
  }

  @Test
  void exclusiveKeysAreTheOnlyLines() {
    host.apply(key(ANN, "exclusive", true).plan(host));
    assertEquals(ANN + "\n", host.text(FILE));
    assertUnchanged(key(ANN, "exclusive", true));
  }

  @Test
  void aLinkIsReplacedUnlessFollowed() {
    host.file("/srv/keys", TEXT).link(FILE, "/srv/keys");
    host.apply(key(ANN, "follow", true).plan(host));
    assertEquals(TEXT + ANN + "\n", host.text("/srv/keys"));
    host.apply(key(BOB, "state", "absent").plan(host));
    assertEquals(TEXT + ANN + "\n", host.text("/srv/keys"));
    assertEquals("# ours\n" + ANN + "\n", host.text(FILE));
  }

  @Test
  void keysStandInAFileOfTheHost() {
    host.file("/tmp/ann.pub", ANN + "\n").absent("/tmp/none.pub");
    host.apply(key("file:///tmp/ann.pub").plan(host));
    assertEquals(TEXT + ANN + "\n", host.text(FILE));
    assertInstanceOf(Plan.Refused.class, key("file:///tmp/none.pub").plan(host));
  }

  @Test
  void refusesWhatCanNotBe() {
    host.withoutUser("eve");
    AuthorizedKey stranger = task(AuthorizedKey.class, "user", "eve", "key", ANN);
    assertInstanceOf(Plan.Refused.class, stranger.plan(host));
    assertThrows(BadParameter.class, () -> key("AAAAC3Nz1"));
    assertThrows(BadParameter.class, () -> key("https://forge.example/ann.keys"));
  }
}
