package dev.runner.transport.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.transport.ConnectException;
import dev.runner.transport.ConnectException.Kind;
import dev.runner.transport.Connection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Keys, certificates, agents and host certificates, against a real sshd.
class AuthenticationTest {
  @TempDir Path folder;
  private Sshd sshd;
  private SshTransport transport;
  private Home home;

  @BeforeEach
  void start() throws Exception {
    sshd = Sshd.start(folder.resolve("sshd"));
    transport = new SshTransport();
    home = new Home(folder.resolve("home"));
  }

  @AfterEach
  void stop() throws Exception {
    transport.close();
    sshd.close();
  }

  private Home.To host() {
    return home.to("127.0.0.1").port(sshd.port());
  }

  private void works(Home.To to) throws Exception {
    try (Connection connection = transport.connect(to.target())) {
      assertEquals("hi\n", Taken.from(connection, "echo hi").text());
    }
  }

  private String refused(Home.To to) {
    ConnectException refused =
        assertThrows(ConnectException.class, () -> transport.connect(to.target()).close());
    assertEquals(Kind.AUTHENTICATION, refused.kind(), refused.getMessage());
    return refused.getMessage();
  }

  @ParameterizedTest
  @CsvSource({
    "ed25519, ''",
    "rsa, ''",
    "ecdsa, ''",
    "ed25519, secret",
    "rsa, secret",
    "ecdsa, secret"
  })
  void keysInOpenSshsFormat(String type, String passphrase) throws Exception {
    Path key = home.key("k", type, passphrase);
    sshd.authorize(key);
    works(passphrase.isEmpty() ? host().key(key) : host().key(key).passphrase(passphrase));
  }

  @ParameterizedTest
  @CsvSource({
    "rsa, PEM, ''",
    "rsa, PEM, secret",
    "ecdsa, PEM, ''",
    "rsa, PKCS8, ''",
    "rsa, PKCS8, secret",
    "ecdsa, PKCS8, ''"
  })
  void keysInPemFormats(String type, String format, String passphrase) throws Exception {
    Path key = home.folder().resolve("k");
    Ran.of("ssh-keygen", "-q", "-t", type, "-m", format, "-N", passphrase, "-f", key.toString());
    sshd.authorize(key);
    works(passphrase.isEmpty() ? host().key(key) : host().key(key).passphrase(passphrase));
  }

  @Test
  void aNamedKeySignsAtOnceWithoutAnyQuestion() throws Exception {
    Path key = home.key("k", "ed25519", "");
    sshd.authorize(key);
    works(host().key(key));
    assertTrue(sshd.log().stream().anyMatch(line -> line.contains("Accepted publickey")));
    assertEquals(0, sshd.log().stream().filter(line -> line.contains("Postponed")).count());
    assertEquals(0, sshd.log().stream().filter(line -> line.contains("Failed none")).count());
  }

  @Test
  void theSecondOfTwoNamedKeys() throws Exception {
    Path wrong = home.key("wrong", "ed25519", "");
    Path right = home.key("right", "rsa", "");
    sshd.authorize(right);
    works(host().key(wrong).key(right));
  }

  @Test
  void theUsualFilesAreTriedWhenNoneIsNamed() throws Exception {
    Path key = home.key(".ssh/id_ed25519", "ed25519", "");
    home.key(".ssh/id_rsa", "rsa", "");
    sshd.authorize(key);
    works(host());
  }

  @Test
  void aCertificateBesideItsKey() throws Exception {
    Path authority = home.key("ca", "ed25519", "");
    Path key = home.key("k", "ed25519", "");
    String user = System.getProperty("user.name");
    Ran.of("ssh-keygen", "-q", "-s", authority.toString(), "-I", "me", "-n", user, key + ".pub");
    sshd.authorize("cert-authority " + Files.readString(Path.of(authority + ".pub")).strip());
    works(host().key(key));
    Path elsewhere = home.folder().resolve("elsewhere.pub");
    Files.move(Path.of(key + "-cert.pub"), elsewhere);
    home.config("CertificateFile " + elsewhere + "\n");
    works(host().key(key));
  }

  @Test
  void theAgentSignsForKeysThatAreNotHere() throws Exception {
    try (RealAgent agent = RealAgent.start(folder)) {
      for (String type : List.of("ed25519", "rsa", "ecdsa")) {
        Path key = home.key(type, type, "");
        agent.add(key);
        Files.delete(key);
        Files.writeString(folder.resolve("sshd/authorized_keys"), "");
        sshd.authorize(key);
        works(host().options("-o", "IdentityAgent=" + agent.socket()));
      }
    }
  }

  @Test
  void ofTheAgentsKeysOnlyTheNamedOneMayBeTried() throws Exception {
    try (RealAgent agent = RealAgent.start(folder)) {
      Path other = home.key("other", "ed25519", "");
      Path named = home.key("named", "ed25519", "secret");
      agent.add(other);
      sshd.authorize(other);
      String socket = "IdentityAgent=" + agent.socket();
      works(host().key(named).options("-o", socket));
      String sentence =
          refused(host().key(named).options("-o", socket, "-o", "IdentitiesOnly=yes"));
      assertTrue(sentence.contains("named needs a passphrase"), sentence);
    }
  }

