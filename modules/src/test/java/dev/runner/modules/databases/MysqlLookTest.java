package dev.runner.modules.databases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runner.module.Command;
import dev.runner.module.Plan;
import dev.runner.module.Step;
import dev.runner.modules.Tasks;
import dev.runner.modules.site.ThisMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The script itself, run by this machine's shell with a client that plays a server of few words.
class MysqlLookTest {
  /// Lets in whose name and password are in `users`; takes backslashes for themselves until the
  /// session's mode is set; notes who came, and what it found in its environment.
  private static final String CLIENT =
      """
      #!/bin/sh
      file=${1#--defaults-file=}
      user=$(sed -n 's/^user="\\(.*\\)"$/\\1/p' "$file")
      password=$(sed -n 's/^password="\\(.*\\)"$/\\1/p' "$file")
      env >>"$FAKE/environment"
      echo "$user" >>"$FAKE/logins"
      if ! grep -qxF "$user:$password" "$FAKE/users"; then
        echo "ERROR 1045 (28000): Access denied for user '$user'@'localhost'" >&2
        exit 1
      fi
      while [ $# -gt 0 ] && [ "$1" != -e ]; do shift; done
      if [ $# -gt 0 ]; then sql=$2; else sql=$(cat); fi
      case $sql in
      "SET SESSION sql_mode='';"*) ;;
      *'\\'*) echo 'ERROR 1064 (42000): You have an error in your SQL syntax' >&2; exit 1 ;;
      esac
      case $sql in
      *'VERSION()'*) cat "$FAKE/hosts" ;;
      *CONCAT*) echo 'SHOW CREATE USER' ;;
      *'SHOW CREATE USER'*) cat "$FAKE/accounts" ;;
      esac
      """;

  private static final String OLD =
      "IDENTIFIED WITH 'mysql_native_password' AS '*AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'";
  private static final String NEW = "IDENTIFIED WITH 'caching_sha2_password' AS '$A$005$x'";

  @TempDir private Path folder;
  private ThisMachine host;

  @BeforeEach
  void client() throws IOException {
    Path bin = Files.createDirectory(folder.resolve("bin"));
    for (String name : List.of("mariadb", "mysql")) {
      Path client = Files.writeString(bin.resolve(name), CLIENT);
      Files.setPosixFilePermissions(client, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    host =
        new ThisMachine(
            Files.createDirectory(folder.resolve("scratch")),
            Map.of(
                "PATH",
                bin + ":" + System.getenv().getOrDefault("PATH", "/usr/bin:/bin"),
                "HOME",
                folder.toString(),
                "FAKE",
                folder.toString()));
    users("admin:s3cret", "site:password");
  }

  private void users(String... users) throws IOException {
    Files.write(folder.resolve("users"), List.of(users));
  }

  /// The server has these accounts of the name `site`.
  private void accounts(Map<String, String> identifiedByHost) throws IOException {
    StringBuilder hosts = new StringBuilder("8.0.36\n");
    StringBuilder accounts = new StringBuilder();
    identifiedByHost.forEach(
        (from, identified) -> {
          hosts.append(from).append('\n');
          accounts.append(
              "%s\nCREATE USER `site`@`%s` %s\n#runner\nGRANT USAGE ON *.* TO `site`@`%s`\n#runner\n"
                  .formatted(from, from, identified, from));
        });
    Files.writeString(folder.resolve("hosts"), hosts + "#runner\n");
    Files.writeString(folder.resolve("accounts"), accounts);
  }

  private static MysqlUser task(boolean hostAll, boolean implicit) {
    return Tasks.task(
        MysqlUser.class,
        "name",
        "site",
        "password",
        "password",
        "host_all",
        hostAll,
        "check_implicit_admin",
        implicit,
        "login_user",
        "admin",
        "login_password",
        "s3cret");
  }

  private List<String> logins() throws IOException {
    return Files.readAllLines(folder.resolve("logins")).stream().distinct().toList();
  }

  private static Command command(Plan plan) {
    return assertInstanceOf(
            Step.Run.class, assertInstanceOf(Plan.Changes.class, plan).steps().getFirst())
        .command();
  }

  private static String statements(Plan plan) {
    return command(plan).stdin().orElseThrow().lenientText();
  }

  @Test
  void aPasswordThatLetsInIsTheSame() throws IOException {
    accounts(Map.of("localhost", NEW));
    assertInstanceOf(Plan.Unchanged.class, task(false, false).plan(host));
    assertEquals(List.of("admin", "site"), logins());
    users("admin:s3cret", "site:another");
    assertEquals(
        Sql.BACKSLASHES_ESCAPE + ";\nALTER USER 'site'@'localhost' IDENTIFIED BY 'password';\n",
        statements(task(false, false).plan(host)));
  }

  @Test
  void eachAccountIsJudgedByItself() throws IOException {
    accounts(Map.of("localhost", NEW, "%", OLD));
    assertEquals(
        Sql.BACKSLASHES_ESCAPE + ";\nALTER USER 'site'@'%' IDENTIFIED BY 'password';\n",
        statements(task(true, false).plan(host)));
  }

  @Test
  void nobodyTriesToEnterWhereHashesSayEnough() throws IOException {
    accounts(Map.of("localhost", OLD));
    assertInstanceOf(Plan.Changes.class, task(false, false).plan(host));
    assertEquals(List.of("admin"), logins());
  }

  @Test
  void clientsFindNoSecretsInTheirEnvironment() throws IOException {
    accounts(Map.of("localhost", NEW));
    assertInstanceOf(Plan.Unchanged.class, task(false, true).plan(host));
    String environment = Files.readString(folder.resolve("environment"));
    assertTrue(environment.contains("FAKE="), environment);
    assertFalse(environment.contains("password=\""), environment);
    assertFalse(environment.contains(MysqlIdentity.hashed("password")), environment);
    assertTrue(environment.lines().noneMatch(line -> line.startsWith("RN_")), environment);
  }

  @Test
  void theLoginIsLeftAloneWhereRootNeedsNoPassword() throws IOException {
    users("root:");
    accounts(Map.of("localhost", OLD));
    Command change = command(task(false, true).plan(host));
    assertEquals(List.of("root"), logins());
    assertTrue(change.environment().get("RN_CNF").value().contains("user=\"root\""));
  }

  @Test
  void theLoginFollowsWhereRootNeedsAPassword() throws IOException {
    accounts(Map.of("localhost", OLD));
    Command change = command(task(false, true).plan(host));
    assertEquals(List.of("root", "admin"), logins());
    assertTrue(change.environment().get("RN_CNF").value().contains("user=\"admin\""));
    users("site:password");
    Plan.Refused refused = assertInstanceOf(Plan.Refused.class, task(false, true).plan(host));
    assertTrue(refused.because().contains("'admin'@"), refused.because());
  }
}
