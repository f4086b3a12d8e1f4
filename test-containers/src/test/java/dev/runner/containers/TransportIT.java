package dev.runner.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Ways to a host: keys, passwords, bastions, configuration files, changed hosts. One after the
/// other: a run locks its host.
@Execution(ExecutionMode.SAME_THREAD)
class TransportIT {
  private static final int UNREACHABLE = 4;
  private static final int SIZE = 100_000;
  private static final String WHO =
      """
      - hosts: all
        gather_facts: false
        tasks:
          - command: id -un
            register: who
            changed_when: false
          - debug: msg="this is {{ who.stdout }}."
      """;
  private static TestHost host;
  private static TestHost bastion;

  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    host = TestHost.start(Stack.MODERN, Map.of("SERVICES", ""));
    bastion = TestHost.start(Stack.CLASSIC, Map.of("SERVICES", ""));
  }

  @AfterAll
  static void stop() {
    host.close();
    bastion.close();
  }

  private Workspace workspace() {
    return new Workspace(folder);
  }

  private static void reaches(String user, Ran ran) {
    assertEquals(0, ran.exit(), ran.out() + ran.err());
    assertTrue(ran.out().contains("this is " + user + "."), ran.out());
  }

  @Test
  void throughABastionThatTheCommandLineOfSshNames() {
    String jump =
        "ProxyCommand=ssh -F none -i %s -o IdentitiesOnly=yes -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -W %%h:%%p -p %d admin@127.0.0.1"
            .formatted(bastion.key().file(), bastion.sshPort());
    String line =
        "web1 ansible_host=%s ansible_port=22 ansible_user=admin ansible_ssh_private_key_file=%s ansible_ssh_extra_args='-o \"%s\"'"
            .formatted(host.address(), host.key().file(), jump);
    reaches("admin", workspace().with(line).play(WHO));
  }

  @Test
  void throughABastionOfTheUsersConfiguration() throws IOException {
    Workspace here = workspace();
    Path ssh = here.runner().home().resolve(".ssh");
    Files.createDirectories(ssh.resolve("conf.d"));
    Files.writeString(
        ssh.resolve("config"),
        """
        Include conf.d/*
        Host inner
          HostName %s
          User ops
          ProxyJump door
        Host *
          UserKnownHostsFile %s
          IdentitiesOnly yes
          StrictHostKeyChecking accept-new
        """
            .formatted(host.address(), ssh.resolve("hosts_of_mine")));
    Files.writeString(
        ssh.resolve("conf.d/keys"),
        """
        Host door
          HostName 127.0.0.1
          Port %d
          User admin
        Match all
          IdentityFile %s
        """
            .formatted(bastion.sshPort(), host.key().file()));
    here.write("mine/hosts.ini", "inner\n");
    Path play = here.write("play.yml", WHO);
    reaches("ops", here.runner().run("play", play.toString(), "-i", "mine"));
    assertEquals(2, Files.readAllLines(ssh.resolve("hosts_of_mine")).size());
  }

  @Test
  void withAPassword() {
    String line =
        "web1 ansible_host=127.0.0.1 ansible_port=%d ansible_user=ops ansible_password=%s";
    Ran ran = workspace().with(line.formatted(host.sshPort(), "ops-secret")).play(WHO);
    reaches("ops", ran);
    assertFalse((ran.out() + ran.err()).contains("ops-secret"), ran.out() + ran.err());
  }

  @Test
  void notWithAWrongPassword() {
    String line =
        "web1 ansible_host=127.0.0.1 ansible_port=%d ansible_user=ops ansible_password=%s";
    Ran ran = workspace().with(line.formatted(host.sshPort(), "wrong-secret")).play(WHO);
    assertEquals(UNREACHABLE, ran.exit(), ran.out() + ran.err());
    assertTrue(ran.out().contains("password"), ran.out());
    assertFalse((ran.out() + ran.err()).contains("wrong-secret"), ran.out() + ran.err());
  }

  @Test
  void notToAHostThatShowsAnotherKey() throws IOException {
    Workspace here = workspace().with("web1", host);
    reaches("admin", here.play(WHO));
    Path known = folder.resolve("known_hosts");
    String before = Files.readString(known);
    String other =
        before.replaceFirst(
            "(?m)(ssh-ed25519) .*$",
            "$1 " + bastion.bash("cut -d' ' -f2 /etc/ssh/ssh_host_ed25519_key.pub"));
    Files.writeString(known, other);

    Ran ran = here.play(WHO);

    assertEquals(UNREACHABLE, ran.exit(), ran.out() + ran.err());
    assertTrue(ran.out().contains("ssh-keygen -f " + known + " -R"), ran.out());
    assertEquals(other, Files.readString(known));
    String advice =
        Pattern.compile("ssh-keygen -f \\S+ -R '[^']+'")
            .matcher(ran.out())
            .results()
            .findFirst()
            .orElseThrow()
            .group();
    Shell.run("sh", "-c", advice).orThrow();
    reaches("admin", here.play(WHO));
  }

  @Test
  void aFileOfAnyBytesArrivesAndComesBackAsItIs() throws IOException {
    byte[] bytes = new byte[SIZE];
    new Random(SIZE).nextBytes(bytes);
    Workspace here = workspace().with("web1", host);
    Files.write(folder.resolve("bytes.bin"), bytes);
    here.write("expected.yml", "expected: " + Base64.getEncoder().encodeToString(bytes) + "\n");
    String playbook =
        """
        - hosts: all
          gather_facts: false
          vars_files: [expected.yml]
          tasks:
            - copy: { src: bytes.bin, dest: /tmp/bytes.bin, mode: '0600' }
            - slurp: { src: /tmp/bytes.bin }
              register: back
            - assert: { that: back.content == expected, quiet: true }
        """;
    here.play(playbook).orThrow();
    assertEquals(
        Shell.run("sha256sum", folder.resolve("bytes.bin").toString()).text().substring(0, 64),
        host.bash("sha256sum /tmp/bytes.bin").substring(0, 64));
    assertEquals("600 admin", host.bash("stat -c '%a %U' /tmp/bytes.bin"));
    assertTrue(here.play(playbook).out().contains("changed=0"), "a second run copied again");
  }

  @Test
  void aLoginShellThatIsNoPosixShellIsNoTrouble() {
    reaches("fish", workspace().with(host.inventoryLine("web1", "fish")).play(WHO));
  }

  @Test
  void anAccountThatMayNotLogInIsNamed() {
    Ran ran = workspace().with(host.inventoryLine("web1", "barred")).play(WHO);
    assertEquals(UNREACHABLE, ran.exit(), ran.out() + ran.err());
    assertTrue(ran.out().contains("This account is currently not available"), ran.out());
  }

  @Test
  void byTheSystemsOwnClient() {
    String line = host.inventoryLine("web1", "admin") + " ansible_connection=openssh";
    reaches("admin", workspace().with(line).play(WHO));
  }

  @Test
  void notWithAnOptionThatIsNotUnderstood() {
    String line =
        host.inventoryLine("web1", "admin") + " ansible_ssh_extra_args='-o Tunnel=point-to-point'";
    Ran ran = workspace().with(line).play(WHO);
    assertEquals(UNREACHABLE, ran.exit(), ran.out() + ran.err());
    assertTrue(ran.out().contains("Tunnel"), ran.out());
  }
}
