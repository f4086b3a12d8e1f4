package dev.runner.modules.certificates;

import static dev.runner.modules.Tasks.task;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.module.BadParameter;
import dev.runner.module.Command;
import dev.runner.module.Finished;
import dev.runner.module.Plan;
import dev.runner.modules.site.ThisMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Keystores as the `keytool` of the Java that runs the tests makes and reads them.
class JavaKeystoreTest {
  @TempDir private Path folder;
  private ThisMachine host;

  @BeforeEach
  void start() throws IOException {
    String tools = Path.of(System.getProperty("java.home"), "bin") + ":" + System.getenv("PATH");
    host = new ThisMachine(Files.createDirectory(folder.resolve("scratch")), Map.of("PATH", tools));
    for (String name : List.of("one", "two")) {
      assertTrue(
          host.look(
                  Command.of("openssl", "req", "-x509", "-newkey", "rsa:2048", "-days", "9")
                      .and("-passout", "pass:open sesame", "-subj", "/CN=" + name)
                      .and("-keyout", path(name + ".key"), "-out", path(name + ".pem")))
              .ok());
    }
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  /// A task about `one`, with other parameters besides or instead; one that is empty is left out.
  private JavaKeystore store(Object... more) {
    Map<Object, Object> all = new LinkedHashMap<>();
    all.put("name", "site");
    all.put("dest", path("store"));
    all.put("password", "changeit");
    all.put("certificate_path", path("one.pem"));
    all.put("private_key_path", path("one.key"));
    all.put("private_key_passphrase", "open sesame");
    for (int i = 0; i < more.length; i += 2) {
      all.put(more[i], more[i + 1]);
    }
    return task(
        JavaKeystore.class,
        all.entrySet().stream()
            .filter(each -> !each.getValue().equals(""))
            .flatMap(each -> java.util.stream.Stream.of(each.getKey(), each.getValue()))
            .toArray());
  }

  private void made(JavaKeystore module) {
    Finished finished = assertInstanceOf(Finished.class, host.apply(module.plan(host)));
    assertFalse(finished.failed(), finished.message());
    assertInstanceOf(Plan.Unchanged.class, module.plan(host));
  }

  private String refused(JavaKeystore module) {
    return assertInstanceOf(Plan.Refused.class, module.plan(host)).because();
  }

  private String listed() {
    return host.look(
            Command.of("keytool", "-J-Duser.language=en", "-list", "-storepass", "changeit")
                .and("-keystore", path("store")))
        .out();
  }

  @Test
  void isMadeOnceAndAnewForWhatDiffers() {
    made(store());
    assertTrue(listed().contains("site, "), listed());
    made(store("name", "other"));
    assertFalse(listed().contains("site, "), listed());
    made(store("certificate_path", path("two.pem"), "private_key_path", path("two.key")));
    made(store("keystore_type", "jks"));
    assertTrue(listed().contains("Keystore type: JKS"), listed());
    assertInstanceOf(Plan.Unchanged.class, store().plan(host));
    made(store("keystore_type", "pkcs12"));
    assertTrue(listed().contains("Keystore type: PKCS12"), listed());
    made(store("password", "changed!"));
    assertInstanceOf(Plan.Changes.class, store("password", "changed!", "force", true).plan(host));
  }

  @Test
  void takesCertificateAndKeyThemselves() throws IOException {
    JavaKeystore given =
        store(
            "certificate_path",
            "",
            "private_key_path",
            "",
            "certificate",
            Files.readString(folder.resolve("one.pem")),
            "private_key",
            Files.readString(folder.resolve("one.key")));
    Plan.Changes plan = assertInstanceOf(Plan.Changes.class, given.plan(host));
    assertFalse(plan.toString().contains("sesame"), plan.toString());
    assertFalse(plan.toString().contains("changeit"), plan.toString());
    assertFalse(plan.toString().contains("PRIVATE KEY"), plan.toString());
    made(given);
    assertInstanceOf(Plan.Unchanged.class, store().plan(host));
  }

  @Test
  void refusesBeforehandWhatCannotBe() throws IOException {
    assertEquals(
        "the certificate is of another private key",
        refused(store("private_key_path", path("two.key"))));
    assertEquals(
        "Wrong or empty passphrase provided for private key",
        refused(store("private_key_passphrase", "no")));
    assertEquals(
        "The private key %s does not exist".formatted(path("none")),
        refused(store("private_key_path", path("none"))));
    assertEquals(
        "the certificate '%s' isn't there".formatted(path("none")),
        refused(store("certificate_path", path("none"))));
    assertEquals(
        "'%s' holds no certificate".formatted(path("one.key")),
        refused(store("certificate_path", path("one.key"))));
    assertEquals(
        "The directory '%s' does not exist".formatted(path("no")),
        refused(store("dest", path("no/store"))));
    Files.writeString(folder.resolve("store"), "junk");
    assertTrue(refused(store()).startsWith("keytool error: "), refused(store()));
  }

  @Test
  void oneCertificateAndOneKey() {
    assertEquals(
        "parameters are mutually exclusive: certificate|certificate_path",
        assertThrows(BadParameter.class, () -> store("certificate", "x")).getMessage());
    assertEquals(
        "one of the following is required: private_key, private_key_path",
        assertThrows(BadParameter.class, () -> store("private_key_path", "")).getMessage());
  }
}