  @Test
  void theAgentIsForwardedWhenAskedFor() throws Exception {
    try (RealAgent agent = RealAgent.start(folder)) {
      Path key = home.key("k", "ed25519", "");
      agent.add(key);
      sshd.authorize(key);
      String socket = "IdentityAgent=" + agent.socket();
      try (Connection connection =
          transport.connect(host().key(key).options("-A", "-o", socket).target())) {
        assertTrue(Taken.from(connection, "ssh-add -l").text().contains("ED25519"));
      }
      try (Connection connection =
          transport.connect(host().key(key).options("-o", socket).target())) {
        assertEquals("\n", Taken.from(connection, "echo $SSH_AUTH_SOCK").text());
      }
    }
  }

  @Test
  void refusalSaysWhatWasTriedAndWhatTheHostTakes() throws Exception {
    Path key = home.key("k", "ed25519", "");
    String sentence = refused(host().key(key).user("nobody"));
    assertTrue(sentence.contains("does not let nobody log in"), sentence);
    assertTrue(sentence.contains("Tried: key " + key), sentence);
    assertTrue(sentence.contains("The host takes: publickey"), sentence);
    String nothing = refused(host());
    assertTrue(nothing.contains("Nothing was tried"), nothing);
  }

  @Test
  void keysThatCantBeUsedAreNamed() throws Exception {
    Path open = home.key("open", "ed25519", "");
    Files.setPosixFilePermissions(
        open, java.nio.file.attribute.PosixFilePermissions.fromString("rw-r--r--"));
    Path locked = home.key("locked", "ed25519", "secret");
    Path rubbish = home.folder().resolve("rubbish");
    Files.writeString(rubbish, "rubbish");
    Files.setPosixFilePermissions(
        rubbish, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
    Path missing = home.folder().resolve("missing");
    String sentence = refused(host().key(open).key(locked).key(rubbish).key(missing));
    assertTrue(sentence.contains(open + " may be read by others"), sentence);
    assertTrue(sentence.contains(locked + " needs a passphrase"), sentence);
    assertTrue(sentence.contains(rubbish + " holds no private key"), sentence);
    assertTrue(sentence.contains(missing + " does not exist"), sentence);
    assertTrue(refused(host().key(locked).passphrase("wrong")).contains("does not open"), sentence);
  }

  @Test
  void manyWrongKeysEndWithTheHostsOwnWords() throws Exception {
    Home.To to = host();
    for (int i = 0; i < 8; i++) {
      to.key(home.key("k" + i, "ed25519", ""));
    }
    String sentence = refused(to);
    assertTrue(sentence.contains("IdentitiesOnly"), sentence);
  }

  @Test
  void aChangedHostKeyStops() throws Exception {
    Path key = home.key("k", "ed25519", "");
    sshd.authorize(key);
    Path impostor = home.key("impostor", "ed25519", "");
    String[] words = Files.readString(Path.of(impostor + ".pub")).split(" ");
    Files.writeString(
        home.knownHosts(), "[127.0.0.1]:%d %s %s\n".formatted(sshd.port(), words[0], words[1]));
    ConnectException changed =
        assertThrows(ConnectException.class, () -> transport.connect(host().key(key).target()));
    assertEquals(Kind.HOST_KEY, changed.kind());
    assertTrue(changed.getMessage().contains(home.knownHosts() + ":1"), changed.getMessage());
    assertTrue(changed.getMessage().contains("ssh-keygen"), changed.getMessage());
    works(host().key(key).checking("no"));
  }

  @Test
  void theKnownTypeOfKeyIsAskedFor() throws Exception {
    Path more = folder.resolve("more");
    Files.createDirectories(more);
    Sshd.key(Sshd.hostKey(more, "rsa"), "rsa", "");
    try (Sshd both = Sshd.start(more, "HostKey " + Sshd.hostKey(more, "rsa"))) {
      Path key = home.key("k", "ed25519", "");
      both.authorize(key);
      Files.writeString(
          home.knownHosts(), "[127.0.0.1]:%d %s\n".formatted(both.port(), both.publicKey("rsa")));
      works(home.to("127.0.0.1").port(both.port()).key(key).checking("yes"));
    }
  }

  @Test
  void aHostsCertificateIsEnoughWhereItsAuthorityIsKnown() throws Exception {
    Path authority = home.key("ca", "ed25519", "");
    Path more = folder.resolve("more");
    Files.createDirectories(more);
    Path hostKey = Sshd.hostKey(more, "ed25519");
    Sshd.key(hostKey, "ed25519", "");
    Ran.of(
        "ssh-keygen",
        "-q",
        "-s",
        authority.toString(),
        "-h",
        "-I",
        "host",
        "-n",
        "127.0.0.1",
        hostKey + ".pub");
    try (Sshd signed =
        Sshd.start(more, "HostCertificate " + hostKey.resolveSibling("host_ed25519-cert.pub"))) {
      Path key = home.key("k", "ed25519", "");
      signed.authorize(key);
      String[] words = Files.readString(Path.of(authority + ".pub")).split(" ");
      Files.writeString(
          home.knownHosts(), "@cert-authority [127.0.0.1]:* %s %s\n".formatted(words[0], words[1]));
      works(home.to("127.0.0.1").port(signed.port()).key(key).checking("yes"));
      ConnectException other =
          assertThrows(
              ConnectException.class,
              () ->
                  transport.connect(
                      home.to("localhost").port(signed.port()).key(key).checking("yes").target()));
      assertEquals(Kind.HOST_KEY, other.kind());
    }
  }
}
