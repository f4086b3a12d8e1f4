package dev.runner.transport.ssh.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Files, words and what can't be honoured.
class SshConfigTest {
  @TempDir Path home;

  @BeforeEach
  void folders() throws Exception {
    Files.createDirectories(home.resolve(".ssh/conf.d"));
    Files.createDirectories(home.resolve("etc"));
  }

  private HostOptions read(String host, String... words) throws OptionException {
    return new SshConfig(home, "me", home.resolve("etc/ssh_config"))
        .read(host, List.of(), List.of(words));
  }

  private void write(String file, String text) throws Exception {
    Files.writeString(home.resolve(file), text);
  }

  @Test
  void defaultsAreOpenSshsExceptThatDeathIsNoticedAndNewKeysAreTaken() throws Exception {
    HostOptions options = read("web");
    assertEquals("me", options.user());
    assertEquals("accept-new", options.keys().strictness());
    assertEquals(Duration.ofSeconds(15), options.aliveInterval());
    assertEquals(3, options.aliveCount());
    assertEquals(List.of("publickey", "keyboard-interactive", "password"), options.methods());
    assertEquals(home.resolve(".ssh/id_rsa"), options.identities().files().getFirst());
  }

  @Test
  void theUsersFileWinsOverTheSystems() throws Exception {
    write(".ssh/config", "Host web\n Port 1\n");
    write("etc/ssh_config", "Port 2\nUser everyone\n");
    assertEquals(1, read("web").port());
    assertEquals("everyone", read("web").user());
    assertEquals(2, read("db").port());
  }

  @Test
  void wordsWinOverFilesAndWhatWasDecidedWinsOverWords() throws Exception {
    write(".ssh/config", "Port 1\n");
    assertEquals(2, read("web", "-p", "2").port());
    HostOptions options =
        new SshConfig(home, "me", home.resolve("etc/ssh_config"))
            .read("web", List.of("-o", "Port=3"), List.of("-p", "2"));
    assertEquals(3, options.port());
  }

  @Test
  void includesByPatternInOrderOfNamesAndOnlyWhereTheBlockFits() throws Exception {
    write(".ssh/conf.d/20", "Port 20\n");
    write(".ssh/conf.d/10", "Port 10\nHost db\n User dba\n");
    write(".ssh/other", "User other\n");
    write(".ssh/config", "Host nowhere\n Include other\nHost *\nInclude conf.d/* ~/.ssh/none*\n");
    assertEquals(10, read("web").port());
    assertEquals("me", read("web").user());
    assertEquals("dba", read("db").user());
  }

  @Test
  void afterAnIncludeTheBlockGoesOnAsBefore() throws Exception {
    write(".ssh/other", "Host elsewhere\n");
    write(".ssh/config", "Host web\n Include other\n Port 5\n");
    assertEquals(5, read("web").port());
  }

  @Test
  void aFileThatIncludesItselfIsAMistake() throws Exception {
    write(".ssh/config", "Include config\n");
    assertTrue(
        assertThrows(OptionException.class, () -> read("web")).getMessage().contains("deep"));
  }

  @Test
  void replacesTokensInPaths() throws Exception {
    write(".ssh/config", "HostName %h.example\nIdentityFile %d/%r-%h-%n-%p-%%\nIdentityFile ~/x\n");
    assertEquals(
        List.of(home.resolve("me-web.example-web-22-%"), home.resolve("x")),
        read("web").identities().files());
  }

  @Test
  void theAgentIsNamedByFileVariableOrNotAtAll() throws Exception {
    assertEquals(
        Optional.of(Path.of("/a/b")), read("web", "-o", "IdentityAgent=/a/b").identities().agent());
    assertEquals(Optional.empty(), read("web", "-o", "IdentityAgent=none").identities().agent());
    assertEquals(
        Optional.empty(),
        read("web", "-o", "IdentityAgent=$NO_SUCH_VARIABLE").identities().agent());
  }

  @ParameterizedTest
  @CsvSource({
    "PreferredAuthentications password, password",
    "'PreferredAuthentications gssapi-with-mic,publickey', publickey",
    "PubkeyAuthentication no, 'keyboard-interactive,password'",
    "PasswordAuthentication no, 'publickey,keyboard-interactive'",
  })
  void methodsFollowPreferenceAndSwitches(String line, String expected) throws Exception {
    write(".ssh/config", line + "\n");
    assertEquals(expected, String.join(",", read("web").methods()));
  }

