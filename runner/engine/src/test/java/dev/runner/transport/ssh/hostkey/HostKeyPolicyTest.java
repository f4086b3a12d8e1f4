package dev.runner.transport.ssh.hostkey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.transport.ssh.config.HostOptions;
import dev.runner.transport.ssh.config.SshConfig;
import dev.runner.transport.ssh.hostkey.HostKeyPolicy.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which keys are trusted.
class HostKeyPolicyTest {
  private static final HostKey KEY = new HostKey("ssh-ed25519", "AAAAC3NzaC1lZDI1NTE5AAAAIA==");
  private static final HostKey OTHER = new HostKey("ssh-ed25519", "AAAAC3NzaC1lZDI1NTE5AAAAIB==");
  private static final HostKey RSA = new HostKey("ssh-rsa", "AAAAB3NzaC1yc2EAAAADAQABAAAAgQ==");

  @TempDir Path home;

  private Path file() {
    return home.resolve(".ssh/known_hosts");
  }

  private void known(String text) throws Exception {
    Files.createDirectories(file().getParent());
    Files.writeString(file(), text);
  }

  private HostOptions options(String host, String... words) throws Exception {
    return new SshConfig(home, "me", Path.of("/nowhere"))
        .read(host, List.of("-o", "GlobalKnownHostsFile=none"), List.of(words));
  }

  private HostKeyPolicy policy(String host, String... words) throws Exception {
    return new HostKeyPolicy(new KnownHosts(), options(host, words));
  }

  private Verdict decide(HostKey key, String host, String... words) throws Exception {
    return policy(host, words).decide(key, Optional.empty());
  }

  private static String rejected(Verdict verdict) {
    return assertInstanceOf(Verdict.Rejected.class, verdict).sentence();
  }

  private static void trusted(Verdict verdict) {
    assertInstanceOf(Verdict.Trusted.class, verdict);
  }

