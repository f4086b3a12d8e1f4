package dev.runner.modules.certificates;

import static dev.runner.modules.Tasks.task;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.module.Answer;
import dev.runner.module.Command;
import dev.runner.module.Finished;
import dev.runner.module.Plan;
import dev.runner.module.TaskModule;
import dev.runner.modules.site.ThisMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Keys and certificates as the `openssl` of this machine makes them: what is made is taken for
/// right when it is looked at again, and by `openssl` itself. What requests and public keys look
/// like, byte for byte, the recorded answers of `ModuleAnswersTest` say.
class CertificatesTest {
  @TempDir private Path folder;
  private ThisMachine host;

  @BeforeEach
  void start() throws IOException {
    host = new ThisMachine(Files.createDirectory(folder.resolve("scratch")));
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private OpensslPrivatekey key(String name, Object... more) {
    return task(OpensslPrivatekey.class, with(more, "path", path(name)));
  }

  private static Object[] with(Object[] more, Object... first) {
    Object[] all = java.util.Arrays.copyOf(first, first.length + more.length);
    System.arraycopy(more, 0, all, first.length, more.length);
    return all;
  }

  /// What is registered once it is made; the same task then has nothing to do.
  private Map<String, Object> made(TaskModule module) {
    Answer answer = host.apply(module.plan(host));
    Finished finished = assertInstanceOf(Finished.class, answer);
    assertFalse(finished.failed(), finished.message());
    assertInstanceOf(Plan.Unchanged.class, module.plan(host));
    return finished.values();
  }

  private String heading(String name) throws IOException {
    return Files.readAllLines(folder.resolve(name)).getFirst();
  }

  private String openssl(Object... words) {
    return host.look(Command.of("openssl").and(words)).out();
  }

  @Test
  void makesKeysOfAllKindsThatOnlyTheOwnerCanRead() throws IOException {
    Map<String, Object> values = made(key("rsa", "size", 2048));
    assertEquals(2048L, values.get("size"));
    assertEquals("-----BEGIN RSA PRIVATE KEY-----", heading("rsa"));
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("rsa"))));
    made(key("ec", "type", "ECC", "curve", "secp256r1"));
    assertEquals("-----BEGIN EC PRIVATE KEY-----", heading("ec"));
    made(key("dsa", "type", "DSA", "size", 1024));
    assertEquals("-----BEGIN DSA PRIVATE KEY-----", heading("dsa"));
    made(key("ed", "type", "Ed25519"));
    assertEquals("-----BEGIN PRIVATE KEY-----", heading("ed"));
    made(key("pkcs8", "type", "ECC", "curve", "brainpoolP256r1", "format", "pkcs8"));
    assertEquals("-----BEGIN PRIVATE KEY-----", heading("pkcs8"));
    for (String kind : new String[] {"Ed25519", "X25519", "Ed448", "X448"}) {
      made(key("bare" + kind, "type", kind, "format", "raw"));
    }
    assertEquals(57, Files.size(folder.resolve("bareEd448")));
  }

  @Test
  void protectsAKeyByAPassphraseThatStandsInNoCommand() throws IOException {
    OpensslPrivatekey locked = key("key", "type", "Ed25519", "passphrase", "open sesame");
    Plan plan = locked.plan(host);
    assertFalse(plan.toString().contains("sesame"), plan.toString());
    made(locked);
    assertEquals("-----BEGIN ENCRYPTED PRIVATE KEY-----", heading("key"));
    made(key("old", "size", 1024, "passphrase", "open sesame"));
    assertTrue(Files.readString(folder.resolve("old")).contains("Proc-Type: 4,ENCRYPTED"));
    Plan.Refused refused =
        assertInstanceOf(
            Plan.Refused.class,
            key("key", "type", "Ed25519", "passphrase", "other", "regenerate", "fail").plan(host));
    assertTrue(refused.because().startsWith("Unable to read the key."), refused.because());
    assertInstanceOf(Plan.Changes.class, key("key", "type", "Ed25519").plan(host));
  }

  @Test
  void writesAKeyInAnotherWayAndKeepsIt() throws IOException {
    Object before = made(key("key", "type", "Ed25519", "format", "raw")).get("fingerprint");
    Map<String, Object> values =
        made(
            key(
                "key",
                "type",
                "Ed25519",
                "format",
                "pkcs8",
                "format_mismatch",
                "convert",
                "backup",
                true));
    assertEquals(before, values.get("fingerprint"));
    assertTrue(Files.exists(Path.of(String.valueOf(values.get("backup_file")))));
    assertEquals("-----BEGIN PRIVATE KEY-----", heading("key"));
  }

  @Test
  void replacesAKeyOfAnotherKindOnlyWhereThatIsAllowed() {
    made(key("key", "type", "Ed25519"));
    Plan.Refused refused =
        assertInstanceOf(
            Plan.Refused.class, key("key", "size", 1024, "regenerate", "fail").plan(host));
    assertTrue(refused.because().startsWith("Key has wrong type and/or size."));
    assertInstanceOf(
        Plan.Unchanged.class, key("key", "size", 1024, "regenerate", "never").plan(host));
    made(key("key", "size", 1024, "regenerate", "partial_idempotence"));
    assertInstanceOf(Plan.Changes.class, key("key", "size", 1024, "force", true).plan(host));
  }

  @Test
  void tellsTheKeyOnlyWhereThatIsAskedFor() {
    assertFalse(made(key("key", "type", "Ed25519")).containsKey("privatekey"));
    Plan.Unchanged same =
        assertInstanceOf(
            Plan.Unchanged.class, key("key", "type", "Ed25519", "return_content", true).plan(host));
    assertTrue(
        assertInstanceOf(dev.runner.values.Text.class, same.values().get("privatekey")).isSecret());
  }

  private OpensslCsr request(String name, String key, Object... more) {
    return task(OpensslCsr.class, with(more, "path", path(name), "privatekey_path", path(key)));
  }

  private X509Certificate certificate(String name, String provider, Object... more) {
    return task(X509Certificate.class, with(more, "path", path(name), "provider", provider));
  }

  private void authority(Object... more) {
    made(key("ca.key", "type", "ECC", "curve", "secp384r1"));
    made(
        request(
            "ca.csr",
            "ca.key",
            with(
                more,
                "common_name",
                "our own",
                "use_common_name_for_san",
                false,
                "basic_constraints",
                java.util.List.of("CA:TRUE"),
                "key_usage",
                java.util.List.of("keyCertSign"))));
    made(
        certificate(
            "ca.pem", "selfsigned", "csr_path", path("ca.csr"), "privatekey_path", path("ca.key")));
  }

  @Test
  void signsARequestByAnAuthorityOfOnesOwn() {
    authority();
    made(key("web.key", "size", 2048, "passphrase", "open sesame"));
    made(
        request(
            "web.csr",
            "web.key",
            "common_name",
            "web.example.org",
            "privatekey_passphrase",
            "open sesame"));
    X509Certificate module = signed("+30d");
    Map<String, Object> values = made(module);
    assertEquals(path("ca.key"), values.get("ca_privatekey"));
    assertEquals(
        path("web.pem") + ": OK", openssl("verify", "-CAfile", path("ca.pem"), path("web.pem")));
    assertTrue(
        openssl("x509", "-in", path("web.pem"), "-noout", "-checkhost", "web.example.org")
            .contains("does match"));
    assertInstanceOf(Plan.Unchanged.class, signed("+90d").plan(host));
    assertInstanceOf(
        Plan.Changes.class,
        certificate(
                "web.pem",
                "selfsigned",
                "csr_path",
                path("web.csr"),
                "privatekey_path",
                path("web.key"),
                "privatekey_passphrase",
                "open sesame")
            .plan(host));
  }

  private X509Certificate signed(String until) {
    return certificate(
        "web.pem",
        "ownca",
        "csr_path",
        path("web.csr"),
        "ownca_path",
        path("ca.pem"),
        "ownca_privatekey_path",
        path("ca.key"),
        "ownca_not_after",
        until);
  }

  @Test
  void looksAtTimesWhereThatIsAskedFor() {
    made(key("key", "type", "Ed25519"));
    String[] times = {"20250101000000Z", "20600101000000Z", "20590101000000Z"};
    made(lasting(times[0], times[1]));
    assertInstanceOf(Plan.Changes.class, lasting(times[0], times[2]).plan(host));
    assertTrue(
        openssl("x509", "-in", path("self.pem"), "-noout", "-dates")
            .contains("notAfter=Jan  1 00:00:00 2060 GMT"));
  }

  private X509Certificate lasting(String from, String until) {
    return certificate(
        "self.pem",
        "selfsigned",
        "privatekey_path",
        path("key"),
        "selfsigned_not_before",
        from,
        "selfsigned_not_after",
        until,
        "ignore_timestamps",
        false);
  }

  @Test
  void refusesTheKeyOfAnotherAuthority() {
    authority();
    made(key("web.key", "type", "Ed25519"));
    made(request("web.csr", "web.key", "common_name", "web"));
    Plan.Refused refused =
        assertInstanceOf(
            Plan.Refused.class,
            certificate(
                    "web.pem",
                    "ownca",
                    "csr_path",
                    path("web.csr"),
                    "ownca_path",
                    path("ca.pem"),
                    "ownca_privatekey_path",
                    path("web.key"))
                .plan(host));
    assertEquals("The CA private key does not belong to the CA certificate", refused.because());
  }

  @Test
  void makesParametersOfTheLengthThatIsWanted() {
    Map<String, Object> values =
        made(task(OpensslDhparam.class, "path", path("dh"), "size", 512, "return_content", true));
    assertNotEquals(dev.runner.values.None.NONE, values.get("dhparams"));
    assertInstanceOf(
        Plan.Changes.class, task(OpensslDhparam.class, "path", path("dh"), "size", 520).plan(host));
    made(task(OpensslDhparam.class, "path", path("dh"), "state", "absent", "backup", true));
  }
}
