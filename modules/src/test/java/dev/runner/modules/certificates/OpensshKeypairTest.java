package dev.runner.modules.certificates;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.module.BadParameter;
import dev.runner.module.Command;
import dev.runner.module.Finished;
import dev.runner.module.Plan;
import dev.runner.module.RemotePath;
import dev.runner.modules.Tasks;
import dev.runner.modules.site.ThisMachine;
import dev.runner.values.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// With the real `ssh-keygen`: which pairs of keys are made, and which stay.
class OpensshKeypairTest {
  @TempDir Path temp = Path.of("");
  private ThisMachine host = new ThisMachine(temp);
  private Path file = temp;

  @BeforeEach
  void machine() throws IOException {
    host = new ThisMachine(Files.createDirectory(temp.resolve("scratch")));
    file = temp.resolve("a key");
  }

  private OpensshKeypair pair(Object... more) {
    boolean typed = java.util.Arrays.asList(more).contains("type");
    Object[] rest =
        typed
            ? new Object[] {"path", RemotePath.of(file.toString())}
            : new Object[] {
              "path", RemotePath.of(file.toString()), "type", OpensshKeypair.Type.ED25519
            };
    Object[] all = java.util.Arrays.copyOf(more, more.length + rest.length);
    System.arraycopy(rest, 0, all, more.length, rest.length);
    return Tasks.task(OpensshKeypair.class, all);
  }

  private Finished applied(OpensshKeypair module) {
    Finished end = assertInstanceOf(Finished.class, host.apply(module.plan(host)));
    assertTrue(end.changed() && !end.failed(), end.message());
    assertInstanceOf(Plan.Unchanged.class, module.plan(host));
    return end;
  }

  private String text(String ending) throws IOException {
    return Files.readString(Path.of(file + ending));
  }

  private String mode(String ending) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(file + ending)));
  }

  @Test
  void makesAPair() throws IOException {
    Finished end = applied(pair("comment", "ann b"));
    assertTrue(text(".pub").endsWith(" ann b\n"), text(".pub"));
    assertEquals("rw-------", mode(""));
    assertEquals("rw-r--r--", mode(".pub"));
    assertEquals("ann b", end.values().get("comment"));
    assertEquals(256L, end.values().get("size"));
    assertTrue(text(".pub").startsWith(end.values().get("public_key") + " "));
    String told = host.run(Command.of("ssh-keygen", "-l", "-f", file)).out();
    assertTrue(told.contains(String.valueOf(end.values().get("fingerprint"))), told);
  }

  @Test
  void knowsKindsAndLengths() {
    Finished rsa = applied(pair("type", OpensshKeypair.Type.RSA, "size", 1024));
    assertEquals("rsa", rsa.values().get("type"));
    assertEquals(1024L, rsa.values().get("size"));
    Finished curve = applied(pair("type", OpensshKeypair.Type.ECDSA, "size", 384));
    assertEquals(384L, curve.values().get("size"));
    Map<?, ?> difference = assertInstanceOf(Map.class, curve.values().get("diff"));
    assertEquals("rsa", assertInstanceOf(Map.class, difference.get("before")).get("type"));
    assertEquals("ecdsa", assertInstanceOf(Map.class, difference.get("after")).get("type"));
  }

  @Test
  void keepsAPrivateKeyAndMendsThePublicOne() throws IOException {
    applied(pair());
    String key = text("");
    applied(pair("comment", "other"));
    Files.delete(Path.of(file + ".pub"));
    applied(pair());
    assertEquals(key, text(""));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    assertInstanceOf(Plan.Unchanged.class, pair().plan(host));
  }

  @Test
  void replacesAKeyOnlyAsItIsTold() throws IOException {
    applied(pair());
    String key = text("");
    Object[] rsa = {"type", OpensshKeypair.Type.RSA, "size", 1024};
    assertInstanceOf(
        Plan.Unchanged.class,
        pair("type", rsa[1], "regenerate", OpensshKeypair.Regenerate.NEVER).plan(host));
    assertInstanceOf(
        Plan.Refused.class,
        pair("type", rsa[1], "regenerate", OpensshKeypair.Regenerate.FAIL).plan(host));
    host.apply(pair("force", true).plan(host));
    assertNotEquals(key, text(""));
    Files.writeString(file, "no key");
    assertInstanceOf(Plan.Refused.class, pair().plan(host));
    applied(pair("regenerate", OpensshKeypair.Regenerate.FULL_IDEMPOTENCE));
  }

  @Test
  void protectsAKeyByAPassphrase() {
    OpensshKeypair module = pair("passphrase", Secret.of("open, sesame"));
    applied(module);
    assertInstanceOf(Plan.Refused.class, pair().plan(host));
    assertInstanceOf(Plan.Refused.class, pair("passphrase", Secret.of("another one")).plan(host));
  }

  @Test
  void removesBothFiles() {
    applied(pair());
    OpensshKeypair module = pair("state", OpensshKeypair.State.ABSENT);
    assertEquals(2, assertInstanceOf(Plan.Changes.class, module.plan(host)).steps().size());
    host.apply(module.plan(host));
    assertInstanceOf(Plan.Unchanged.class, module.plan(host));
  }

  @Test
  void refusesWhatCannotBe() {
    assertThrows(BadParameter.class, () -> pair("type", OpensshKeypair.Type.RSA, "size", 512));
    assertThrows(BadParameter.class, () -> pair("type", OpensshKeypair.Type.ECDSA, "size", 200));
    assertThrows(BadParameter.class, () -> pair("type", OpensshKeypair.Type.RSA1));
    file = temp.resolve("no/key");
    assertInstanceOf(Plan.Refused.class, pair().plan(host));
    file = temp;
    assertInstanceOf(Plan.Refused.class, pair().plan(host));
  }
}