  @Test
  void aNewKeyIsTakenOnceAndForOthersUnreadable() throws Exception {
    trusted(decide(KEY, "web"));
    trusted(decide(KEY, "web"));
    assertEquals("web ssh-ed25519 " + KEY.base64() + "\n", Files.readString(file()));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file())));
    assertEquals(
        "rwx------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(file().getParent())));
  }

  @Test
  void anUnfinishedLineIsFinishedFirst() throws Exception {
    known("a ssh-ed25519 " + OTHER.base64());
    trusted(decide(KEY, "web"));
    assertEquals(2, Files.readAllLines(file()).size());
    trusted(decide(OTHER, "a"));
  }

  @Test
  void aChangedKeyNamesFileLineAndTheCommandThatForgetsIt() throws Exception {
    known("# c\n[web]:2222 ssh-ed25519 " + OTHER.base64() + "\n");
    String sentence = rejected(decide(KEY, "web", "-p", "2222"));
    assertTrue(sentence.contains(file() + ":2"), sentence);
    assertTrue(sentence.contains("ssh-keygen -f " + file() + " -R '[web]:2222'"), sentence);
    assertTrue(sentence.contains(KEY.fingerprint()), sentence);
    String before = Files.readString(file());
    assertEquals(before, Files.readString(file()));
  }

  @Test
  void aKeyOfAnotherTypeIsAChangeToo() throws Exception {
    known("web ssh-rsa " + RSA.base64() + "\n");
    assertTrue(rejected(decide(KEY, "web")).contains("has changed"));
  }

  @ParameterizedTest
  @CsvSource({
    "web, 22, web, true",
    "WEB, 22, web, true",
    "'web,db', 22, db, true",
    "'*.example', 22, web.example, true",
    "'*.example,!web.example', 22, web.example, false",
    "w?b, 22, web, true",
    "'[web]:2222', 2222, web, true",
    "'[web]:2222', 22, web, false",
    "'[*.example]:2222', 2222, web.example, true",
    "web, 2222, web, true",
    "10.0.0.*, 22, 10.0.0.7, true",
  })
  void namesFitAsTheyDoInOpenSsh(String line, int port, String host, boolean fits)
      throws Exception {
    known(line + " ssh-ed25519 " + KEY.base64() + "\n");
    Verdict verdict =
        decide(KEY, host, "-p", String.valueOf(port), "-o", "StrictHostKeyChecking=yes");
    assertEquals(fits, verdict instanceof Verdict.Trusted, verdict.toString());
  }

  @Test
  void hashedNamesAreThoseOfSshKeygen() throws Exception {
    known("web ssh-ed25519 " + KEY.base64() + "\n[db]:2222 ssh-ed25519 " + OTHER.base64() + "\n");
    Process hash =
        new ProcessBuilder("ssh-keygen", "-H", "-f", file().toString())
            .redirectErrorStream(true)
            .start();
    hash.getInputStream().readAllBytes();
    assertEquals(0, hash.waitFor());
    assertTrue(Files.readString(file()).startsWith("|1|"));
    trusted(decide(KEY, "web", "-o", "StrictHostKeyChecking=yes"));
    trusted(decide(OTHER, "db", "-p", "2222", "-o", "StrictHostKeyChecking=yes"));
    rejected(decide(KEY, "else", "-o", "StrictHostKeyChecking=yes"));
  }

  @Test
  void writesNamesThatSshKeygenFindsHashed() throws Exception {
    trusted(decide(KEY, "web", "-o", "HashKnownHosts=yes"));
    Process find = new ProcessBuilder("ssh-keygen", "-F", "web", "-f", file().toString()).start();
    String said = new String(find.getInputStream().readAllBytes());
    find.waitFor();
    assertTrue(said.contains("found"), said);
  }

  @Test
  void revokedKeysAreRefusedWhateverElseIsSaid() throws Exception {
    known("web ssh-ed25519 %s\n@revoked * ssh-ed25519 %s\n".formatted(KEY.base64(), KEY.base64()));
    String sentence = rejected(decide(KEY, "web", "-o", "StrictHostKeyChecking=no"));
    assertTrue(sentence.contains(file() + ":2"), sentence);
    Verdict signed = policy("web").decide(OTHER, Optional.of(KEY));
    rejected(signed);
  }

  @Test
  void anAuthorityVouchesForTheHostsItIsNamedFor() throws Exception {
    known("@cert-authority *.example ssh-rsa " + RSA.base64() + "\n");
    trusted(policy("web.example", "-o", "StrictHostKeyChecking=yes").decide(KEY, Optional.of(RSA)));
    rejected(policy("web.other", "-o", "StrictHostKeyChecking=yes").decide(KEY, Optional.of(RSA)));
    rejected(
        policy("web.example", "-o", "StrictHostKeyChecking=yes").decide(RSA, Optional.empty()));
    assertTrue(policy("web.example").knowsAuthority());
    assertEquals(Set.of(), policy("web.example").knownTypes());
  }

  @Test
  void strictnessDecidesAboutUnknownAndChangedKeys() throws Exception {
    assertTrue(
        rejected(decide(KEY, "web", "-o", "StrictHostKeyChecking=yes")).contains("ssh-keyscan"));
    assertTrue(
        rejected(decide(KEY, "web", "-o", "StrictHostKeyChecking=ask")).contains("accept-new"));
    trusted(decide(KEY, "web", "-o", "StrictHostKeyChecking=no"));
    assertInstanceOf(
        Verdict.Unverified.class, decide(OTHER, "web", "-o", "StrictHostKeyChecking=no"));
  }

  @Test
  void anAliasStandsForTheHostWithoutItsPort() throws Exception {
    trusted(decide(KEY, "10.0.0.1", "-p", "2222", "-o", "HostKeyAlias=web"));
    assertEquals("web ssh-ed25519 " + KEY.base64() + "\n", Files.readString(file()));
    rejected(decide(OTHER, "10.0.0.2", "-o", "HostKeyAlias=web"));
  }

  @Test
  void looksIntoSeveralFilesAndWritesTheFirst() throws Exception {
    Path one = home.resolve("one");
    Path two = home.resolve("two");
    Files.writeString(two, "web ssh-ed25519 " + KEY.base64() + "\n");
    String words = "UserKnownHostsFile=" + one + " " + two;
    trusted(decide(KEY, "web", "-o", words, "-o", "StrictHostKeyChecking=yes"));
    trusted(decide(KEY, "db", "-o", words));
    assertTrue(Files.readString(one).startsWith("db "));
  }

  @Test
  void whatCantBeNotedIsRefused() throws Exception {
    String sentence = rejected(decide(KEY, "web", "-o", "UserKnownHostsFile=/proc/nothing/x"));
    assertTrue(sentence.contains("/proc/nothing/x"), sentence);
    trusted(decide(KEY, "web", "-o", "UserKnownHostsFile=/dev/null"));
    trusted(decide(KEY, "web", "-o", "UserKnownHostsFile=none"));
  }

  @Test
  void manyAtOnceWriteWholeLinesAndEachHostOnce() throws Exception {
    KnownHosts shared = new KnownHosts();
    List<Future<Verdict>> all = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 200; i++) {
        String host = "web" + i % 50;
        HostOptions options = options(host);
        all.add(
            threads.submit(() -> new HostKeyPolicy(shared, options).decide(KEY, Optional.empty())));
      }
    }
    for (Future<Verdict> one : all) {
      trusted(one.get());
    }
    List<String> lines = Files.readAllLines(file());
    assertEquals(50, lines.size());
    assertEquals(50, Set.copyOf(lines).size());
    assertTrue(lines.stream().allMatch(line -> line.endsWith(KEY.base64())));
  }

  @Test
  void aFileThatChangesIsReadAnew() throws Exception {
    HostKeyPolicy policy = policy("web", "-o", "StrictHostKeyChecking=yes");
    rejected(policy.decide(KEY, Optional.empty()));
    known("web ssh-ed25519 " + KEY.base64() + "\n");
    trusted(policy.decide(KEY, Optional.empty()));
  }

  @Test
  void linesThatArentUnderstoodAreAboutNobody() throws Exception {
    known(
        "\n|1|x|y ssh-ed25519 %s\n@strange web ssh-ed25519 %s\nweb\n|1| ssh-rsa a\n"
            .formatted(KEY.base64(), KEY.base64()));
    rejected(decide(KEY, "web", "-o", "StrictHostKeyChecking=yes"));
  }

  @Test
  void namesAndPatternsAreFoundInTheOrderOfTheFile() throws Exception {
    String key = KEY.base64();
    known(
        "db,WEB,web ssh-ed25519 %1$s\nw*,!web2 ssh-ed25519 %1$s\n%2$s ssh-ed25519 %1$s\n"
            .formatted(key, HashedName.of("web2")));
    KnownHosts hosts = new KnownHosts();
    assertEquals(List.of(1, 2), lines(hosts, "web"));
    assertEquals(List.of(1), lines(hosts, "db"));
    assertEquals(List.of(3), lines(hosts, "web2"));
    assertEquals(List.of(), lines(hosts, "mail"));
  }

  private List<Integer> lines(KnownHosts hosts, String name) throws Exception {
    return hosts.about(name, List.of(file())).stream().map(KnownHost::line).toList();
  }
}
