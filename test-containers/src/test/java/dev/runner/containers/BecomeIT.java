package dev.runner.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Becoming another user by the real sudo, su and doas. One after the other: a run locks its host.
@Execution(ExecutionMode.SAME_THREAD)
class BecomeIT {
  private static final String WHO =
      """
      - hosts: all
        gather_facts: false
        tasks:
          - command: id -un
            become: true
            become_method: "%s"
            become_user: "%s"
            register: who
            changed_when: false
          - debug: msg="this is {{ who.stdout }}."
      """;
  private static TestHost host;

  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    host = TestHost.start(Stack.MODERN, Map.of("SERVICES", ""));
  }

  @AfterAll
  static void stop() {
    host.close();
  }

  private Ran become(String login, String method, String user, String... more) {
    return new Workspace(folder)
        .with(host.inventoryLine("web1", login))
        .play(WHO.formatted(method, user), more);
  }

  @ParameterizedTest
  @CsvSource({
    "admin, sudo, root, ''",
    "admin, sudo, deploy, ''",
    "admin, doas, root, ''",
    "ops, sudo, root, ops-secret",
    "ops, sudo, deploy, ops-secret",
    "ops, su, root, root-secret",
    "ops, su, deploy, deploy-secret",
    "ops, doas, root, ops-secret",
    "console, sudo, root, ''",
    "root, su, deploy, ''",
  })
  void becomes(String login, String method, String user, String password) {
    Ran ran =
        password.isEmpty()
            ? become(login, method, user)
            : become(login, method, user, "-e", "ansible_become_password=" + password);
    assertEquals(0, ran.exit(), ran.out() + ran.err());
    assertTrue(ran.out().contains("this is " + user + "."), ran.out());
    assertFalse(!password.isEmpty() && ran.out().contains(password), ran.out());
  }

  @ParameterizedTest
  @CsvSource({
    "ops, sudo, root, wrong-secret, password",
    "ops, su, root, wrong-secret, su",
    "ops, doas, root, wrong-secret, doas",
    "ops, sudo, root, '', password",
    "deploy, sudo, root, deploy-secret, sudo",
    "admin, sudo, nobody-here, '', nobody-here",
  })
  void saysWhyNot(String login, String method, String user, String password, String cause) {
    Ran ran =
        password.isEmpty()
            ? become(login, method, user)
            : become(login, method, user, "-e", "ansible_become_password=" + password);
    assertEquals(2, ran.exit(), ran.out() + ran.err());
    assertTrue(ran.out().contains(cause), ran.out());
    assertFalse(!password.isEmpty() && ran.out().contains(password), ran.out());
  }

  /// It expires between the login and sudo, since sshd lets nobody in whose account has expired.
  @Test
  void anExpiredAccountIsNamed() {
    host.bash(
        """
        useradd -m -s /bin/bash late
        echo 'late ALL=(ALL) NOPASSWD: ALL' >/etc/sudoers.d/late
        install -d -m 700 -o late /home/late/.ssh
        install -m 600 -o late /home/admin/.ssh/authorized_keys /home/late/.ssh/
        """);
    Ran ran =
        new Workspace(folder)
            .with(host.inventoryLine("web1", "late"))
            .play(
                """
                - hosts: all
                  gather_facts: false
                  tasks:
                    - command: sudo -n chage -E 2014-04-01 late
                    - command: id -un
                      become: true
                """);
    assertEquals(2, ran.exit(), ran.out() + ran.err());
    assertTrue(ran.out().contains("has expired"), ran.out());
  }

  @Test
  void thePasswordIsNoOnesToSee() {
    Ran ran =
        new Workspace(folder)
            .with(host.inventoryLine("web1", "ops"))
            .play(
                """
                - hosts: all
                  gather_facts: false
                  become: true
                  tasks:
                    - shell: cat /proc/[0-9]*/cmdline /proc/[0-9]*/environ 2>/dev/null | tr '\\0' '\\n'
                      register: all
                      changed_when: false
                    - assert: { that: "'ops-secre' ~ 't' not in all.stdout" }
                """,
                "-e",
                "ansible_become_password=ops-secret");
    assertEquals(0, ran.exit(), ran.out() + ran.err());
  }
}