  @Test
  void sendsVariablesThatAreNamedOrSet() throws Exception {
    write(".ssh/config", "SendEnv PATH\nSendEnv -PA*\nSetEnv A=1\n");
    assertEquals("1", read("web").environment().get("A"));
    assertEquals(null, read("web").environment().get("PATH"));
    write(".ssh/config", "SendEnv PAT*\n");
    assertEquals(System.getenv("PATH"), read("web").environment().get("PATH"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RemoteForward 1 a:2",
        "LocalForward 1 a:2",
        "DynamicForward 1080",
        "CanonicalizeHostname yes",
        "PKCS11Provider /lib/x.so",
        "RemoteCommand uptime",
        "KnownHostsCommand /bin/x",
        "BindInterface eth0",
        "Tunnel yes",
        "RevokedHostKeys /x",
        "HostbasedAuthentication yes",
        "SessionType none",
        "ProxyUseFdpass yes",
        "Match localnetwork 10.0.0.0/8",
      })
  void whatMattersAndCantBeHonouredIsNamedWithItsPlace(String line) throws Exception {
    write(".ssh/config", "# first line\n" + line + "\n");
    String sentence = assertThrows(OptionException.class, () -> read("web")).getMessage();
    assertTrue(sentence.startsWith(home.resolve(".ssh/config") + ":2:"), sentence);
    assertTrue(sentence.contains(line.split(" ")[0]), sentence);
    assertTrue(sentence.contains("ansible_connection: openssh"), sentence);
  }

  @Test
  void itStopsOnlyTheHostsThatItIsFor() throws Exception {
    write(".ssh/config", "Host db\n RemoteForward 1 a:2\n");
    assertEquals(22, read("web").port());
    assertThrows(OptionException.class, () -> read("db"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RemoteCommand none", "Tunnel no", "SessionType default", "PKCS11Provider none",
        "CanonicalizeHostname no", "GSSAPIAuthentication yes", "ForwardX11 yes", "RequestTTY force",
        "ControlMaster auto", "LogLevel DEBUG", "VisualHostKey yes", "Protocol 2"
      })
  void whatMakesNoDifferenceIsAccepted(String line) throws Exception {
    write(".ssh/config", line + "\n");
    assertEquals(22, read("web").port());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Port many|Port can't be \"many\"",
        "Port 70000|from 1 to 65535",
        "Compression maybe|one of yes",
        "StrictHostKeyChecking perhaps|accept-new",
        "ServerAliveInterval soon|length of time",
        "Nonsense 1|no option Nonsense",
        "User|lacks its value",
        "User \"bob|quote",
        "IdentityFile %Q|token %Q",
        "IdentityFile ${NO_SUCH_VARIABLE}/x|NO_SUCH_VARIABLE",
        "SetEnv AB|NAME=value",
      })
  void mistakesAreNamedWithTheirPlace(String line, String expected) throws Exception {
    write(".ssh/config", line + "\n");
    String sentence = assertThrows(OptionException.class, () -> read("web")).getMessage();
    assertTrue(sentence.contains(expected), sentence);
    assertTrue(sentence.contains("config:1"), sentence);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-N",
        "-f",
        "-L 1:a:2",
        "-R 1:a:2",
        "-D 1080",
        "-W a:1",
        "-w 0",
        "-s",
        "-O check",
        "-I x"
      })
  void wordsThatCantBeHonouredAreNamed(String words) {
    String sentence =
        assertThrows(OptionException.class, () -> read("web", words.split(" "))).getMessage();
    assertTrue(sentence.contains("-" + words.charAt(1)), sentence);
  }

  @Test
  void wordsThatAreNoOptionsAreNamed() {
    assertTrue(
        assertThrows(OptionException.class, () -> read("web", "web2"))
            .getMessage()
            .contains("web2"));
    assertTrue(
        assertThrows(OptionException.class, () -> read("web", "-p")).getMessage().contains("-p"));
  }

  @Test
  void anotherFileReplacesBothUsualOnes() throws Exception {
    write(".ssh/config", "Port 1\n");
    write("etc/ssh_config", "User everyone\n");
    write("mine", "User mine\n");
    HostOptions options = read("web", "-F", home.resolve("mine").toString());
    assertEquals(22, options.port());
    assertEquals("mine", options.user());
    assertEquals("me", read("web", "-F", "none").user());
    assertTrue(
        assertThrows(OptionException.class, () -> read("web", "-F/no/file"))
            .getMessage()
            .contains("/no/file"));
  }
}
